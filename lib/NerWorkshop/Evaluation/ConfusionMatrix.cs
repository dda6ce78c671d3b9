namespace NerWorkshop;

/// <summary>
/// How often each label was taken for each: rows are the labels that were marked, columns those that were predicted.
/// The last of both stands for none: what was missed, and what is spurious. In a notebook it shows itself as a table.
/// </summary>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public sealed class ConfusionMatrix : IRenderable
{
    private readonly Dictionary<(string?, string?), int> _counts = [];

    internal ConfusionMatrix(IEnumerable<EntityPair> pairs)
    {
        var labels = new SortedSet<string>(StringComparer.Ordinal);
        foreach (EntityPair pair in pairs)
        {
            (string?, string?) key = (pair.Gold?.Label, pair.Predicted?.Label);
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
            labels.UnionWith(new[] { key.Item1, key.Item2 }.OfType<string>());
        }

        Labels = [.. labels];
    }

    /// <summary>The labels that were marked or predicted, in alphabetical order.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>How many entities were marked with one label and predicted with the other; null stands for none.</summary>
    public int this[string? gold, string? predicted] => _counts.GetValueOrDefault((gold, predicted));

    /// <summary>
    /// The confusions, most frequent first: two labels that differ, where null stands for none, and how often.
    /// </summary>
    public IReadOnlyList<(string? Gold, string? Predicted, int Count)> MostFrequent =>
    [
        .. _counts.Where(count => count.Key.Item1 != count.Key.Item2)
            .Select(count => (Gold: count.Key.Item1, Predicted: count.Key.Item2, Count: count.Value))
            .OrderByDescending(count => count.Count)
            .ThenBy(count => count.Gold ?? "\uffff", StringComparer.Ordinal)
            .ThenBy(count => count.Predicted ?? "\uffff", StringComparer.Ordinal),
    ];

    /// <summary>A table with a row for each label that was marked, and a column for each predicted; zeros are left out.</summary>
    public Table ToTable()
    {
        string?[] all = [.. Labels, null];
        IEnumerable<(string, Func<string?, object?>)> columns = all.Select(predicted => (
            predicted ?? "none",
            (Func<string?, object?>)(gold => this[gold, predicted] is > 0 and int count ? count : null)));
        return Table.From(all, [("Gold ↓ predicted →", gold => gold ?? "none"), .. columns]);
    }

    Rendering IRenderable.ToRendering() => ToTable();
}
