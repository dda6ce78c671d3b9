using System.Globalization;

namespace NerWorkshop;

/// <summary>The range in which a figure would lie in so many of a hundred samples of texts like these.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct ConfidenceInterval(double Low, double High)
{
    /// <summary>Whether a value lies in it; its ends do.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>As in <c>0.791 to 0.846</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Low:0.000} to {High:0.000}");

    /// <summary>
    /// The interval that leaves out equally many of the values at both ends, between two of which it is interpolated.
    /// Values that are not numbers are passed over.
    /// </summary>
    internal static ConfidenceInterval Percentile(Span<double> values, double level)
    {
        values.Sort();

        // NaN sorts first.
        int undefined = 0;
        while (undefined < values.Length && double.IsNaN(values[undefined]))
        {
            undefined++;
        }

        ReadOnlySpan<double> sorted = values[undefined..];
        return sorted.IsEmpty
            ? new ConfidenceInterval(double.NaN, double.NaN)
            : new ConfidenceInterval(Quantile(sorted, (1 - level) / 2), Quantile(sorted, (1 + level) / 2));
    }

    private static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
