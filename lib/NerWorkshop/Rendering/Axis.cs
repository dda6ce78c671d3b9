namespace NerWorkshop;

/// <summary>The scale of a chart: a range, and ticks at round numbers (1, 2 or 5 times a power of ten).</summary>
internal sealed class Axis
{
    private readonly double _low;
    private readonly double _high;

    private Axis(double low, double high, double[] ticks)
    {
        _low = low;
        _high = high;
        Ticks = ticks;
    }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>A scale over values.</summary>
    /// <param name="values">Finite numbers, at least one.</param>
    /// <param name="maxTicks">About how many ticks to set.</param>
    /// <param name="fromZero">
    /// Whether to begin at zero where the values are not far above it, and end at a tick; else it runs from the lowest
    /// value to the highest.
    /// </param>
    public static Axis Over(IEnumerable<double> values, int maxTicks, bool fromZero)
    {
        double[] all = [.. values];
        double low = all.Min();
        double high = all.Max();
        bool areWhole = all.All(value => value == Math.Truncate(value));
        if (fromZero && low >= 0 && low <= 0.7 * high)
        {
            low = 0;
        }

        if (low == high)
        {
            double margin = low == 0 ? 1 : Math.Abs(low) * 0.5;
            (low, high) = areWhole && !fromZero ? (low - 1, high + 1) : (low - margin, high + margin);
        }

        double step = RoundStep((high - low) / maxTicks);
        if (areWhole && !fromZero)
        {
            step = Math.Max(1, step);
        }

        if (fromZero)
        {
            low = Math.Floor(low / step) * step;
            high = Math.Ceiling(high / step) * step;
        }

        // Counting in whole steps keeps the ticks free of rounding errors that add up.
        double first = Math.Ceiling(low / step - 1e-9);
        double last = Math.Floor(high / step + 1e-9);
        double[] ticks = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => Clean((first + i) * step, step))];
        return new Axis(low, high, ticks);
    }

    /// <summary>Where a value lies between two ends of the drawing.</summary>
    public double Place(double value, double from, double to) => from + (value - _low) / (_high - _low) * (to - from);

    private static double RoundStep(double atLeast)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        double leading = atLeast / power;
        return power * (leading <= 1 ? 1 : leading <= 2 ? 2 : leading <= 5 ? 5 : 10);
    }

    private static double Clean(double value, double step)
    {
        int decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step)), 0, 15);
        return Math.Round(value, decimals);
    }
}
