namespace NerWorkshop;

/// <summary>
/// One or several lines over a common axis, such as losses by epoch. The lines differ in colour, dashes and markers.
/// </summary>
public sealed class LineChart : Rendering
{
    private const double PlotHeight = 240;
    private const double LegendHeight = 22;
    private const double AxisHeight = 44;
    private static readonly string[] Dashes = ["", "7 4", "2 3", "9 3 2 3", "1 4", "12 5"];

    private readonly LineSeries[] _series;
    private readonly string? _title;
    private readonly string _xLabel;
    private readonly string _yLabel;

    /// <summary>Draws lines through points.</summary>
    /// <param name="series">The lines.</param>
    /// <param name="title">A line above.</param>
    /// <param name="xLabel">What the horizontal axis counts.</param>
    /// <param name="yLabel">What the vertical axis measures.</param>
    public LineChart(IEnumerable<LineSeries> series, string? title = null, string xLabel = "", string yLabel = "")
    {
        _series = [.. series];
        _title = title;
        _xLabel = xLabel;
        _yLabel = yLabel;
    }

    /// <summary>Draws one line through values at 1, 2, 3 …, such as the loss of each epoch.</summary>
    /// <param name="values">The values from the first on.</param>
    /// <param name="title">A line above.</param>
    /// <param name="xLabel">What the horizontal axis counts.</param>
    /// <param name="yLabel">What the vertical axis measures.</param>
    public static LineChart From(
        IEnumerable<double> values, string? title = null, string xLabel = "epoch", string yLabel = "") =>
        From([(yLabel, values)], title, xLabel, yLabel);

    /// <summary>Draws several lines, each through values at 1, 2, 3 …</summary>
    /// <inheritdoc cref="LineChart(IEnumerable{LineSeries}, string?, string, string)"/>
    public static LineChart From(
        IEnumerable<(string Name, IEnumerable<double> Values)> series,
        string? title = null,
        string xLabel = "epoch",
        string yLabel = "") =>
        new(series.Select(line => new LineSeries(line.Name, [.. line.Values.Select((y, i) => (i + 1.0, y))])),
            title, xLabel, yLabel);

    /// <inheritdoc/>
    public override void WriteHtml(TextWriter writer)
    {
        (double X, double Y)[] points = [.. _series.SelectMany(line => line.Points).Where(IsFinite)];
        bool hasLegend = _series.Length > 1;
        double top = (hasLegend ? LegendHeight : 0) + (_yLabel.Length > 0 ? LegendHeight + 6 : 8);
        Chart.WriteOpening(writer, _title, Description(), top + PlotHeight + AxisHeight);
        if (points.Length == 0)
        {
            Chart.WriteText(writer, 0, top + 20, "start", "no data");
            Chart.WriteClosing(writer);
            return;
        }

        Axis x = Axis.Over(points.Select(point => point.X), maxTicks: 10, fromZero: false);
        Axis y = Axis.Over(points.Select(point => point.Y), maxTicks: 6, fromZero: true);
        double left = 16 + Chart.LetterWidth * y.Ticks.Max(tick => Chart.Format(tick).Length);
        const double Right = Chart.Width - 16;
        double bottom = top + PlotHeight;
        if (hasLegend)
        {
            WriteLegend(writer, left);
        }

        foreach (double tick in y.Ticks)
        {
            double at = y.Place(tick, bottom, top);
            WriteLine(writer, left, at, Right, at, " stroke=\"currentColor\" stroke-opacity=\".18\"");
            Chart.WriteText(writer, left - 8, at + 4, "end", Chart.Format(tick));
        }

        foreach (double tick in x.Ticks)
        {
            double at = x.Place(tick, left, Right);
            WriteLine(writer, at, bottom, at, bottom + 5, " stroke=\"currentColor\" stroke-opacity=\".6\"");
            Chart.WriteText(writer, at, bottom + 19, "middle", Chart.Format(tick));
        }

        WriteLine(writer, left, bottom, Right, bottom, " stroke=\"currentColor\" stroke-opacity=\".6\"");
        Chart.WriteText(writer, (left + Right) / 2, bottom + 38, "middle", _xLabel);
        if (_yLabel.Length > 0)
        {
            Chart.WriteText(writer, 0, top - 14, "start", _yLabel);
        }

        for (int i = 0; i < _series.Length; i++)
        {
            WriteSeries(writer, i, point => (x.Place(point.X, left, Right), y.Place(point.Y, bottom, top)));
        }

        Chart.WriteClosing(writer);
    }

