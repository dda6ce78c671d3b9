namespace NerWorkshop;

/// <summary>
/// Scores predicted entities against those a person marked, strictly: one counts as right if its label and its first
/// and last token are, and nothing less does. The same figures as spaCy's <c>Scorer</c>.
/// </summary>
public static class Scorer
{
    /// <summary>Runs a pipeline over the texts of examples and scores what it finds.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="nlp">The pipeline, which sees the tokens but not the entities of the examples.</param>
    public static Scores Score(IEnumerable<Example> examples, Pipeline nlp)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(nlp);
        var scores = new SortedDictionary<string, Score>(StringComparer.Ordinal);
        foreach (Example example in examples)
        {
            Doc predicted = nlp.Process(example.Reference.WithEntities([]));
            Scores one = example.Partial is null ? Score([(example.Reference, predicted)])
                : PartialScorer.Score(example, predicted);
            foreach ((string label, Score score) in one.ByLabel)
            {
                scores[label] = scores.GetValueOrDefault(label) + score;
            }
        }

        return new Scores(scores);
    }

    /// <summary>Scores documents against those they should be.</summary>
    /// <param name="pairs">Of each text the document as it should be, and the one that was predicted.</param>
    /// <exception cref="ArgumentException">The two documents of a pair are of different texts.</exception>
    public static Scores Score(IEnumerable<(Doc Gold, Doc Predicted)> pairs)
    {
        var scores = new SortedDictionary<string, Score>(StringComparer.Ordinal);
        foreach ((Doc gold, Doc predicted) in pairs)
        {
            EntityPairing.RequireSameText(gold, predicted);
            HashSet<(int, int, string)> missing =
                [.. gold.Entities.Select(entity => (entity.Start, entity.End, entity.Label))];
            foreach (Span entity in predicted.Entities)
            {
                // Where the two are cut differently, the gold tokens that the entity touches stand for it.
                Span? touched = gold.CharSpan(entity.StartChar, entity.EndChar, alignment: SpanAlignment.Expand);
                bool isRight = touched is { } span && missing.Remove((span.Start, span.End, entity.Label));
                Count(entity.Label, isRight ? new Score(1, 0, 0) : new Score(0, 1, 0));
            }

            foreach ((_, _, string label) in missing)
            {
                Count(label, new Score(0, 0, 1));
            }
        }

        return new Scores(scores);

        void Count(string label, Score score) => scores[label] = scores.GetValueOrDefault(label) + score;
    }
}
