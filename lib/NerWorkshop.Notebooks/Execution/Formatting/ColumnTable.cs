using System.Collections;

namespace NerWorkshop.Notebooks;

/// <summary>Rows under named columns.</summary>
/// <param name="Columns">The names.</param>
/// <param name="Rows">In each row, a value for each column.</param>
/// <param name="More">How many rows are left out.</param>
internal sealed record ColumnTable(
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<object?>> Rows,
    int More = 0)
{
    /// <summary>More rows than these are only counted: no page should hang.</summary>
    private const int RowLimit = 1000;

    /// <summary>
    /// A table of items: a column for each member of each of them, or for each key where they are dictionaries; a
    /// single column where they are plain values.
    /// </summary>
    public static ColumnTable Of(IEnumerable items)
    {
        var columns = new List<string>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new List<Dictionary<int, object?>>();
        var count = 0;
        foreach (var item in items)
        {
            if (++count > RowLimit)
            {
                continue;
            }

            var row = new Dictionary<int, object?>();
            foreach (var (name, value) in Cells(item))
            {
                if (!places.TryGetValue(name, out var place))
                {
                    place = places[name] = columns.Count;
                    columns.Add(name);
                }

                row[place] = value;
            }

            rows.Add(row);
        }

        return new ColumnTable(
            columns,
            [.. rows.Select(row => (IReadOnlyList<object?>)[.. columns.Select((_, i) => row.GetValueOrDefault(i))])],
            Math.Max(0, count - RowLimit));
    }

    private static IEnumerable<(string Name, object? Value)> Cells(object? item) => ValueShape.Of(item) switch
    {
        ValueShape.Members members => members.Values,
        ValueShape.Entries entries => entries.Values.Select(entry => (ValueShape.Summarize(entry.Key), entry.Value)),
        _ => [("value", item)],
    };
}
