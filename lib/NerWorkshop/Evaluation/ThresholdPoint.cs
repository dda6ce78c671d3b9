namespace NerWorkshop;

/// <summary>What is left at a threshold of probability.</summary>
/// <param name="Threshold">Entities below it are dropped.</param>
/// <param name="Score">What is right, wrong and missing then.</param>
public sealed record ThresholdPoint(double Threshold, Score Score);
