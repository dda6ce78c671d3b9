namespace NerWorkshop;

/// <summary>
/// A page of its own: everything it needs is in it, it follows the reader's choice of light or dark, and it prints.
/// </summary>
public sealed class HtmlPage
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1f2328; --page: #fff; --quiet: #59636e; --link: #0b5cad }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #dfe3e8; --page: #16181c; --quiet: #9aa4af; --link: #7db8ff } }
        body { color: var(--ink); background: var(--page); font: 16px/1.5 system-ui, sans-serif; margin: 0 auto;
          max-width: 60rem; padding: 1.5rem 1.25rem 4rem }
        h1 { font-size: 1.8rem; line-height: 1.2; margin: .5rem 0 1rem; overflow-wrap: anywhere }
        h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem;
          border-bottom: 1px solid rgba(128,128,128,.4) }
        nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0 }
        a { color: var(--link) }
        dt, h3, p { color: var(--quiet) }
        details { margin: .5rem 0 }
        summary { cursor: pointer; padding: .5rem 0; font-weight: 600 }
        @media print { nav { display: none } article, tr { break-inside: avoid } }
        """;

    private readonly string _title;
    private readonly List<(string Heading, Rendering[] Content)> _sections = [];
    private string _style = Style;

    /// <summary>A page without sections yet.</summary>
    public HtmlPage(string title) => _title = title;

    /// <summary>Adds a section.</summary>
    /// <param name="heading">Its heading.</param>
    /// <param name="content">What stands in it, from top to bottom.</param>
    public void Add(string heading, params Rendering[] content) => _sections.Add((heading, content));

    /// <summary>Adds rules to the page's style sheet.</summary>
    internal void AddStyle(string rules) => _style += "\n" + rules;

    /// <summary>Writes the page.</summary>
    public void Write(TextWriter writer)
    {
        writer.Write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        writer.Write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");

        // Should a text ever find a way into the markup, it can still run nothing and load nothing.
        writer.Write("<meta http-equiv=\"Content-Security-Policy\" ");
        writer.Write("content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        writer.Write($"<title>{Html.Encode(_title)}</title>\n<style>\n{_style}\n</style>\n</head>\n<body>\n");
        writer.Write($"<header>\n<h1>{Html.Encode(_title)}</h1>\n<nav aria-label=\"Sections\"><ul>");
        for (int i = 0; i < _sections.Count; i++)
        {
            writer.Write($"<li><a href=\"#section-{i + 1}\">{Html.Encode(_sections[i].Heading)}</a></li>");
        }

        writer.Write("</ul></nav>\n</header>\n<main>\n");
        for (int i = 0; i < _sections.Count; i++)
        {
            string id = $"section-{i + 1}";
            writer.Write($"<section aria-labelledby=\"{id}\">\n");
            writer.Write($"<h2 id=\"{id}\">{Html.Encode(_sections[i].Heading)}</h2>\n");
            foreach (Rendering rendering in _sections[i].Content)
            {
                rendering.WriteHtml(writer);
                writer.Write('\n');
            }

            writer.Write("</section>\n");
        }

        writer.Write("</main>\n</body>\n</html>\n");
    }
}
