namespace NerWorkshop;

/// <summary>An entity that was found with a probability, and whether it is right.</summary>
/// <param name="Probability">The probability that the recognizer gave it, from 0 to 1.</param>
/// <param name="IsRight">Whether a person marked it so, with the same first and last token and the same label.</param>
public readonly record struct JudgedEntity(double Probability, bool IsRight)
{
    /// <summary>
    /// The entities with a probability that a pipeline finds in the texts of examples. Those of which the annotation
    /// cannot tell are left out, as are those of rules, which have none.
    /// </summary>
    public static IEnumerable<JudgedEntity> In(IEnumerable<Example> examples, Pipeline nlp)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(nlp);
        foreach (Example example in examples)
        {
            foreach (Span entity in nlp.Process(example.Reference.WithEntities([])).Entities)
            {
                if (entity.Probability is { } probability && example.Judge(entity) is { } isRight)
                {
                    yield return new JudgedEntity(probability, isRight);
                }
            }
        }
    }
}
