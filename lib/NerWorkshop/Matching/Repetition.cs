using System.Globalization;

namespace NerWorkshop;

/// <summary>How often a token of a pattern may come, and whether it must look otherwise (<c>!</c>).</summary>
/// <param name="Min">At least so often.</param>
/// <param name="Max">At most so often; null for any number.</param>
/// <param name="IsNegated">The token must not meet the constraints.</param>
internal readonly record struct Repetition(int Min, int? Max, bool IsNegated)
{
    public static readonly Repetition Once = new(1, 1, false);

    /// <summary>Each time makes a step of the pattern.</summary>
    private const int Most = 1_000;

    /// <summary>Reads an operator.</summary>
    /// <exception cref="PatternException">There is no such operator.</exception>
    public static Repetition Parse(string op)
    {
        switch (op)
        {
            case "1":
                return Once;
            case "!":
                return new Repetition(1, 1, IsNegated: true);
            case "?":
                return new Repetition(0, 1, false);
            case "+":
                return new Repetition(1, null, false);
            case "*":
                return new Repetition(0, null, false);
        }

        if (op is ['{', .. var inner, '}'])
        {
            string[] bounds = inner.Split(',');
            int? min = ParseBound(bounds[0]);
            int? max = ParseBound(bounds[^1]);
            bool valid = bounds.Length <= 2 && (min ?? max) is not null && (min is null || max is null || min <= max)
                && (bounds[0].Length == 0 || min is not null) && (bounds[^1].Length == 0 || max is not null);
            if (valid)
            {
                return new Repetition(min ?? 0, max, false);
            }
        }

        throw new PatternException(
            $"there is no operator '{op}'; it takes ! ? + * or {{n}} {{n,m}} {{n,}} {{,m}} with n not above m, up to {Most}");
    }

    private static int? ParseBound(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int bound) && bound <= Most ? bound : null;
}
