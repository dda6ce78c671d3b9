using System.Globalization;
using System.Text;
using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace NerWorkshop.Notebooks;

/// <summary>The Markdown of one page: cells share the ids of their headings and the table of contents.</summary>
internal sealed class MarkdownPage
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseTaskLists()
        .UseAutoLinks()
        .UseEmphasisExtras()
        .UseFootnotes()
        .UseDefinitionLists()
        .Build();

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<Heading> _headings = [];

    /// <summary>A heading and where it is.</summary>
    public sealed record Heading(int Level, string Text, string Id);

    /// <summary>The headings rendered so far.</summary>
    public IReadOnlyList<Heading> Headings => _headings;

    /// <summary>The Markdown as safe HTML.</summary>
    public string Render(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            var text = PlainText(heading.Inline);
            var id = FreeId(text);
            heading.GetAttributes().Id = id;
            _headings.Add(new Heading(heading.Level, text, id));
        }

        foreach (var link in document.Descendants<LinkInline>())
        {
            link.Url = PageLinkOf(link.Url);
        }

        var writer = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(new HighlightedCodeRenderer());
        renderer.Render(document);
        return HtmlSanitizer.Sanitize(writer.ToString());
    }

    /// <summary>The first paragraph's text, without markup; null where there is none.</summary>
    public static string? FirstParagraph(string markdown) =>
        Markdown.Parse(markdown, Pipeline).OfType<ParagraphBlock>().FirstOrDefault() is { } paragraph
            ? PlainText(paragraph.Inline)
            : null;

    private string FreeId(string text)
    {
        var slug = Slug(text);
        var id = slug;
        for (var i = 1; !_ids.Add(id); i++)
        {
            id = slug + "-" + i.ToString(CultureInfo.InvariantCulture);
        }

        return id;
    }

    /// <summary>As GitHub and VS Code make them.</summary>
    private static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var c in text.Trim().ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c) || c is '_' or '-')
            {
                slug.Append(c);
            }
            else if (c == ' ')
            {
                slug.Append('-');
            }
        }

        return slug.Length == 0 ? "section" : slug.ToString();
    }

    /// <summary>A link to another notebook leads to its page. Jupyter's anchors have capitals, ours do not.</summary>
    private static string? PageLinkOf(string? url)
    {
        if (url is null || url.Contains("://", StringComparison.Ordinal))
        {
            return url;
        }

        var hash = url.IndexOf('#');
        var path = hash < 0 ? url : url[..hash];
        if (path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
        {
            path = path[..^6] + ".html";
        }

        return hash < 0 ? path : path + url[hash..].ToLowerInvariant();
    }

    private static string PlainText(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines?.Descendants() ?? [])
        {
            switch (inline)
            {
                case LiteralInline literal: text.Append(literal.Content.AsSpan()); break;
                case CodeInline code: text.Append(code.Content); break;
                case HtmlEntityInline entity: text.Append(entity.Transcoded.AsSpan()); break;
                case LineBreakInline: text.Append(' '); break;
            }
        }

        return text.ToString();
    }

    /// <summary>Code blocks that say they are C# are coloured as cells are.</summary>
    private sealed class HighlightedCodeRenderer : CodeBlockRenderer
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock block)
        {
            if (block is FencedCodeBlock { Info: "csharp" or "cs" or "c#" or "C#" })
            {
                renderer.EnsureLine();
                renderer.Write("<pre><code>");
                renderer.Write(CSharpHighlighter.Highlight(block.Lines.ToString()));
                renderer.WriteLine("</code></pre>");
                return;
            }

            base.Write(renderer, block);
        }
    }
}
