namespace NerWorkshop;

/// <summary>How often a token of a pattern may come, and whether it must look otherwise (<c>!</c>).</summary>
/// <param name="Min">At least so often.</param>
/// <param name="Max">At most so often; null for any number.</param>
/// <param name="IsNegated">The token must not meet the constraints.</param>
internal readonly record struct Repetition(int Min, int? Max, bool IsNegated)
{
    public static readonly Repetition Once = new(1, 1, false);
}
