namespace NerWorkshop;

/// <summary>Sets what rules match as entities: no two share a token, and earlier entities stay or give way.</summary>
internal static class RuleEntities
{
    /// <summary>Takes matches in their order of preference, each where none of its tokens is taken yet.</summary>
    /// <param name="doc">The document.</param>
    /// <param name="matches">The matches, the preferred ones first.</param>
    /// <param name="overwrite">Whether a match replaces the entities it overlaps, or gives way to them.</param>
    public static Doc Set(Doc doc, IReadOnlyList<Span> matches, bool overwrite)
    {
        if (matches.Count == 0)
        {
            return doc;
        }

        bool[] taken = new bool[doc.Count];
        foreach (Span entity in overwrite ? [] : doc.Entities)
        {
            taken.AsSpan(entity.Start, entity.Count).Fill(true);
        }

        List<Span> set = [];
        foreach (Span match in matches)
        {
            Span<bool> tokens = taken.AsSpan(match.Start, match.Count);
            if (!tokens.Contains(true))
            {
                tokens.Fill(true);
                set.Add(match);
            }
        }

        IEnumerable<Span> kept = overwrite
            ? doc.Entities.Where(entity => !taken.AsSpan(entity.Start, entity.Count).Contains(true))
            : doc.Entities;
        return set.Count == 0 ? doc : doc.WithEntities([.. kept, .. set]);
    }
}