    /// <inheritdoc/>
    public override void WriteText(TextWriter writer)
    {
        string separator = TerminalText.WriteTitle(writer, _title);

        int width = _series.Select(line => TerminalText.Width(line.Name)).DefaultIfEmpty().Max();
        foreach (LineSeries line in _series)
        {
            writer.Write(separator);
            separator = writer.NewLine;
            string name = width == 0
                ? ""
                : TerminalText.Pad(TerminalText.OneLine(line.Name), width, toTheRight: false) + "  ";
            (double X, double Y)[] points = [.. line.Points.Where(IsFinite)];
            writer.Write(points.Length == 0 ? $"{name}no data" : $"{name}{Sparkline(points)}  {Summary(points)}");
        }
    }

    private string Description() => string.Join("; ", _series.Select(line =>
    {
        (double X, double Y)[] points = [.. line.Points.Where(IsFinite)];
        string name = line.Name.Length > 0 ? line.Name + ": " : "";
        return points.Length == 0 ? $"{name}no data" : $"{name}{Summary(points)}";
    }));

    private string Summary((double X, double Y)[] points)
    {
        string unit = _xLabel.Length > 0 ? _xLabel + " " : "";
        return $"{Chart.Format(points[0].Y)} at {unit}{Chart.Format(points[0].X)}, "
            + $"{Chart.Format(points[^1].Y)} at {unit}{Chart.Format(points[^1].X)}, "
            + $"lowest {Chart.Format(points.Min(point => point.Y))}, "
            + $"highest {Chart.Format(points.Max(point => point.Y))}";
    }

    private void WriteLegend(TextWriter writer, double left)
    {
        double x = left;
        for (int i = 0; i < _series.Length; i++)
        {
            WriteLine(writer, x, 11, x + 28, 11, Stroke(i));
            WriteMarker(writer, i, x + 14, 11);
            Chart.WriteText(writer, x + 34, 15, "start", _series[i].Name);
            x += 34 + Chart.WidthOf(_series[i].Name) + 22;
        }
    }

    private void WriteSeries(TextWriter writer, int index, Func<(double X, double Y), (double X, double Y)> place)
    {
        LineSeries line = _series[index];
        writer.Write("<path fill=\"none\" d=\"");
        bool penIsUp = true;
        foreach ((double X, double Y) point in line.Points)
        {
            if (IsFinite(point))
            {
                (double x, double y) = place(point);
                writer.Write($"{(penIsUp ? 'M' : 'L')}{Html.Number(x)} {Html.Number(y)}");
            }

            penIsUp = !IsFinite(point);
        }

        writer.Write($"\"{Stroke(index)} stroke-linejoin=\"round\"/>");

        // Markers on many points would hide the line.
        if (line.Points.Count > 60)
        {
            return;
        }

        foreach ((double X, double Y) point in line.Points.Where(IsFinite))
        {
            (double x, double y) = place(point);
            writer.Write("<g><title>");
            string name = line.Name.Length > 0 ? line.Name + ", " : "";
            writer.Write($"{Html.Encode($"{name}{_xLabel} {Chart.Format(point.X)}: {Chart.Format(point.Y)}")}</title>");
            WriteMarker(writer, index, x, y);
            writer.Write("</g>");
        }
    }

    private static void WriteMarker(TextWriter writer, int index, double x, double y)
    {
        string at = $"{Html.Number(x)} {Html.Number(y)}";
        string shape = (index % 3) switch
        {
            0 => $"<circle cx=\"{Html.Number(x)}\" cy=\"{Html.Number(y)}\" r=\"3.5\"",
            1 => $"<path d=\"M{at}m-3.5-3.5h7v7h-7z\"",
            _ => $"<path d=\"M{at}m0-4.5l4.5 8h-9z\"",
        };
        writer.Write($"{shape} fill=\"{Chart.Colors[index % Chart.Colors.Length]}\"/>");
    }

    private static string Stroke(int index)
    {
        string dashes = Dashes[index % Dashes.Length];
        return $" stroke=\"{Chart.Colors[index % Chart.Colors.Length]}\" stroke-width=\"2\""
            + (dashes.Length > 0 ? $" stroke-dasharray=\"{dashes}\"" : "");
    }

    private static void WriteLine(TextWriter writer, double x1, double y1, double x2, double y2, string attributes) =>
        writer.Write($"<line x1=\"{Html.Number(x1)}\" y1=\"{Html.Number(y1)}\" x2=\"{Html.Number(x2)}\" "
            + $"y2=\"{Html.Number(y2)}\"{attributes}/>");

    private static string Sparkline((double X, double Y)[] points)
    {
        double low = points.Min(point => point.Y);
        double high = points.Max(point => point.Y);
        return string.Concat(points.Select(point =>
            "▁▂▃▄▅▆▇█"[high > low ? (int)Math.Round((point.Y - low) / (high - low) * 7) : 0]));
    }

    private static bool IsFinite((double X, double Y) point) => double.IsFinite(point.X) && double.IsFinite(point.Y);
}
