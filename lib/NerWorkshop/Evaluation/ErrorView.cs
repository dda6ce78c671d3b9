namespace NerWorkshop;

/// <summary>
/// Texts with what was marked above and what was predicted below them, and their errors in words.
/// </summary>
public sealed class ErrorView : Rendering
{
    private static readonly ErrorMarkup Markup = new(new ErrorStyle(isInline: true));

    private readonly DocErrors[] _docs;
    private readonly string? _title;

    /// <summary>Prepares texts for display.</summary>
    /// <param name="docs">The texts, one below the other.</param>
    /// <param name="title">A line above.</param>
    public ErrorView(IEnumerable<DocErrors> docs, string? title = null)
    {
        _docs = [.. docs];
        _title = title;
    }

    /// <inheritdoc/>
    public override void WriteHtml(TextWriter writer)
    {
        writer.Write("<figure style=\"margin:.25em 0;position:relative\">");
        Html.WriteCaption(writer, _title);
        for (int i = 0; i < _docs.Length; i++)
        {
            writer.Write($"<div style=\"padding:.25em 0{(i == 0 ? "" : $";border-top:{Html.Rule}")}\">");
            Markup.WriteText(writer, _docs[i]);
            Markup.WriteList(writer, _docs[i], static _ => "");
            writer.Write("</div>");
        }

        writer.Write("</figure>");
    }

    /// <inheritdoc/>
    public override void WriteText(TextWriter writer)
    {
        string separator = TerminalText.WriteTitle(writer, _title);
        foreach (DocErrors doc in _docs)
        {
            writer.Write(separator + TerminalText.Clean(doc.Text));
            separator = writer.NewLine;
            foreach (EntityPair error in doc.Errors)
            {
                writer.Write($"{writer.NewLine}  {TerminalText.OneLine(error.ToString())}");
            }
        }
    }
}
