namespace NerWorkshop;

/// <summary>
/// Something to look at, as HTML for notebooks and pages and as plain text for terminals. The HTML needs no script, no
/// style sheet and no network, and keeps to the colours of the page around it.
/// </summary>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public abstract class Rendering : IRenderable
{
    /// <summary>Writes it as a fragment of HTML.</summary>
    public abstract void WriteHtml(TextWriter writer);

    /// <summary>Writes it as plain text, without a line break at the end.</summary>
    public abstract void WriteText(TextWriter writer);

    /// <summary>A fragment of HTML.</summary>
    public string ToHtml()
    {
        var writer = new StringWriter { NewLine = "\n" };
        WriteHtml(writer);
        return writer.ToString();
    }

    /// <summary>Plain text.</summary>
    public override string ToString()
    {
        var writer = new StringWriter { NewLine = "\n" };
        WriteText(writer);
        return writer.ToString();
    }

    Rendering IRenderable.ToRendering() => this;
}
