namespace NerWorkshop;

/// <summary>A score with how sure its figures are.</summary>
/// <param name="Score">The score.</param>
/// <param name="Precision">The confidence interval of its precision.</param>
/// <param name="Recall">The confidence interval of its recall.</param>
/// <param name="F1">The confidence interval of its F1.</param>
public readonly record struct ScoreInterval(
    Score Score, ConfidenceInterval Precision, ConfidenceInterval Recall, ConfidenceInterval F1);
