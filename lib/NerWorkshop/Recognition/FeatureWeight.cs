namespace NerWorkshop;

/// <summary>What one feature contributes to a decision of the recognizer.</summary>
/// <param name="Name">What it looks at and what it saw, such as <c>previous word: in</c>.</param>
/// <param name="Value">
/// By how much it speaks for the explained label (above 0) or for the runner-up (below 0), in natural logarithms.
/// </param>
public sealed record FeatureWeight(string Name, double Value) : IBar;
