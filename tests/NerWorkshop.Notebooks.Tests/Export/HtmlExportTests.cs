using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace NerWorkshop.Notebooks.Tests;

[Collection("working directory")]
public sealed class HtmlExportTests
{
    private static string Page(NotebookDocument document, HtmlExportOptions? options = null)
    {
        var writer = new StringWriter();
        HtmlExport.Write(document, writer, options);
        return writer.ToString();
    }

    /// <summary>Parses strictly: a page that is not well-formed throws.</summary>
    private static IHtmlDocument Parse(string html) =>
        new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(html);

    private static NotebookDocument Document(params (CellKind Kind, string Source)[] cells)
    {
        var document = new NotebookDocument();
        foreach (var (kind, source) in cells)
        {
            document.Cells.Add(new NotebookCell(kind, source, $"c{document.Cells.Count}"));
        }

        return document;
    }

    private static NotebookDocument WithOutputs(string source, params CellOutput[] outputs)
    {
        var document = Document((CellKind.Code, source));
        document.Cells[0].ExecutionCount = 3;
        document.Cells[0].Outputs = outputs;
        return document;
    }

    private static CellOutput Html(string html) =>
        new DisplayOutput(new Dictionary<string, string> { ["text/html"] = html, ["text/plain"] = "plain" });

    private static IElement Outputs(params CellOutput[] outputs) =>
        Parse(Page(WithOutputs("x", outputs))).QuerySelector(".outputs")!;

    [Fact]
    public async Task An_executed_notebook_becomes_a_page_with_its_text_code_and_outputs()
    {
        var document = Document(
            (CellKind.Markdown, "# Title & more\n\nIntro with **bold**."),
            (CellKind.Code, "Console.WriteLine(\"hello\");\nnew[] { new { A = \"<x>\" } }"),
            (CellKind.Raw, "raw <text>"));
        var result = await NotebookRunner.RunAsync(
            document,
            AppContext.BaseDirectory,
            cancellation: TestContext.Current.CancellationToken);
        var page = Parse(Page(document));

        Assert.True(result.Succeeded);
        Assert.Equal("Title & more", page.Title);
        Assert.Equal("Title & more", Assert.Single(page.QuerySelectorAll("h1")).TextContent);
        Assert.Equal("bold", page.QuerySelector(".prose strong")!.TextContent);
        Assert.Equal(document.Cells[1].Source, page.QuerySelector(".source code")!.TextContent);
        Assert.Equal("hello\n", page.QuerySelector(".outputs > pre")!.TextContent);
        Assert.Equal("<x>", page.QuerySelector(".outputs td pre")!.TextContent);
        Assert.Equal("raw <text>", page.QuerySelector(".raw pre")!.TextContent);
    }

