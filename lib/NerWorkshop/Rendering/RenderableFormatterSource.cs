namespace NerWorkshop;

/// <summary>Formats every <see cref="IRenderable"/> for notebooks.</summary>
public sealed class RenderableFormatterSource
{
    /// <summary>One formatter for HTML and one for plain text.</summary>
    public IEnumerable<RenderableFormatter> CreateTypeFormatters() =>
    [
        new("text/html", static (rendering, writer) => rendering.WriteHtml(writer)),
        new("text/plain", static (rendering, writer) => rendering.WriteText(writer)),
    ];
}
