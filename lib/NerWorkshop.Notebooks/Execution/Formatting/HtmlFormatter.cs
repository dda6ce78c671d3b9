using System.Globalization;

namespace NerWorkshop.Notebooks;

/// <summary>Values as HTML: scalars in <c>pre</c>, sequences and dictionaries as tables, objects as trees.</summary>
internal sealed class HtmlFormatter
{
    private const int DepthLimit = 6;

    /// <summary>An object graph may be endless; what is shown is not.</summary>
    private const int ValueLimit = 4000;

    private const string Style =
        "<style>.nb-value table{border-collapse:collapse}"
        + ".nb-value th,.nb-value td{text-align:start;vertical-align:top;padding:.2em .7em}"
        + ".nb-value pre{margin:0}.nb-value summary{cursor:pointer}</style>";

    private readonly StringWriter _writer = new() { NewLine = "\n" };
    private int _values;

    public static string Format(object? value)
    {
        if (value is HtmlString html)
        {
            return html.Content;
        }

        if (value is not null && FormatterSource.For(value.GetType())?.Format(value, MimeTypes.Html) is { } own)
        {
            return own;
        }

        var shape = ValueShape.Of(value);
        if (shape is ValueShape.Scalar scalar)
        {
            return Preformatted(scalar.Text);
        }

        if (IsList(shape))
        {
            return Preformatted(PlainTextFormatter.Format(value));
        }

        var formatter = new HtmlFormatter();
        formatter._writer.Write("<div class=\"nb-value\">");
        formatter.Write(shape, value, 0);
        formatter._writer.Write("</div>" + Style);
        return formatter._writer.ToString();
    }

    private static string Preformatted(string text) =>
        $"<div class=\"nb-text\"><pre>{Formatter.Escape(text)}</pre></div>";

    /// <summary>A sequence of scalars reads best on one line, as plain text.</summary>
    private static bool IsList(ValueShape shape) => shape is ValueShape.Items items
        && items.Values.Count > 0
        && items.Values.All(item => item is not null && ValueShape.IsScalar(item.GetType()) && item is not HtmlString)
        && items.Values.Select(item => item!.GetType()).Distinct().Count() == 1;

    private void WriteNested(object? value, int depth)
    {
        if (value is HtmlString html)
        {
            _writer.Write(html.Content);
        }
        else if (value is not null && FormatterSource.For(value.GetType()) is { } source)
        {
            var own = source.Format(value, MimeTypes.Html);
            _writer.Write(own ?? Preformatted(source.Format(value, MimeTypes.Plain) ?? ValueShape.Summarize(value)));
        }
        else if (depth > DepthLimit || ++_values > ValueLimit)
        {
            _writer.Write(Preformatted(ValueShape.Summarize(value)));
        }
        else
        {
            Write(ValueShape.Of(value), value, depth);
        }
    }

    private void Write(ValueShape shape, object? value, int depth)
    {
        switch (shape)
        {
            case ValueShape.Scalar scalar:
                _writer.Write(Preformatted(scalar.Text));
                break;
            case ValueShape.Items { Values.Count: 0 } or ValueShape.Entries { Values.Count: 0 }:
                _writer.Write("<i>(empty)</i>");
                break;
            case ValueShape.Items when IsList(shape):
                _writer.Write(Preformatted(PlainTextFormatter.Format(value)));
                break;
            case ValueShape.Items items:
                WriteItems(items, depth);
                break;
            case ValueShape.Entries entries:
                WriteEntries(entries, depth);
                break;
            case ValueShape.Columns { Table: var table }:
                WriteTable(table, depth);
                break;
            case ValueShape.Members members:
                WriteMembers(members, depth);
                break;
        }
    }

    private void WriteItems(ValueShape.Items items, int depth)
    {
        var mixed = items.Values.Where(item => item is not null).Select(item => item!.GetType()).Distinct().Count() > 1;
        _writer.Write("<table><thead><tr><th><i>index</i></th>");
        if (mixed)
        {
            _writer.Write("<th><i>type</i></th>");
        }

        _writer.Write("<th>value</th></tr></thead><tbody>");
        for (var i = 0; i < items.Values.Count; i++)
        {
            var item = items.Values[i];
            _writer.Write($"<tr><td>{i.ToString(CultureInfo.InvariantCulture)}</td>");
            if (mixed)
            {
                _writer.Write($"<td>{(item is null ? "" : Formatter.Escape(TypeNames.Of(item.GetType())))}</td>");
            }

            _writer.Write("<td>");
            WriteNested(item, depth + 1);
            _writer.Write("</td></tr>");
        }

        WriteMore(items.More, mixed ? 3 : 2);
        _writer.Write("</tbody></table>");
    }

    private void WriteEntries(ValueShape.Entries entries, int depth)
    {
        _writer.Write("<table><thead><tr><th><i>key</i></th><th>value</th></tr></thead><tbody>");
        foreach (var (key, value) in entries.Values)
        {
            _writer.Write("<tr><td>");
            WriteNested(key, depth + 1);
            _writer.Write("</td><td>");
            WriteNested(value, depth + 1);
            _writer.Write("</td></tr>");
        }

        WriteMore(entries.More, 2);
        _writer.Write("</tbody></table>");
    }

    private void WriteMembers(ValueShape.Members members, int depth)
    {
        _writer.Write(depth < 2 ? "<details open><summary><code>" : "<details><summary><code>");
        _writer.Write(Formatter.Escape(members.Summary));
        _writer.Write("</code></summary><table><tbody>");
        foreach (var (name, value) in members.Values)
        {
            _writer.Write($"<tr><td>{Formatter.Escape(name)}</td><td>");
            WriteNested(value, depth + 1);
            _writer.Write("</td></tr>");
        }

        _writer.Write("</tbody></table></details>");
    }

    private void WriteTable(ColumnTable table, int depth)
    {
        _writer.Write("<table><thead><tr>");
        foreach (var column in table.Columns)
        {
            _writer.Write($"<th>{Formatter.Escape(column)}</th>");
        }

        _writer.Write("</tr></thead><tbody>");
        foreach (var row in table.Rows)
        {
            _writer.Write("<tr>");
            foreach (var value in row)
            {
                _writer.Write("<td>");
                WriteNested(value, depth + 1);
                _writer.Write("</td>");
            }

            _writer.Write("</tr>");
        }

        WriteMore(table.More, table.Columns.Count);
        _writer.Write("</tbody></table>");
    }

    private void WriteMore(int? more, int columns)
    {
        if (more == 0)
        {
            return;
        }

        var text = more is { } count ? $"({count.ToString(CultureInfo.InvariantCulture)} more)" : "... (more)";
        _writer.Write($"<tr><td colspan=\"{columns}\"><i>{text}</i></td></tr>");
    }
}
