namespace NerWorkshop;

/// <summary>
/// Texts with spans that may overlap and nest, as displaCy's style <c>span</c> shows them: each span is a line below
/// its tokens with the label at its start, and keeps to one row. Line breaks and spaces stay as they are. Labels are
/// text, so colour is never all there is, and a list of the spans follows each text for those who hear it.
/// </summary>
public sealed class SpanView : Rendering
{
    /// <summary>The group that is shown where none is named: where spaCy's components put theirs.</summary>
    public const string DefaultSpansKey = "sc";

    // Measures in the text's own font size. The first line clears the descenders of common fonts.
    private const double LineHeight = 1.6;
    private const double FirstRow = 1.32;
    private const double RowHeight = 1.16;
    private const double LineWidth = 0.18;
    private const double LabelSize = 0.66;
    private const double LabelGap = 0.3;
    private const double LongestLabel = 12;

    /// <summary>Width of a column of text, at least; of a column of a label and of an id, at most.</summary>
    private const double TextColumn = 0.45;
    private const double LabelColumn = 0.72 * LabelSize;
    private const double IdColumn = 0.6 * LabelSize;

    /// <summary>What screen readers read and nobody sees.</summary>
    private const string Unseen = "position:absolute;width:1px;height:1px;margin:0;padding:0;overflow:hidden;"
        + "clip-path:inset(50%);white-space:nowrap;-webkit-user-select:none;user-select:none";

    private readonly (Doc Doc, SpanRow[] Rows)[] _texts;
    private readonly LabelStyle _style;
    private readonly string? _title;

    /// <summary>Prepares documents for display.</summary>
    /// <param name="docs">The documents, one below the other.</param>
    /// <param name="spansKey">The group of spans to show.</param>
    /// <param name="labels">The labels to show, in any case; null for all.</param>
    /// <param name="colors">Colours by label, in place of our own: <c>#rrggbb</c>, <c>#rgb</c> or a CSS name.</param>
    /// <param name="title">A line above.</param>
    /// <exception cref="KeyNotFoundException">A document has no such group; the message tells which it has.</exception>
    /// <exception cref="ArgumentException">A colour cannot be read.</exception>
    public SpanView(
        IEnumerable<Doc> docs,
        string spansKey = DefaultSpansKey,
        IEnumerable<string>? labels = null,
        IReadOnlyDictionary<string, string>? colors = null,
        string? title = null)
    {
        _style = new LabelStyle(labels, colors);
        _texts = [.. docs.Select(doc => (doc, SpanRow.Place(
            Group(doc, spansKey).Where(_style.Shows), span => (LabelWidth(span) + LabelGap) / TextColumn)))];
        _title = title;
    }

    /// <inheritdoc/>
    public override void WriteHtml(TextWriter writer)
    {
        writer.Write("<figure style=\"margin:.25em 0;position:relative\">");
        Html.WriteCaption(writer, _title);
        string between = "";
        foreach ((Doc doc, SpanRow[] rows) in _texts)
        {
            writer.Write($"<div style=\"white-space:normal;padding:.25em 0{between}\">");
            WriteParagraphs(writer, doc.Text, rows);
            writer.Write("</div>");
            WriteList(writer, rows);
            between = $";border-top:{Html.Rule}";
        }

        writer.Write("</figure>");
    }

    /// <inheritdoc/>
    public override void WriteText(TextWriter writer)
    {
        string separator = TerminalText.WriteTitle(writer, _title);
        foreach ((Doc doc, SpanRow[] rows) in _texts)
        {
            writer.Write(separator + TerminalText.Clean(doc.Text));
            separator = writer.NewLine;
            int width = rows.Select(row => TerminalText.Width(Caption(row.Span))).DefaultIfEmpty().Max();
            foreach (Span span in rows.Select(row => row.Span))
            {
                string caption = TerminalText.Pad(Caption(span), width, toTheRight: false);
                writer.Write($"{writer.NewLine}  {caption}  {TerminalText.OneLine(span.Text)}");
            }
        }
    }

