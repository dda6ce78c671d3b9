namespace NerWorkshop;

/// <summary>The scores of two pipelines on the same texts, and whether they differ by more than chance.</summary>
/// <param name="A">The score of the first.</param>
/// <param name="B">The score of the second.</param>
/// <param name="IntervalA">The confidence interval of the first one's F1.</param>
/// <param name="IntervalB">The confidence interval of the second one's F1.</param>
/// <param name="Interval">The confidence interval of the difference.</param>
/// <param name="PValue">
/// How likely a difference at least as great would be if nothing but chance told the two apart, from 0 to 1.
/// </param>
public readonly record struct ScoreDifference(
    Score A, Score B, ConfidenceInterval IntervalA, ConfidenceInterval IntervalB, ConfidenceInterval Interval,
    double PValue)
{
    /// <summary>F1 of the second less that of the first: above 0 where the second is better.</summary>
    public double Difference => B.F1 - A.F1;
}