    [Fact]
    public void A_page_needs_nothing_else_and_runs_nothing()
    {
        var page = Page(WithOutputs("x", Html("<script>alert(1)</script><img src=x onerror=alert(2)>")));
        var parsed = Parse(page);

        Assert.Empty(parsed.QuerySelectorAll("script, link, iframe, object, embed, [src]:not([src^='data:'])"));
        Assert.DoesNotContain("url(", page);
        Assert.DoesNotContain("@import", page);
        var policy = parsed.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content")!;
        Assert.Contains("default-src 'none'", policy);
        Assert.DoesNotContain("script-src", policy);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>ok")]
    [InlineData("<img src=x onerror=alert(1)>ok")]
    [InlineData("<img src='https://example.org/x.png'>ok")]
    [InlineData("<svg onload=alert(1)><script>alert(1)</script><text>ok</text></svg>")]
    [InlineData("<svg><foreignObject><iframe src=x></iframe></foreignObject><text>ok</text></svg>")]
    [InlineData("<svg><use href='https://example.org/x.svg#a'/><text>ok</text></svg>")]
    [InlineData("<svg><a xlink:href='javascript:alert(1)'><text>ok</text></a></svg>")]
    [InlineData("<iframe src='x'></iframe>ok")]
    [InlineData("<a href='javascript:alert(1)'>ok</a>")]
    [InlineData("<a href=' java\tscript:alert(1)'>ok</a>")]
    [InlineData("<a href='data:text/html,x'>ok</a>")]
    [InlineData("<form action='https://example.org'><input name=a><button>ok</button></form>")]
    [InlineData("<meta http-equiv=refresh content='0;url=https://example.org'>ok")]
    [InlineData("<base href='https://example.org'>ok")]
    [InlineData("<style>@import 'https://example.org/x.css';</style>ok")]
    [InlineData("<style>p { background: u\\rl(https://example.org/x) }</style>ok")]
    [InlineData("<p style=\"background: url('https://example.org/x')\">ok</p>")]
    [InlineData("<link rel=stylesheet href=x>ok")]
    [InlineData("ok<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></math>")]
    [InlineData("<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>ok")]
    [InlineData("<div><!-- comment --><svg><style><img src=x onerror=alert(1)></style></svg>ok")]
    [InlineData("<custom-element onclick=alert(1)>ok</custom-element>")]
    public void An_output_can_neither_run_nor_load_anything(string html)
    {
        var output = Outputs(Html(html));

        Assert.Contains("ok", output.TextContent);
        Assert.Empty(output.QuerySelectorAll(
            "script, iframe, form, button, meta, base, link, custom-element, math, foreignObject"));
        var attributes = output.QuerySelectorAll("*").SelectMany(element => element.Attributes).ToList();
        Assert.DoesNotContain(attributes, attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain(attributes, attribute => attribute.Value.Contains("script:", StringComparison.Ordinal));
        Assert.DoesNotContain("example.org", output.OuterHtml);
    }

    [Fact]
    public void Harmless_html_stays_as_it_is()
    {
        const string Own =
            "<div class=\"own\" style=\"color: red\" lang=\"en\"><style>.own b { color: blue }</style>"
            + "<b id=\"x\" aria-label=\"y\">bold</b><table><tbody><tr><td colspan=\"2\">cell</td></tr></tbody></table>"
            + "<svg viewBox=\"0 0 10 10\" role=\"img\"><title>Chart</title><rect fill=\"url(#g)\"></rect></svg>"
            + "<a href=\"https://example.org/?a=b\">link</a><img src=\"data:image/png;base64,AAAA\" alt=\"a\"></div>";

        Assert.Contains(Own, Page(WithOutputs("x", Html(Own))));
    }

    [Fact]
    public void An_output_with_open_or_stray_tags_does_not_break_the_page()
    {
        var page = Parse(Page(WithOutputs("x", Html("</div></section></main><b>open<div>"), Html("<p>next</p>"))));

        Assert.Equal(2, page.QuerySelectorAll("main > section > .outputs > .display").Length);
        Assert.Null(page.QuerySelector(".display + .display b"));
    }

    [Fact]
    public void Each_kind_of_output_has_its_form()
    {
        var outputs = Outputs(
            new StreamOutput("stdout", "a <b>\u001b[31mred\u001b[0m"),
            new StreamOutput("stderr", "warning"),
            new DisplayOutput(new Dictionary<string, string> { ["text/plain"] = "plain <x>" }),
            new DisplayOutput(new Dictionary<string, string> { ["text/markdown"] = "**bold**" }),
            new DisplayOutput(
                new Dictionary<string, string> { ["image/png"] = "iVBO\nRw0=", ["text/plain"] = "a \"picture\"" }),
            new DisplayOutput(new Dictionary<string, string> { ["image/svg+xml"] = "<svg><circle r=\"3\"/></svg>" }),
            new DisplayOutput(new Dictionary<string, string> { ["application/json"] = "{\"a\":1}" }),
            new ErrorOutput("E", "m", ["E: m", "   at <cell>"]));

        Assert.Equal("a <b>red", outputs.Children[0].TextContent);
        Assert.Equal("warning", outputs.QuerySelector("pre.stderr")!.TextContent);
        Assert.Equal("plain <x>", outputs.Children[2].QuerySelector("pre")!.TextContent);
        Assert.Equal("bold", outputs.Children[3].QuerySelector("strong")!.TextContent);
        var image = Assert.IsType<IHtmlImageElement>(outputs.Children[4].QuerySelector("img"), exactMatch: false);
        Assert.Equal("data:image/png;base64,iVBORw0=", image.GetAttribute("src"));
        Assert.Equal("a \"picture\"", image.AlternativeText);
        Assert.NotNull(outputs.Children[5].QuerySelector("svg circle"));
        Assert.Equal("{\"a\":1}", outputs.Children[6].TextContent);
        Assert.Equal("E: m\n   at <cell>", outputs.QuerySelector(".error pre")!.TextContent);
    }

    [Fact]
    public void Markdown_has_tables_tasks_and_coloured_csharp_but_no_script()
    {
        var page = Parse(Page(Document((
            CellKind.Markdown,
            "# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n\n```csharp\nvar x = 1;\n```\n\n"
            + "<script>alert(1)</script><img src=x onerror=alert(1)>\n\n[bad](javascript:alert(1)) <kbd>K</kbd>"))));

        Assert.Equal("2", page.QuerySelectorAll("td")[1].TextContent);
        Assert.True(page.QuerySelector("li input[type=checkbox]")!.HasAttribute("checked"));
        Assert.Equal("var", page.QuerySelector("pre span.k")!.TextContent);
        Assert.Equal("K", page.QuerySelector("kbd")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("script, [onerror], a[href^=javascript]"));
    }

    [Fact]
    public void Headings_get_ids_of_their_own_and_a_table_of_contents()
    {
        var page = Parse(Page(Document(
            (CellKind.Markdown, "# T\n\n## Same *name*\n\n## What & why?"),
            (CellKind.Markdown, "## Same name\n\n### `Deeper` <b>"))));

        var links = page.QuerySelectorAll("nav.contents a");
        Assert.Equal(["Same name", "What & why?", "Same name", "Deeper "], links.Select(link => link.TextContent));
        foreach (var link in links)
        {
            var id = link.GetAttribute("href")![1..];
            Assert.Single(page.QuerySelectorAll("[id]"), element => element.Id == id);
        }
    }

    [Fact]
    public void Links_to_notebooks_lead_to_their_pages()
    {
        var page = Parse(Page(Document((
            CellKind.Markdown,
            "[a](02-posts.ipynb) [b](solutions/x.ipynb#What-It-Is) [c](#Some-Title) "
            + "[d](https://example.org/y.ipynb)"))));

        Assert.Equal(
            ["02-posts.html", "solutions/x.html#what-it-is", "#some-title", "https://example.org/y.ipynb"],
            page.QuerySelectorAll(".prose a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void A_page_can_be_read_aloud_and_walked_by_keyboard()
    {
        var page = Parse(Page(
            WithOutputs("var x = 1;", new StreamOutput("stdout", "x")),
            new HtmlExportOptions
            {
                Title = "Plain title",
                Index = new PageLink("All", "index.html"),
                Next = new PageLink("Next", "n.html"),
            }));

        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Plain title", Assert.Single(page.QuerySelectorAll("h1")).TextContent);
        Assert.Equal("#content", page.Body!.FirstElementChild!.GetAttribute("href"));
        Assert.NotNull(page.QuerySelector("main#content"));
        Assert.Equal("Code cell 3", page.QuerySelector(".source pre")!.GetAttribute("aria-label"));
        Assert.Equal("Output of cell 3", page.QuerySelector(".outputs")!.GetAttribute("aria-label"));
        Assert.Empty(page.QuerySelectorAll("nav:not([aria-label]):not([aria-labelledby])"));
        Assert.Equal(
            ["index.html", "n.html"],
            page.QuerySelectorAll("header a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void The_same_notebook_gives_the_same_page()
    {
        var document = WithOutputs("x", Html("<b>x</b>"));

        Assert.Equal(Page(document), Page(document));
    }

    [Fact]
    public void An_index_lists_notebooks_with_title_summary_and_how_they_went()
    {
        var document = Document((CellKind.Markdown, "# First & best\n\nIt shows *names* in a text.\n\nMore."));
        var writer = new StringWriter();
        HtmlExport.WriteIndex(
            "All <notebooks>",
            [
                IndexEntry.For(document, "01.html") with { Status = "3 cells in 1.2 s" },
                IndexEntry.For(Document(), "a/02-x.html") with { Status = "failed in cell 2", Failed = true },
                new IndexEntry("Evil", "javascript:alert(1)"),
            ],
            writer,
            "Read **first**.");
        var page = Parse(writer.ToString());

        Assert.Equal("All <notebooks>", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("first", page.QuerySelector("strong")!.TextContent);
        var entries = page.QuerySelectorAll("ol.entries > li");
        Assert.Equal("First & best", entries[0].QuerySelector("a")!.TextContent);
        Assert.Equal("It shows names in a text.", entries[0].QuerySelector("p")!.TextContent);
        Assert.Contains("3 cells in 1.2 s", entries[0].QuerySelector(".status")!.TextContent);
        Assert.Equal("02-x", entries[1].QuerySelector("a")!.TextContent);
        Assert.NotNull(entries[1].QuerySelector(".failed"));
        Assert.DoesNotContain("href=\"javascript:", writer.ToString());
    }
}
