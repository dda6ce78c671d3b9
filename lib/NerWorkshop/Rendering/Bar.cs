namespace NerWorkshop;

/// <summary>One bar of a <see cref="BarChart"/>.</summary>
/// <param name="Name">What the bar stands for.</param>
/// <param name="Value">How long it is; below zero it grows to the left.</param>
public sealed record Bar(string Name, double Value) : IBar;
