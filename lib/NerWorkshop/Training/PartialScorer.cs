namespace NerWorkshop;

/// <summary>
/// Scores predictions against an annotation that leaves some things open: what it allows is right, what it cannot know
/// does not count.
/// </summary>
internal static class PartialScorer
{
    /// <summary>The counts of one document.</summary>
    public static Score Score(PartialLabels gold, Doc predicted)
    {
        int right = 0;
        int wrong = 0;
        foreach (Span entity in predicted.Entities)
        {
            PartialSpan? span = gold.Spans.FirstOrDefault(s => s.Start == entity.Start && s.End == entity.End);
            if (span is not null && span.Labels.Contains(entity.Label))
            {
                right += span.MayBeNone ? 0 : 1;
            }
            else if (!gold.Hidden.Contains(entity.Label))
            {
                wrong++;
            }
        }

        int wanted = gold.Spans.Count(span => span.Labels.Count > 0 && !span.MayBeNone);
        return new Score(right, wrong, wanted - right);
    }
}