    private static IReadOnlyList<Span> Group(Doc doc, string spansKey) =>
        doc.Spans.TryGetValue(spansKey, out IReadOnlyList<Span>? group)
            ? group
            : throw new KeyNotFoundException(doc.Spans.Count == 0
                ? $"The document {Start(doc)} has no spans '{spansKey}', nor any others: "
                + "a SpanRuler or WithSpans sets them."
                : $"The document {Start(doc)} has no spans '{spansKey}'. It has: "
                + $"{string.Join(", ", doc.Spans.Keys.Order(StringComparer.Ordinal).Select(key => $"'{key}'"))}.");

    private static string Start(Doc doc) => $"'{TerminalText.Cut(TerminalText.OneLine(doc.Text), 30)}'";

    private static string Caption(Span span) => TerminalText.OneLine(LabelStyle.Caption(span));

    /// <summary>At most how wide a label is drawn.</summary>
    private static double LabelWidth(Span span) => Math.Min(
        LongestLabel,
        LabelColumn * (TerminalText.Width(span.Label) + 1) + IdColumn * TerminalText.Width(LabelStyle.Ids(span)));

    /// <summary>
    /// The text, each line a paragraph with a direction of its own, cut where a span begins or ends.
    /// </summary>
    private void WriteParagraphs(TextWriter writer, string text, SpanRow[] rows)
    {
        int[] cuts = [.. rows.SelectMany(row => new[] { row.Span.StartChar, row.Span.EndChar })
            .Concat(LineBreaks(text)).Append(0).Append(text.Length).Distinct().Order()];
        List<SpanRow> open = [];
        List<SpanRow> toLabel = [];
        int next = 0;
        bool isEmpty = true;
        string start = ParagraphStart(rows);
        writer.Write(start);
        for (int i = 0; i + 1 < cuts.Length; i++)
        {
            open.RemoveAll(row => row.Span.EndChar <= cuts[i]);
            for (; next < rows.Length && rows[next].Span.StartChar <= cuts[i]; next++)
            {
                open.Add(rows[next]);
                toLabel.Add(rows[next]);
            }

            string piece = text[cuts[i]..cuts[i + 1]];
            if (piece is "\n" or "\r\n")
            {
                // Between paragraphs it takes no room, yet the text stays whole. A line break ends a line; after the
                // last there is none.
                writer.Write(isEmpty ? "<br></div>" : "</div>");
                writer.Write(Html.Encode(piece));
                if (cuts[i + 1] == text.Length)
                {
                    return;
                }

                writer.Write(start);
                isEmpty = true;
                continue;
            }

            isEmpty = false;
            if (open.Count == 0)
            {
                writer.Write(Html.Encode(piece));
            }
            else
            {
                WritePiece(writer, piece, open, toLabel.Where(open.Contains));
                toLabel.Clear();
            }
        }

        writer.Write("</div>");
    }

    private static string ParagraphStart(SpanRow[] rows)
    {
        // Room for the labels that are longer than the word they begin at, should that be the last of a line.
        double room = rows.Select(row => LabelWidth(row.Span) - TextColumn * TerminalText.Width(row.Span[0].Text))
            .Append(0).Max();
        return "<div dir=\"auto\" style=\"white-space:pre-wrap;overflow-wrap:anywhere;"
            + $"line-height:{Html.Number(LineHeight)};padding-inline-end:min({Html.Number(room)}em,30%)\">";
    }

    /// <summary>Where line breaks begin and end.</summary>
    private static IEnumerable<int> LineBreaks(string text)
    {
        for (int at = text.IndexOf('\n'); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            yield return at > 0 && text[at - 1] == '\r' ? at - 1 : at;
            yield return at + 1;
        }
    }

