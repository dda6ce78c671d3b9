using System.Globalization;

namespace NerWorkshop;

/// <summary>A few numbers that matter, side by side, each with its name.</summary>
internal sealed class FigureList(IReadOnlyList<(string Name, int Value)> figures) : Rendering
{
    public override void WriteHtml(TextWriter writer)
    {
        writer.Write("<dl style=\"display:flex;flex-wrap:wrap;gap:.75em;margin:0\">");
        foreach ((string name, int value) in figures)
        {
            writer.Write($"<div style=\"border:{Html.Rule};border-radius:.5em;padding:.5em 1em;min-width:6em\">");
            writer.Write($"<dt style=\"font-size:.85em\">{Html.Encode(name)}</dt>");
            writer.Write("<dd style=\"margin:0;font-size:1.6em;font-weight:600;font-variant-numeric:tabular-nums\">");
            writer.Write($"{value.ToString("N0", CultureInfo.InvariantCulture)}</dd></div>");
        }

        writer.Write("</dl>");
    }

    public override void WriteText(TextWriter writer) => writer.Write(string.Join(", ", figures.Select(figure =>
        string.Create(CultureInfo.InvariantCulture, $"{figure.Value} {figure.Name}"))));
}
