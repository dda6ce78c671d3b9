using System.Globalization;

namespace NerWorkshop;

/// <summary>
/// What charts share: an inline SVG that grows with the page, drawn in the page's own text colour, with a title and the
/// figures in words for screen readers. No ids, so that any number of charts may stand on a page.
/// </summary>
internal static class Chart
{
    public const int Width = 640;

    /// <summary>Width of a letter at the charts' font size, in a wide font: names must not be cut off.</summary>
    public const double LetterWidth = 8;

    /// <summary>
    /// Colours with a contrast of at least 3 to white and to dark grey; every use differs in form as well.
    /// </summary>
    public static readonly Rgb[] Colors =
    [
        new(0x3b, 0x82, 0xd6), new(0xd9, 0x6c, 0x1c), new(0x2f, 0x96, 0x5b),
        new(0xb4, 0x5f, 0xd0), new(0xc9, 0x58, 0x58),
        new(0x1f, 0x90, 0x98),
    ];

    public static void WriteOpening(TextWriter writer, string? title, string description, double height)
    {
        writer.Write("<figure style=\"margin:.5em 0;max-width:44em\">");
        Html.WriteCaption(writer, title);
        string label = string.IsNullOrEmpty(title) ? description : $"{title}: {description}";
        writer.Write($"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{Html.Encode(label)}\" ");
        writer.Write($"viewBox=\"0 0 {Width} {Html.Number(height)}\" width=\"100%\" fill=\"currentColor\" ");
        writer.Write("style=\"display:block;height:auto;font:13px system-ui,sans-serif\">");
        writer.Write($"<title>{Html.Encode(title ?? "Chart")}</title><desc>{Html.Encode(description)}</desc>");
    }

    /// <summary>About how wide a text is drawn; capitals take more room.</summary>
    public static double WidthOf(string text) =>
        LetterWidth * TerminalText.Width(text) + 3 * text.Count(char.IsUpper);

    public static void WriteClosing(TextWriter writer) => writer.Write("</svg></figure>");

    /// <summary>Writes a text whose start, middle or end (the anchor) lies at a point.</summary>
    public static void WriteText(TextWriter writer, double x, double y, string anchor, string text) =>
        writer.Write($"<text x=\"{Html.Number(x)}\" y=\"{Html.Number(y)}\" text-anchor=\"{anchor}\">"
            + $"{Html.Encode(text)}</text>");

    /// <summary>A value as people read it: whole numbers whole, others with three significant decimals.</summary>
    public static string Format(double value) => value == Math.Truncate(value) && Math.Abs(value) < 1e15
        ? value.ToString("0", CultureInfo.InvariantCulture)
        : value.ToString(Math.Abs(value) is >= 0.001 and < 1e6 ? "0.###" : "G4", CultureInfo.InvariantCulture);
}
