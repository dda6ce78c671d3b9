namespace NerWorkshop;

/// <summary>Horizontal bars, one for each name, longest where the value is highest.</summary>
public sealed class BarChart : Rendering
{
    private const double RowHeight = 24;
    private const int LongestName = 30;
    private const int TextBarWidth = 40;

    private readonly IBar[] _bars;
    private readonly string? _title;

    /// <summary>Draws bars in the order given.</summary>
    /// <param name="bars">The bars.</param>
    /// <param name="title">A line above.</param>
    /// <exception cref="ArgumentException">A value is not a finite number.</exception>
    public BarChart(IEnumerable<IBar> bars, string? title = null)
    {
        _bars = [.. bars];
        _title = title;
        if (_bars.FirstOrDefault(bar => !double.IsFinite(bar.Value)) is { } bad)
        {
            throw new ArgumentException(
                $"The value of '{bad.Name}' is {bad.Value}; a bar needs a finite number.", nameof(bars));
        }
    }

    /// <summary>Draws counts in the order given.</summary>
    /// <inheritdoc cref="BarChart(IEnumerable{IBar}, string?)"/>
    public static BarChart From(IEnumerable<IBar> bars, string? title = null) => new(bars, title);

    /// <summary>Draws counts by name, as <c>CountBy</c> gives them, in the order given.</summary>
    /// <inheritdoc cref="BarChart(IEnumerable{IBar}, string?)"/>
    public static BarChart From(IEnumerable<KeyValuePair<string, int>> bars, string? title = null) =>
        new(bars.Select(pair => new Bar(pair.Key, pair.Value)), title);

    /// <summary>Draws one bar for each item, in the order given.</summary>
    /// <param name="items">The items.</param>
    /// <param name="name">What the bar of an item stands for.</param>
    /// <param name="value">How long it is.</param>
    /// <param name="title">A line above.</param>
    /// <exception cref="ArgumentException">A value is not a finite number.</exception>
    public static BarChart From<T>(
        IEnumerable<T> items, Func<T, string> name, Func<T, double> value, string? title = null) =>
        new(items.Select(item => new Bar(name(item), value(item))), title);

    /// <inheritdoc/>
    public override void WriteHtml(TextWriter writer)
    {
        string[] names = [.. _bars.Select(bar => TerminalText.Cut(TerminalText.OneLine(bar.Name), LongestName))];
        string[] values = [.. _bars.Select(bar => Chart.Format(bar.Value))];
        double left = 12 + names.Select(Chart.WidthOf).DefaultIfEmpty().Max();
        double right = 12 + Chart.LetterWidth * values.Select(value => value.Length).DefaultIfEmpty().Max();
        double low = Math.Min(0, _bars.Select(bar => bar.Value).DefaultIfEmpty().Min());
        double high = Math.Max(0, _bars.Select(bar => bar.Value).DefaultIfEmpty().Max());

        // Values below zero need room for their figures on the left.
        left += low < 0 ? right : 0;
        double scale = high > low ? (Chart.Width - left - right) / (high - low) : 0;
        double zero = left - low * scale;
        double height = Math.Max(1, _bars.Length) * RowHeight + 8;
        Chart.WriteOpening(writer, _title, Description(), height);
        if (_bars.Length == 0)
        {
            Chart.WriteText(writer, 0, RowHeight * 0.7, "start", "no data");
        }

        for (int i = 0; i < _bars.Length; i++)
        {
            double y = 4 + i * RowHeight;
            bool isNegative = _bars[i].Value < 0;
            double length = Math.Abs(_bars[i].Value) * scale;
            writer.Write($"<g><title>{Html.Encode($"{_bars[i].Name}: {values[i]}")}</title>");
            Chart.WriteText(writer, left - 8 - (low < 0 ? right : 0), y + 16, "end", names[i]);
            writer.Write($"<rect x=\"{Html.Number(isNegative ? zero - length : zero)}\" y=\"{Html.Number(y + 3)}\" ");
            writer.Write($"width=\"{Html.Number(length)}\" height=\"{RowHeight - 6:0}\" rx=\"2\" ");
            writer.Write($"fill=\"{Chart.Colors[isNegative ? 1 : 0]}\"/>");
            Chart.WriteText(
                writer,
                isNegative ? zero - length - 6 : zero + length + 6,
                y + 16,
                isNegative ? "end" : "start",
                values[i]);
            writer.Write("</g>");
        }

        writer.Write($"<line x1=\"{Html.Number(zero)}\" x2=\"{Html.Number(zero)}\" y1=\"2\" ");
        writer.Write($"y2=\"{Html.Number(height - 2)}\" ");
        writer.Write("stroke=\"currentColor\" stroke-opacity=\".5\"/>");
        Chart.WriteClosing(writer);
    }

    /// <inheritdoc/>
    public override void WriteText(TextWriter writer)
    {
        string separator = TerminalText.WriteTitle(writer, _title);

        string[] names = [.. _bars.Select(bar => TerminalText.Cut(TerminalText.OneLine(bar.Name), LongestName))];
        int width = names.Select(name => TerminalText.Width(name)).DefaultIfEmpty().Max();
        double longest = _bars.Select(bar => Math.Abs(bar.Value)).DefaultIfEmpty().Max();
        for (int i = 0; i < _bars.Length; i++)
        {
            writer.Write(separator);
            writer.Write($"{TerminalText.Pad(names[i], width, toTheRight: true)}  ");
            double share = longest > 0 ? Math.Abs(_bars[i].Value) / longest : 0;
            writer.Write($"{Blocks(share)} {Chart.Format(_bars[i].Value)}");
            separator = writer.NewLine;
        }

        if (_bars.Length == 0)
        {
            writer.Write(separator + "no data");
        }
    }

    private string Description() => _bars.Length == 0
        ? "no data"
        : string.Join(", ", _bars.Select(bar => $"{bar.Name} {Chart.Format(bar.Value)}"));

    /// <summary>A bar of block characters, exact to an eighth of a column.</summary>
    private static string Blocks(double share)
    {
        int eighths = (int)Math.Round(share * TextBarWidth * 8);
        string rest = eighths % 8 == 0 ? "" : "▏▎▍▌▋▊▉"[eighths % 8 - 1].ToString();
        return new string('█', eighths / 8) + rest;
    }
}
