namespace NerWorkshop;

/// <summary>
/// Scores predictions against an annotation that leaves some things open: what it allows is right, what it cannot know
/// does not count.
/// </summary>
internal static class PartialScorer
{
    /// <summary>
    /// The scores of one document, by the label that was predicted; what is missing counts for the first label that it may
    /// have.
    /// </summary>
    public static Scores Score(Example example, Doc predicted)
    {
        var scores = new SortedDictionary<string, Score>(StringComparer.Ordinal);
        var found = new HashSet<(int, int)>();
        foreach (Span entity in predicted.Entities)
        {
            if (example.Judge(entity) is { } isRight)
            {
                Count(entity.Label, isRight ? new Score(1, 0, 0) : new Score(0, 1, 0));
                if (isRight)
                {
                    found.Add((entity.Start, entity.End));
                }
            }
        }

        foreach (PartialSpan span in example.Partial!.Spans)
        {
            if (span.Labels.Count > 0 && !span.MayBeNone && !found.Contains((span.Start, span.End)))
            {
                Count(span.Labels[0], new Score(0, 0, 1));
            }
        }

        return new Scores(scores);

        void Count(string label, Score score) => scores[label] = scores.GetValueOrDefault(label) + score;
    }
}
