namespace NerWorkshop;

/// <summary>
/// Texts with their entities highlighted, as displaCy's style <c>ent</c> shows them: each entity tinted, its label
/// behind it. Line breaks and spaces stay as they are. Labels are text, so colour is never all there is.
/// </summary>
public sealed class EntityView : Rendering
{
    /// <summary>Opacity of the tint behind an entity: the page's own text colour must stay readable on it.</summary>
    internal const double TintOpacity = 0.3;

    private readonly Doc[] _docs;
    private readonly LabelStyle _style;
    private readonly string? _title;
    private readonly Func<string, string?>? _kbUrl;

    /// <summary>Prepares documents for display.</summary>
    /// <param name="docs">The documents, one below the other.</param>
    /// <param name="labels">The labels to show, in any case; null for all.</param>
    /// <param name="colors">Colours by label, in place of our own: <c>#rrggbb</c>, <c>#rgb</c> or a CSS name.</param>
    /// <param name="title">A line above.</param>
    /// <param name="kbUrl">The web page of a knowledge-base id, or null; the id then leads there.</param>
    /// <exception cref="ArgumentException">A colour cannot be read.</exception>
    public EntityView(
        IEnumerable<Doc> docs,
        IEnumerable<string>? labels = null,
        IReadOnlyDictionary<string, string>? colors = null,
        string? title = null,
        Func<string, string?>? kbUrl = null)
    {
        _docs = [.. docs];
        _style = new LabelStyle(labels, colors);
        _title = title;
        _kbUrl = kbUrl;
    }

    /// <inheritdoc/>
    public override void WriteHtml(TextWriter writer)
    {
        writer.Write("<figure style=\"margin:.25em 0\">");
        Html.WriteCaption(writer, _title);
        for (int i = 0; i < _docs.Length; i++)
        {
            string between = i == 0 ? "" : $";border-top:{Html.Rule}";
            writer.Write("<div dir=\"auto\" style=\"white-space:pre-wrap;overflow-wrap:anywhere;");
            writer.Write("unicode-bidi:plaintext;line-height:2;");
            writer.Write($"padding:.25em 0{between}\">");
            int end = 0;
            foreach (Span entity in Shown(_docs[i]))
            {
                writer.Write(Html.Encode(_docs[i].Text[end..entity.StartChar]));
                WriteEntity(writer, entity);
                end = entity.EndChar;
            }

            writer.Write(Html.Encode(_docs[i].Text[end..]));
            writer.Write("</div>");
        }

        writer.Write("</figure>");
    }

    /// <inheritdoc/>
    public override void WriteText(TextWriter writer)
    {
        string separator = TerminalText.WriteTitle(writer, _title);
        foreach (Doc doc in _docs)
        {
            writer.Write(separator);
            separator = writer.NewLine;
            int end = 0;
            foreach (Span entity in Shown(doc))
            {
                writer.Write(TerminalText.Clean(doc.Text[end..entity.EndChar]));
                writer.Write($" [{TerminalText.Clean(LabelStyle.Caption(entity))}]");
                end = entity.EndChar;
            }

            writer.Write(TerminalText.Clean(doc.Text[end..]));
        }
    }

    private IEnumerable<Span> Shown(Doc doc) => doc.Entities.Where(_style.Shows);

    private void WriteEntity(TextWriter writer, Span entity)
    {
        Rgb color = _style.ColorOf(entity);
        int alpha = (int)Math.Round(255 * TintOpacity);
        writer.Write($"<mark style=\"background:{color}{alpha:x2};color:inherit;padding:.2em .1em .2em .35em;");
        writer.Write($"border-radius:.3em;border-bottom:2px solid {color};");
        writer.Write("-webkit-box-decoration-break:clone;box-decoration-break:clone\">");
        writer.Write(Html.Encode(entity.Text));

        // A no-break space keeps the label on the line where the entity ends. Direction is set on the label so that no
        // control character in the text can turn it round. Selecting the text leaves it out, for quoting.
        writer.Write($"<span dir=\"ltr\" title=\"{Html.Encode(LabelStyle.Details(entity))}\" style=\"");
        writer.Write($"unicode-bidi:isolate;background:{color};color:{color.TextColor};font:600 .72em/1.3 system-ui,sans-serif;");
        writer.Write("letter-spacing:.02em;margin:0 .25em;padding:.1em .45em .1em .2em;border-radius:.3em;");
        writer.Write("vertical-align:.1em;white-space:nowrap;-webkit-user-select:none;user-select:none\">");
        writer.Write($"&nbsp;{Html.Encode(entity.Label)}");
        if (LabelStyle.Ids(entity) is { Length: > 0 } ids)
        {
            writer.Write("<span style=\"font-weight:400\">");
            string? url = entity.KbId.Length > 0 && _kbUrl?.Invoke(entity.KbId) is { } page && IsWebPage(page) ? page : null;
            if (url is null)
            {
                writer.Write(Html.Encode(ids));
            }
            else
            {
                writer.Write($"{Html.Encode(ids[..^entity.KbId.Length])}<a href=\"{Html.Encode(url)}\" ");
                writer.Write($"rel=\"noreferrer\" style=\"color:inherit\">{Html.Encode(entity.KbId)}</a>");
            }

            writer.Write("</span>");
        }

        writer.Write("</span></mark>");
    }

    /// <summary>Whether an address leads to a web page, and cannot run a script.</summary>
    private static bool IsWebPage(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);
}
