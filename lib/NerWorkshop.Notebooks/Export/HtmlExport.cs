using System.Globalization;
using System.Text.RegularExpressions;

namespace NerWorkshop.Notebooks;

/// <summary>
/// Notebooks as HTML pages that need nothing else: styles within, no script, no network, light and dark, fit to print.
/// </summary>
public static partial class HtmlExport
{
    /// <summary>What a cell puts out may be anything: the browser is told to run and load nothing.</summary>
    private const string SecurityPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    private static readonly Lazy<string> Styles = new(() =>
    {
        using var stream = typeof(HtmlExport).Assembly.GetManifestResourceStream("page.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>Writes a notebook as a page: its text, its code, and the outputs that it holds.</summary>
    public static void Write(NotebookDocument document, TextWriter writer, HtmlExportOptions? options = null)
    {
        options ??= new HtmlExportOptions();
        var title = document.Title ?? options.Title ?? "Notebook";
        var markdown = new MarkdownPage();
        var content = new StringWriter { NewLine = "\n" };
        if (document.Title is null)
        {
            content.Write($"<h1>{Formatter.Escape(title)}</h1>\n");
        }

        foreach (var cell in document.Cells)
        {
            WriteCell(content, cell, markdown);
        }

        WriteHead(writer, title);
        WriteHeader(writer, options);
        WriteContents(writer, markdown.Headings);
        writer.Write("<main id=\"content\">\n");
        writer.Write(content.ToString());
        WritePager(writer, options);
        writer.Write("</main>\n</body>\n</html>\n");
    }

    /// <summary>Writes a page that lists notebooks in order.</summary>
    /// <param name="title">The page's heading.</param>
    /// <param name="entries">The notebooks.</param>
    /// <param name="writer">Receives the page.</param>
    /// <param name="introduction">Markdown shown above the list; null for none.</param>
    public static void WriteIndex(
        string title,
        IEnumerable<IndexEntry> entries,
        TextWriter writer,
        string? introduction = null)
    {
        WriteHead(writer, title);
        writer.Write("<main id=\"content\" class=\"index\">\n");
        writer.Write($"<h1>{Formatter.Escape(title)}</h1>\n");
        if (introduction is not null)
        {
            writer.Write($"<div class=\"prose\">{new MarkdownPage().Render(introduction)}</div>\n");
        }

        writer.Write("<ol class=\"entries\">\n");
        foreach (var entry in entries)
        {
            writer.Write("<li>");
            WriteLink(writer, new PageLink(entry.Title, entry.Href), "entry", "", "");
            if (entry.Description is { } description)
            {
                writer.Write($"<p>{Formatter.Escape(description)}</p>");
            }

            if (entry.Status is { } status)
            {
                var mark = entry.Failed ? "✗" : "✓";
                var kind = entry.Failed ? "status failed" : "status";
                writer.Write($"<p class=\"{kind}\"><span aria-hidden=\"true\">{mark}</span> ");
                writer.Write($"{Formatter.Escape(status)}</p>");
            }

            writer.Write("</li>\n");
        }

        writer.Write("</ol>\n</main>\n</body>\n</html>\n");
    }

    private static void WriteHead(TextWriter writer, string title)
    {
        writer.Write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        writer.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"{SecurityPolicy}\">\n");
        writer.Write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        writer.Write("<meta name=\"color-scheme\" content=\"light dark\">\n");
        writer.Write($"<title>{Formatter.Escape(title)}</title>\n<style>\n{Styles.Value}</style>\n</head>\n<body>\n");
        writer.Write("<a class=\"skip\" href=\"#content\">Skip to the content</a>\n");
    }

    private static void WriteHeader(TextWriter writer, HtmlExportOptions options)
    {
        if (options is { Index: null, Previous: null, Next: null })
        {
            return;
        }

        writer.Write("<header class=\"bar\"><nav aria-label=\"Pages\">");
        WriteLink(writer, options.Index, "index", "", "");
        WriteLink(writer, options.Previous, "previous", "<span aria-hidden=\"true\">← </span>", "");
        WriteLink(writer, options.Next, "next", "", "<span aria-hidden=\"true\"> →</span>");
        writer.Write("</nav></header>\n");
    }

    private static void WritePager(TextWriter writer, HtmlExportOptions options)
    {
        if (options is { Previous: null, Next: null })
        {
            return;
        }

        writer.Write("<nav class=\"pager\" aria-label=\"Previous and next page\">");
        WriteLink(writer, options.Previous, "previous", "<small>Previous</small> ", "");
        WriteLink(writer, options.Next, "next", "<small>Next</small> ", "");
        writer.Write("</nav>\n");
    }

    private static void WriteLink(TextWriter writer, PageLink? link, string name, string before, string after)
    {
        if (link is null)
        {
            return;
        }

        writer.Write($"<a class=\"{name}\" href=\"{Formatter.Escape(SafeHref(link.Href))}\">");
        writer.Write($"{before}{Formatter.Escape(link.Title)}{after}</a>");
    }

    private static void WriteContents(TextWriter writer, IReadOnlyList<MarkdownPage.Heading> headings)
    {
        var shown = headings.Where(heading => heading.Level is 2 or 3).ToList();
        if (shown.Count < 2)
        {
            return;
        }

        writer.Write("<nav class=\"contents\" aria-labelledby=\"contents-title\">\n");
        writer.Write("<p id=\"contents-title\">Contents</p>\n<ul>\n");
        foreach (var (level, text, id) in shown)
        {
            writer.Write($"<li class=\"level{level.ToString(CultureInfo.InvariantCulture)}\">");
            writer.Write($"<a href=\"#{Formatter.Escape(id)}\">{Formatter.Escape(text)}</a></li>\n");
        }

        writer.Write("</ul>\n</nav>\n");
    }

    private static void WriteCell(TextWriter writer, NotebookCell cell, MarkdownPage markdown)
    {
        if (string.IsNullOrWhiteSpace(cell.Source) && cell.Outputs.Count == 0)
        {
            return;
        }

        switch (cell.Kind)
        {
            case CellKind.Markdown:
                writer.Write($"<section class=\"cell prose\">\n{markdown.Render(cell.Source)}</section>\n");
                break;
            case CellKind.Code:
                WriteCodeCell(writer, cell, markdown);
                break;
            default:
                writer.Write($"<section class=\"cell raw\"><pre>{Formatter.Escape(cell.Source)}</pre></section>\n");
                break;
        }
    }

    private static void WriteCodeCell(TextWriter writer, NotebookCell cell, MarkdownPage markdown)
    {
        var number = cell.ExecutionCount?.ToString(CultureInfo.InvariantCulture);
        var name = number is null ? "Code" : $"Code cell {number}";
        writer.Write("<section class=\"cell code\">\n<div class=\"source\">");
        if (number is not null)
        {
            writer.Write($"<span class=\"count\" aria-hidden=\"true\">{number}</span>");
        }

        if (cell.HasTag("parameters"))
        {
            writer.Write("<span class=\"tag\">parameters</span>");
        }

        if (cell.HasTag("injected-parameters"))
        {
            writer.Write("<span class=\"tag\">parameters of this run</span>");
        }

        // A region that scrolls must be reachable by keyboard.
        writer.Write($"<pre tabindex=\"0\" role=\"region\" aria-label=\"{name}\"><code>");
        writer.Write(CSharpHighlighter.Highlight(cell.Source.TrimEnd()));
        writer.Write("</code></pre></div>\n");
        var outputs = cell.Outputs;
        if (outputs.Count > 0)
        {
            var label = number is null ? "Output" : $"Output of cell {number}";
            writer.Write($"<div class=\"outputs\" role=\"group\" aria-label=\"{label}\">\n");
            foreach (var output in outputs)
            {
                WriteOutput(writer, output, markdown);
            }

            writer.Write("</div>\n");
        }

        writer.Write("</section>\n");
    }

    private static void WriteOutput(TextWriter writer, CellOutput output, MarkdownPage markdown)
    {
        switch (output)
        {
            case StreamOutput { Name: StreamOutput.StandardError } stream:
                writer.Write($"<pre class=\"stderr\" tabindex=\"0\">{Plain(stream.Text)}</pre>\n");
                break;
            case StreamOutput stream:
                writer.Write($"<pre tabindex=\"0\">{Plain(stream.Text)}</pre>\n");
                break;
            case ErrorOutput error:
                var text = error.Traceback.Count > 0
                    ? string.Join('\n', error.Traceback)
                    : $"{error.Name}: {error.Message}";
                writer.Write($"<div class=\"error\"><p>Error</p><pre tabindex=\"0\">{Plain(text)}</pre></div>\n");
                break;
            case DisplayOutput display:
                writer.Write($"<div class=\"display\" tabindex=\"0\">{Best(display.Data, markdown)}</div>\n");
                break;
        }
    }

    private static string Best(IReadOnlyDictionary<string, string> data, MarkdownPage markdown)
    {
        if (data.TryGetValue(MimeTypes.Html, out var html))
        {
            return HtmlSanitizer.Sanitize(html);
        }

        if (data.TryGetValue("image/svg+xml", out var svg))
        {
            return HtmlSanitizer.Sanitize(svg);
        }

        foreach (var type in (string[])["image/png", "image/jpeg", "image/gif", "image/webp"])
        {
            if (data.TryGetValue(type, out var image) && Base64().IsMatch(image))
            {
                var description = data.TryGetValue(MimeTypes.Plain, out var alternative) ? alternative : "Picture";
                var bytes = WhiteSpace().Replace(image, "");
                return $"<img src=\"data:{type};base64,{bytes}\" alt=\"{Formatter.Escape(description)}\">";
            }
        }

        if (data.TryGetValue(MimeTypes.Markdown, out var text))
        {
            return $"<div class=\"prose\">{markdown.Render(text)}</div>";
        }

        if (data.TryGetValue(MimeTypes.Plain, out var plain))
        {
            return $"<pre>{Plain(plain)}</pre>";
        }

        return data.FirstOrDefault(pair => pair.Key.Contains("json", StringComparison.Ordinal)) is { Value: { } json }
            ? $"<pre>{Plain(json)}</pre>"
            : $"<p>An output of type {Formatter.Escape(string.Join(", ", data.Keys))}</p>";
    }

    private static string Plain(string text) => Formatter.Escape(TerminalCodes().Replace(text, ""));

    /// <summary>Links of the page are written by the program, yet titles and paths come from files.</summary>
    private static string SafeHref(string href) =>
        href.Contains(':', StringComparison.Ordinal) && !href.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            ? "./" + href.Replace(":", "%3A", StringComparison.Ordinal)
            : href;

    [GeneratedRegex(@"\x1B\[[0-9;?]*[A-Za-z]")]
    private static partial Regex TerminalCodes();

    [GeneratedRegex(@"^[A-Za-z0-9+/=\s]+\z")]
    private static partial Regex Base64();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
