namespace NerWorkshop;

/// <summary>How often predictions were right, and the figures that follow from it.</summary>
/// <param name="TruePositives">Number of entities that were predicted as they should be.</param>
/// <param name="FalsePositives">Number of entities that were predicted and should not be.</param>
/// <param name="FalseNegatives">Number of entities that should have been predicted and were not.</param>
public readonly record struct Score(int TruePositives, int FalsePositives, int FalseNegatives)
{
    /// <summary>Share of the predicted entities that are right, from 0 to 1; 0 if none was predicted.</summary>
    public double Precision => Share(TruePositives, TruePositives + FalsePositives);

    /// <summary>Share of the entities there are that were found, from 0 to 1; 0 if there are none.</summary>
    public double Recall => Share(TruePositives, TruePositives + FalseNegatives);

    /// <summary>Harmonic mean of precision and recall, from 0 to 1; 0 if none was right.</summary>
    public double F1 => Share(2 * TruePositives, 2 * TruePositives + FalsePositives + FalseNegatives);

    /// <summary>The counts of both together.</summary>
    public static Score operator +(Score a, Score b) => new(
        a.TruePositives + b.TruePositives, a.FalsePositives + b.FalsePositives, a.FalseNegatives + b.FalseNegatives);

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
