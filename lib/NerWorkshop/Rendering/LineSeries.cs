namespace NerWorkshop;

/// <summary>One line of a <see cref="LineChart"/>.</summary>
/// <param name="Name">What the line shows.</param>
/// <param name="Points">Its points from left to right; one that is not finite leaves a gap.</param>
public sealed record LineSeries(string Name, IReadOnlyList<(double X, double Y)> Points);
