namespace NerWorkshop;

/// <summary>Counts entities one by one as they come.</summary>
internal sealed class EntityTally
{
    private readonly OrderedDictionary<(string Text, string Label, string KbId), int> _counts = [];

    public void Add(Span span)
    {
        (string, string, string) key = (span.Text, span.Label, span.KbId);
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
    }

    /// <summary>The counts so far. The sort is stable, so the order of appearance decides between equals.</summary>
    public EntityCounts ToCounts() => new(_counts
        .GroupBy(pair => KbLink.IsSet(pair.Key.KbId) ? ("", "", pair.Key.KbId) : pair.Key)
        .Select(thing =>
        {
            (string text, string label, string kbId) = thing.MaxBy(pair => pair.Value).Key;
            return new EntityCount(text, label, thing.Sum(pair => pair.Value), kbId);
        })
        .OrderByDescending(count => count.Count));
}
