namespace NerWorkshop;

/// <summary>
/// How a recognizer's probabilities are scaled, as a recipe says it: the log odds are multiplied and shifted, so that of
/// the entities at 0.8 eight of ten are right.
/// </summary>
public sealed record ProbabilityRecipe
{
    /// <summary>Factor of the log odds, the inverse of a temperature: below 1 for a model that is too sure.</summary>
    public double Slope { get; init; } = 1;

    /// <summary>Added to the log odds of every entity.</summary>
    public double Offset { get; init; }

    /// <summary>Added for entities of two words or more.</summary>
    public double TwoWords { get; init; }

    /// <summary>Added, too, for entities of three words or more.</summary>
    public double ThreeWords { get; init; }

    /// <summary>Added for entities of a label.</summary>
    public IReadOnlyDictionary<string, double> Labels { get; init; } = new Dictionary<string, double>();

    /// <summary>What a recognizer has; null where its probabilities are not scaled.</summary>
    public static ProbabilityRecipe? Of(EntityRecognizer recognizer)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        ProbabilityScale scale = recognizer.Model.Probabilities;
        return ReferenceEquals(scale, ProbabilityScale.None) ? null : new ProbabilityRecipe
        {
            Slope = Round(scale.Slope),
            Offset = Round(scale.Offset),
            TwoWords = Round(scale.TwoWords),
            ThreeWords = Round(scale.ThreeWords),
            Labels = recognizer.Labels.Zip(scale.Labels).ToDictionary(pair => pair.First, pair => Round(pair.Second)),
        };

        static double Round(float value) => Math.Round(value, 3);
    }

    internal ProbabilityScale ToScale(IReadOnlyList<string> labels) => new(
        (float)Slope, (float)Offset, (float)TwoWords, (float)ThreeWords,
        [.. labels.Select(label => (float)Labels.GetValueOrDefault(label))]);
}
