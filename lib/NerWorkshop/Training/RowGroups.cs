using System.Runtime.InteropServices;

namespace NerWorkshop;

/// <summary>
/// Rows of features in groups, one behind another in memory: an array for each group would keep the garbage collector busy.
/// </summary>
internal sealed class RowGroups
{
    private readonly List<int> _rows = [];
    private readonly List<int> _ends = [];

    /// <summary>All rows.</summary>
    public ReadOnlySpan<int> All => CollectionsMarshal.AsSpan(_rows);

    /// <summary>The rows of some groups.</summary>
    /// <param name="first">The first group.</param>
    /// <param name="end">The group after the last one.</param>
    public ReadOnlySpan<int> Of(int first, int end) => All[Start(first)..Start(end)];

    /// <summary>Puts groups behind those there are: the numbers of features, until there are rows for them.</summary>
    public void Append(IReadOnlyList<FeatureBatch> batches)
    {
        _rows.EnsureCapacity(_rows.Count + batches.Sum(batch => batch.Numbers.Count));
        foreach (FeatureBatch batch in batches)
        {
            foreach (int end in batch.Ends)
            {
                _ends.Add(_rows.Count + end);
            }

            _rows.AddRange(batch.Numbers);
        }
    }

    /// <summary>Puts the row of each number in its place, and takes out what has none: of a negative number or row.</summary>
    public void Renumber(ReadOnlySpan<int> rows)
    {
        Span<int> all = CollectionsMarshal.AsSpan(_rows);
        int kept = 0;
        int next = 0;
        foreach (ref int end in CollectionsMarshal.AsSpan(_ends))
        {
            for (; next < end; next++)
            {
                int row = all[next] < 0 ? -1 : rows[all[next]];
                all[kept] = row;
                kept += row < 0 ? 0 : 1;
            }

            end = kept;
        }

        CollectionsMarshal.SetCount(_rows, kept);
        _rows.TrimExcess();
    }

    private int Start(int group) => group == 0 ? 0 : _ends[group - 1];
}