    /// <summary>Text within the same spans all along, with its lines and the labels that begin there.</summary>
    private void WritePiece(TextWriter writer, string text, List<SpanRow> open, IEnumerable<SpanRow> begun)
    {
        // The outer box makes its line of text higher by the rows, half of that below and half above; moved down by
        // half of it, all is below. The inner one moves the text up again. So each line is as high as its rows need.
        double height = (open.Max(row => row.Row) + 1) * RowHeight;
        string half = Html.Number(height / 2);
        string lines = string.Join(',', open.OrderBy(row => row.Row).Select(row =>
        {
            Rgb color = _style.ColorOf(row.Span).LineColor;
            return $"linear-gradient({color},{color}) 0 {Html.Number(TopOf(row))}em/"
                + $"100% {Html.Number(LineWidth)}em no-repeat";
        }));
        writer.Write($"<span style=\"line-height:{Html.Number(LineHeight + height)};vertical-align:-{half}em\">");
        writer.Write($"<span style=\"position:relative;line-height:{Html.Number(LineHeight)};vertical-align:{half}em;");
        writer.Write($"padding-bottom:{Html.Number(height)}em;background:{lines};");
        writer.Write("-webkit-print-color-adjust:exact;print-color-adjust:exact\">");
        foreach (SpanRow row in begun)
        {
            WriteLabel(writer, row);
        }

        writer.Write($"{Html.Encode(text)}</span></span>");
    }

    /// <summary>A label that hangs on the start of its line, like a flag.</summary>
    private void WriteLabel(TextWriter writer, SpanRow row)
    {
        string caption = LabelStyle.Caption(row.Span);
        if (caption.Length == 0)
        {
            return;
        }

        // Direction is set so that no control character in the text can turn it round. Selecting the text leaves it
        // out, for quoting.
        Rgb color = _style.ColorOf(row.Span);
        string details = LabelStyle.Details(row.Span) + LabelStyle.Ids(row.Span);
        string label = row.Span.Label;
        double em = 1 / LabelSize;
        writer.Write($"<span aria-hidden=\"true\" title=\"{Html.Encode(details)}\" ");
        writer.Write("style=\"position:absolute;inset-inline-start:0;");
        writer.Write($"top:{Html.Number((TopOf(row) + LineWidth) * em)}em;");
        writer.Write($"max-width:{Html.Number(LongestLabel * em)}em;box-sizing:border-box;");
        writer.Write($"overflow:hidden;text-overflow:ellipsis;white-space:nowrap;background:{color};");
        writer.Write($"color:{color.TextColor};font:600 {Html.Number(LabelSize)}em/1.25 system-ui,sans-serif;");
        writer.Write("letter-spacing:.02em;padding:0 .4em .05em;border-radius:.3em;border-start-start-radius:0;");
        writer.Write("text-indent:0;-webkit-user-select:none;user-select:none;");
        writer.Write("-webkit-print-color-adjust:exact;print-color-adjust:exact\">");
        writer.Write($"<bdi dir=\"ltr\">{Html.Encode(label)}");
        if (caption.Length > label.Length)
        {
            writer.Write($"<span style=\"font-weight:400\">{Html.Encode(caption[label.Length..])}</span>");
        }

        writer.Write("</bdi></span>");
    }

    private static double TopOf(SpanRow row) => FirstRow + row.Row * RowHeight;

    private static void WriteList(TextWriter writer, SpanRow[] rows)
    {
        if (rows.Length == 0)
        {
            return;
        }

        writer.Write($"<ul aria-label=\"Spans\" style=\"{Unseen}\">");
        foreach (Span span in rows.Select(row => row.Span))
        {
            writer.Write($"<li><bdi>{Html.Encode(LabelStyle.Caption(span))}</bdi>: ");
            writer.Write($"<bdi>{Html.Encode(span.Text)}</bdi></li>");
        }

        writer.Write("</ul>");
    }
}
