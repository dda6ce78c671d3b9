namespace NerWorkshop;

/// <summary>The counts of MUC-5, by which SemEval-2013 scores, and the figures that follow from them.</summary>
/// <param name="Correct">Number of entities that count as right.</param>
/// <param name="Incorrect">Number of pairs that count as wrong.</param>
/// <param name="Partial">Number of pairs that count half.</param>
/// <param name="Missed">Number of marked entities for which nothing was predicted.</param>
/// <param name="Spurious">Number of predicted entities for which nothing was marked.</param>
public readonly record struct MatchScore(int Correct, int Incorrect, int Partial, int Missed, int Spurious)
{
    /// <summary>Number of entities to find.</summary>
    public int Possible => Correct + Incorrect + Partial + Missed;

    /// <summary>Number of entities predicted.</summary>
    public int Actual => Correct + Incorrect + Partial + Spurious;

    /// <summary>Credit for the predicted entities, from 0 to 1; 0 if none was predicted.</summary>
    public double Precision => Share(Credit, Actual);

    /// <summary>Credit for the entities to find, from 0 to 1; 0 if there are none.</summary>
    public double Recall => Share(Credit, Possible);

    /// <summary>Harmonic mean of precision and recall, from 0 to 1.</summary>
    public double F1 => Share(2 * Credit, Actual + Possible);

    private double Credit => Correct + 0.5 * Partial;

    private static double Share(double part, int whole) => whole == 0 ? 0 : part / whole;
}
