namespace NerWorkshop;

/// <summary>How well a pipeline does that learned from a part of the examples.</summary>
/// <param name="Share">The share of the examples, from 0 to 1.</param>
/// <param name="Examples">How many examples these are.</param>
/// <param name="F1">F1 on the test examples, once for each seed.</param>
public sealed record LearningCurvePoint(double Share, int Examples, IReadOnlyList<double> F1)
{
    /// <summary>The mean over the seeds.</summary>
    public double Mean => F1.Average();

    /// <summary>The lowest over the seeds.</summary>
    public double Lowest => F1.Min();

    /// <summary>The highest over the seeds.</summary>
    public double Highest => F1.Max();
}
