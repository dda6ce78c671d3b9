namespace NerWorkshop;

/// <summary>
/// Turns a model's probability of an entity into one that keeps its promise: of those at 0.8, eight of ten are right.
/// Platt scaling (Platt 1999) of the log odds, with an offset for each label and for entities of several words; its
/// slope is the inverse of a temperature (Guo et al. 2017). Immutable.
/// </summary>
/// <param name="Slope">Factor of the log odds; below 1 for a model that is too sure.</param>
/// <param name="Offset">Added to the log odds of all.</param>
/// <param name="TwoWords">Added for entities of two words or more.</param>
/// <param name="ThreeWords">Added, too, for those of three or more.</param>
/// <param name="Labels">Added for each label; 0 for those beyond the end.</param>
internal sealed record ProbabilityScale(
    float Slope, float Offset, float TwoWords, float ThreeWords, IReadOnlyList<float> Labels)
{
    /// <summary>Leaves probabilities as they are.</summary>
    public static readonly ProbabilityScale None = new(1, 0, 0, 0, []);

    private const double Nearest = 1e-6;

    public float Apply(float probability, int label, int words)
    {
        if (ReferenceEquals(this, None))
        {
            return probability;
        }

        double scaled = (Slope * LogOdds(probability)) + Offset
            + (words >= 2 ? TwoWords : 0) + (words >= 3 ? ThreeWords : 0)
            + (label < Labels.Count ? Labels[label] : 0);
        return (float)(1 / (1 + Math.Exp(-scaled)));
    }

    public static double LogOdds(double probability)
    {
        double p = Math.Clamp(probability, Nearest, 1 - Nearest);
        return Math.Log(p / (1 - p));
    }
}
