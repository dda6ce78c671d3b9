namespace NerWorkshop;

/// <summary>Counts entities one by one as they come.</summary>
internal sealed class EntityTally
{
    private readonly OrderedDictionary<(string Text, string Label), int> _counts = [];

    public void Add(Span span)
    {
        (string, string) key = (span.Text, span.Label);
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
    }

    /// <summary>The counts so far. The sort is stable, so the order of appearance decides between equals.</summary>
    public EntityCounts ToCounts() => new(_counts.OrderByDescending(pair => pair.Value)
        .Select(pair => new EntityCount(pair.Key.Text, pair.Key.Label, pair.Value)));
}
