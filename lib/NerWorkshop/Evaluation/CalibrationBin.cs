namespace NerWorkshop;

/// <summary>The entities whose probability lies between two bounds.</summary>
/// <param name="From">The lower bound, which belongs to it.</param>
/// <param name="To">The upper bound, which does not, but for the last bin.</param>
/// <param name="Count">How many entities there are.</param>
/// <param name="MeanProbability">What their probabilities promise: the mean of them; 0 without any.</param>
/// <param name="ShareRight">How many of them are right, as a share; 0 without any.</param>
public sealed record CalibrationBin(double From, double To, int Count, double MeanProbability, double ShareRight);
