namespace NerWorkshop;

/// <summary>
/// Pairs the entities of two annotations of a text, one to one: first those of the same tokens and label, then those of
/// the same tokens, then those that share tokens, in the order of how many they share. Of equal ones, those with the
/// same label go first, then those that stand first. What finds no partner stays alone.
/// </summary>
internal static class EntityPairing
{
    /// <summary>The pairs in the order of the text.</summary>
    /// <exception cref="ArgumentException">The documents are of different texts.</exception>
    public static IReadOnlyList<EntityPair> Pair(Doc gold, Doc predicted)
    {
        RequireSameText(gold, predicted);
        IReadOnlyList<Span> marked = gold.Entities;

        // Where the two are cut differently, the gold tokens that an entity touches stand for it, as in Scorer.
        Span?[] found = [.. predicted.Entities.Select(entity =>
            gold.CharSpan(entity.StartChar, entity.EndChar, entity.Label, SpanAlignment.Expand))];
        List<Candidate> candidates = Candidates(marked, found);
        candidates.Sort();
        var goldPartner = new Span?[marked.Count];
        bool[] isTaken = new bool[found.Length];
        var pairs = new List<(int Start, EntityPair Pair)>(marked.Count);
        foreach (Candidate candidate in candidates)
        {
            if (goldPartner[candidate.Gold] is null && !isTaken[candidate.Predicted])
            {
                Span partner = predicted.Entities[candidate.Predicted];
                goldPartner[candidate.Gold] = partner;
                isTaken[candidate.Predicted] = true;
                Span entity = marked[candidate.Gold];
                pairs.Add((entity.Start, new EntityPair(entity, partner, candidate.Class)));
            }
        }

        for (int g = 0; g < marked.Count; g++)
        {
            if (goldPartner[g] is null)
            {
                pairs.Add((marked[g].Start, new EntityPair(marked[g], null, ErrorClass.Missed)));
            }
        }

        for (int p = 0; p < found.Length; p++)
        {
            if (!isTaken[p])
            {
                pairs.Add((found[p]?.Start ?? gold.Count, new EntityPair(null, predicted.Entities[p], ErrorClass.Spurious)));
            }
        }

        return [.. pairs.OrderBy(pair => pair.Start).Select(pair => pair.Pair)];
    }

    /// <exception cref="ArgumentException">The documents are of different texts.</exception>
    public static void RequireSameText(Doc gold, Doc predicted)
    {
        if (gold.Text != predicted.Text)
        {
            throw new ArgumentException(
                $"The documents of a pair are of different texts: '{Start(gold)}' and '{Start(predicted)}'.",
                nameof(predicted));
        }
    }

    /// <summary>All that overlap. Both lists are in the order of the text, so that one look along them is enough.</summary>
    private static List<Candidate> Candidates(IReadOnlyList<Span> marked, Span?[] found)
    {
        var candidates = new List<Candidate>();
        int first = 0;
        for (int g = 0; g < marked.Count; g++)
        {
            while (first < found.Length && (found[first] is null || found[first]!.End <= marked[g].Start))
            {
                first++;
            }

            for (int p = first; p < found.Length && (found[p] is null || found[p]!.Start < marked[g].End); p++)
            {
                if (found[p] is { } span && span.Overlaps(marked[g]))
                {
                    candidates.Add(new Candidate(g, p, marked[g], span));
                }
            }
        }

        return candidates;
    }

    private static string Start(Doc doc) => TerminalText.Cut(TerminalText.OneLine(doc.Text), 60);

    private readonly struct Candidate(int g, int p, Span gold, Span found) : IComparable<Candidate>
    {
        private readonly int _shared = Math.Min(gold.End, found.End) - Math.Max(gold.Start, found.Start);

        public int Gold => g;

        public int Predicted => p;

        public ErrorClass Class { get; } = (gold.Start == found.Start && gold.End == found.End, gold.Label == found.Label) switch
        {
            (true, true) => ErrorClass.Correct,
            (true, false) => ErrorClass.Type,
            (false, true) => ErrorClass.Boundary,
            _ => ErrorClass.BoundaryAndType,
        };

        private int Rank => Class switch { ErrorClass.Correct => 0, ErrorClass.Type => 1, _ => 2 };

        private int LabelRank => Class == ErrorClass.Boundary ? 0 : 1;

        public int CompareTo(Candidate other) => (Rank, -_shared, LabelRank, Gold, Predicted)
            .CompareTo((other.Rank, -other._shared, other.LabelRank, other.Gold, other.Predicted));
    }
}
