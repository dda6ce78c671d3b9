using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace NerWorkshop.Tests.RenderingTests;

public class SpanViewTests
{
    private static readonly Doc Bank = Spans("Welcome to the Bank of China.", (3, 6, "ORG"), (5, 6, "GPE"));

    [Fact]
    public void Each_span_has_its_label_at_its_start_and_a_line_below_all_its_tokens()
    {
        IElement[] pieces = Pieces(Parse(Bank.RenderSpans()));
        Assert.Equal(["ORG", "GPE"], pieces.Select(LabelsAt));
        Assert.Equal(["Bank of ", "China"], pieces.Select(TextOf));
        Assert.Equal(Colors("ORG"), LineColors(pieces[0]));
        Assert.Equal(Colors("ORG", "GPE"), LineColors(pieces[1]));
        Assert.Equal("Countries, cities, states: places with a government", LabelOf(pieces[1]).GetAttribute("title"));
    }

    [Fact]
    public void A_ruler_s_matches_are_shown_by_the_name_of_their_group()
    {
        var ruler = new SpanRuler { SpansKey = "rules" };
        ruler.Add("ORG", "Bank of China");
        ruler.Add("GPE", "China");
        Doc doc = ruler.Process(Tokenizer.English.Tokenize(Bank.Text));
        Assert.Equal(Bank.RenderSpans().ToHtml(), doc.RenderSpans("rules").ToHtml());
    }

    [Fact]
    public void A_span_keeps_its_row_over_its_whole_length_though_a_row_above_becomes_free()
    {
        // a: 0-2, b: 1-4, c: 3-5: c takes a's row while b stays on its own.
        Doc doc = Spans("wordword wordword wordword wordword wordword", (3, 5, "C"), (1, 4, "B"), (0, 2, "A"));
        IElement[] pieces = Pieces(Parse(doc.RenderSpans()));
        string[] tops = Lines(pieces[0]).Concat(Lines(pieces[4])).Select(line => line.Top).ToArray();
        Assert.Equal(tops[0], tops[1]);
        string secondRow = Lines(pieces[1])[1].Top;
        Assert.NotEqual(tops[0], secondRow);
        Assert.Equal([secondRow], Lines(pieces[2]).Select(line => line.Top));
        Assert.Equal([tops[0], secondRow], Lines(pieces[3]).Select(line => line.Top));
    }

    [Fact]
    public void Rows_are_the_lowest_free_ones_whatever_order_the_spans_come_in()
    {
        (int, int, string)[] spans = [(0, 6, "A"), (0, 2, "B"), (1, 3, "C"), (2, 6, "D"), (4, 6, "E")];
        Doc doc = Spans("wordword wordword wordword wordword wordword wordword", spans);
        Doc turned = Spans(doc.Text, [.. spans.Reverse()]);
        Assert.Equal([("A", 0), ("B", 1), ("C", 2), ("D", 1), ("E", 2)], Rows(doc, labelWidth: 0));
        Assert.Equal(doc.RenderSpans().ToHtml(), turned.RenderSpans().ToHtml());
    }

    [Fact]
    public void No_span_meets_another_or_its_label_on_a_row()
    {
        var random = new Random(20240311);
        for (int run = 0; run < 300; run++)
        {
            int count = random.Next(1, 30);
            Doc doc = Doc.FromWords([.. Enumerable.Range(0, count).Select(_ => new string('w', random.Next(1, 9)))]);
            Span[] spans = [.. Enumerable.Range(0, random.Next(0, 25)).Select(i =>
            {
                int start = random.Next(count);
                return new Span(doc, start, random.Next(start, Math.Min(count, start + 6)) + 1, $"L{i % 4}");
            })];
            int width = random.Next(12);
            SpanRow[] rows = SpanRow.Place(spans, _ => width);
            Assert.Equal(spans.Length, rows.Length);
            for (int i = 0; i < rows.Length; i++)
            {
                (Span span, int row) = rows[i];
                Assert.All(rows[..i].Where(other => other.Row == row), other =>
                    Assert.True(other.Span.End <= span.Start && other.Span.StartChar + width <= span.StartChar));
                Assert.All(Enumerable.Range(0, row), lower => Assert.Contains(rows[..i], other => other.Row == lower
                    && (other.Span.End > span.Start || other.Span.StartChar + width > span.StartChar)));
            }
        }
    }

    [Fact]
    public void A_label_longer_than_its_span_moves_the_next_span_to_another_row_but_not_one_on_the_next_line()
    {
        Doc oneLine = Spans("Chad Visa", (0, 1, "INCEL_PERSON"), (1, 2, "ORG"));
        Doc twoLines = Spans("Chad\nVisa", (0, 1, "INCEL_PERSON"), (2, 3, "ORG"));
        Assert.Equal([("INCEL_PERSON", 0), ("ORG", 1)], Rows(oneLine, labelWidth: 12));
        Assert.Equal([("INCEL_PERSON", 0), ("ORG", 0)], Rows(twoLines, labelWidth: 12));
    }

    [Theory]
    [InlineData("one\ttwo  three\n\n four\r\nfive \n")]
    [InlineData("\n\none two three four\n")]
    [InlineData("one two three four five")]
    public void The_text_stays_as_it_is_line_breaks_and_spaces_included(string text)
    {
        Doc doc = Tokenizer.English.Tokenize(text);
        Span[] all = [.. from start in Enumerable.Range(0, doc.Count)
            from end in Enumerable.Range(start + 1, doc.Count - start)
            select new Span(doc, start, end, "X")];
        foreach (Span[] spans in all.Select(span => new[] { span }).Append(all).Append([]))
        {
            IElement html = Parse(doc.WithSpans("sc", spans).RenderSpans());
            IElement content = html.QuerySelector("figure > div")!;
            foreach (IElement label in content.QuerySelectorAll("[aria-hidden]"))
            {
                label.Remove();
            }

            Assert.Equal(text.ReplaceLineEndings("\n"), content.TextContent.ReplaceLineEndings("\n"));
            Assert.Equal(text.TrimEnd('\n').Split('\n').Length, content.Children.Length);
        }
    }

    [Fact]
    public void Each_line_has_a_direction_of_its_own_and_wraps()
    {
        Doc doc = Spans("שלום Haifa\nHaifa שלום", (1, 2, "GPE"), (3, 4, "GPE"));
        IElement[] lines = [.. Parse(doc.RenderSpans()).QuerySelectorAll("figure > div > div")];
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line =>
        {
            Assert.Equal("auto", line.GetAttribute("dir"));
            Assert.Contains("white-space:pre-wrap", line.GetAttribute("style"));
            Assert.Contains("inset-inline-start:0", LabelOf(line).GetAttribute("style"));
            Assert.Equal("ltr", LabelOf(line).QuerySelector("bdi")!.GetAttribute("dir"));
        });
    }

    [Fact]
    public void A_span_over_a_line_break_is_labelled_once()
    {
        IElement[] pieces = Pieces(Parse(Spans("in New\nYork now", (1, 4, "GPE")).RenderSpans()));
        Assert.Equal(["New", "York"], pieces.Select(TextOf));
        Assert.Equal(["GPE", ""], pieces.Select(LabelsAt));
    }

    [Fact]
    public void Screen_readers_get_the_text_in_one_piece_and_then_a_list_of_the_spans()
    {
        IElement html = Parse(Bank.RenderSpans());
        Assert.All(Pieces(html), piece => Assert.Equal("true", LabelOf(piece).GetAttribute("aria-hidden")));
        Assert.Equal(
            ["ORG: Bank of China", "GPE: China"], html.QuerySelectorAll("ul > li").Select(li => li.TextContent));
        Assert.Empty(Parse(Spans("No one").RenderSpans()).QuerySelectorAll("ul"));
    }

    [Fact]
    public void Ids_are_shown_behind_the_label()
    {
        Doc doc = Docs.With("On Twitter");
        doc = doc.WithSpans("sc", [new Span(doc, 1, 2, "PLATFORM", id: "twitter", kbId: "Q918")]);
        Assert.Equal("PLATFORM · twitter · Q918", LabelOf(Parse(doc.RenderSpans())).TextContent);
        Assert.Equal("On Twitter\n  PLATFORM · twitter · Q918  Twitter", doc.RenderSpans().ToString());
    }

    [Fact]
    public void Only_the_labels_asked_for_are_shown_in_any_case()
    {
        Assert.Equal(["GPE"], Pieces(Parse(Bank.RenderSpans(labels: ["gpe"]))).Select(LabelsAt));
        Assert.Empty(Pieces(Parse(Bank.RenderSpans(labels: []))));
    }

    [Fact]
    public void Colours_can_be_chosen_by_label()
    {
        IElement label = LabelOf(Parse(Bank.RenderSpans(colors: new() { ["org"] = "navy" })));
        Assert.Contains("background:#000080;color:#ffffff", label.GetAttribute("style"));
        var error = Assert.Throws<ArgumentException>(() => Bank.RenderSpans(colors: new() { ["ORG"] = "url(x)" }));
        Assert.Contains("ORG", error.Message);
    }

    [Fact]
    public void A_line_stands_out_from_light_and_dark_pages_whatever_the_colour()
    {
        IEnumerable<Rgb> own = LabelColors.KnownLabels.Concat(Enumerable.Range(0, 500).Select(i => "LABEL" + i))
            .Select(LabelColors.For);
        IEnumerable<Rgb> chosen = from r in Steps() from g in Steps() from b in Steps() select new Rgb(r, g, b);
        Assert.All(own.Concat(chosen), color =>
        {
            Rgb line = color.LineColor;
            Assert.True(line.Contrast(Rgb.White) >= 3, $"{color}: {line}");
            Assert.True(line.Contrast(new Rgb(0x1e, 0x1e, 0x1e)) >= 3, $"{color}: {line}");
        });

        static IEnumerable<byte> Steps() => Enumerable.Range(0, 18).Select(step => (byte)(step * 15));
    }

    [Fact]
    public void A_group_that_is_not_there_is_refused_with_those_that_are()
    {
        Doc doc = Bank.WithSpans("ruler", []).WithSpans("a'b", []);
        var error = Assert.Throws<KeyNotFoundException>(() => doc.RenderSpans("rules"));
        Assert.Equal(
            "The document 'Welcome to the Bank of China.' has no spans 'rules'. It has: 'a'b', 'ruler', 'sc'.",
            error.Message);
        Assert.Contains(
            "SpanRuler", Assert.Throws<KeyNotFoundException>(() => Docs.With("No one").RenderSpans()).Message);
    }

    [Fact]
    public void Several_documents_are_shown_below_each_other_under_a_title()
    {
        SpanView view = new[] { Bank, Spans("In Rome", (1, 2, "GPE")), Spans("No one") }.RenderSpans(title: "Places");
        Assert.Equal(3, Parse(view).QuerySelectorAll("figure > div").Length);
        Assert.Equal("Places", Parse(view).QuerySelector("figcaption")!.TextContent);
        Assert.Equal(
            """
            Places
            Welcome to the Bank of China.
              ORG  Bank of China
              GPE  China
            In Rome
              GPE  Rome
            No one
            """.ReplaceLineEndings("\n"), view.ToString());
    }

    [Fact]
    public void Plain_text_lists_each_span_with_its_label_on_a_line_of_its_own()
    {
        Doc doc = Spans("Bank of China\nin \u001b[31mred", (0, 3, "ORG"), (2, 6, "A\nB"));
        string[] lines = doc.RenderSpans().ToString().Split('\n');
        Assert.Equal(["Bank of China", "in ␛[31mred", "  ORG  Bank of China"], lines[..3]);
        Assert.StartsWith("  A↵B  China↵in ␛", lines[3]);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public void Text_labels_ids_and_titles_cannot_break_out_of_the_markup()
    {
        const string Evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> &amp; </mark></div>";
        Doc doc = Docs.With(Evil + " end");
        doc = doc.WithSpans("sc", [new Span(doc, 0, doc.Count - 1, Evil, Evil, Evil)]);
        IElement html = Parse(doc.RenderSpans(title: Evil));
        Assert.Equal(
            ["FIGURE", "FIGCAPTION", "DIV", "DIV", "SPAN", "SPAN", "SPAN", "BDI", "SPAN", "UL", "LI", "BDI", "BDI"],
            html.Descendants<IElement>().Select(e => e.TagName));
        Assert.Equal(Evil, html.QuerySelector("figcaption")!.TextContent);
        Assert.Equal($"{Evil} · {Evil} · {Evil}", LabelOf(html).TextContent);
        Assert.Equal($"{Evil} · {Evil} · {Evil}", LabelOf(html).GetAttribute("title"));
        Assert.Equal($"{Evil} · {Evil} · {Evil}: {Evil}", html.QuerySelector("li")!.TextContent);
        Assert.Equal(Evil, TextOf(Assert.Single(Pieces(html))));
    }

    [Fact]
    public void The_html_brings_no_script_no_id_and_nothing_from_the_network()
    {
        string html = Bank.RenderSpans(title: "t").ToHtml();
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain(" id=", html);
        Assert.DoesNotContain("class=", html);
        Assert.DoesNotContain("url(", html);
        Assert.DoesNotContain("http", html);
    }

    private static Doc Spans(string text, params (int Start, int End, string Label)[] spans)
    {
        Doc doc = Tokenizer.English.Tokenize(text);
        return doc.WithSpans("sc", spans.Select(span => new Span(doc, span.Start, span.End, span.Label)));
    }

    private static IEnumerable<(string, int)> Rows(Doc doc, double labelWidth) =>
        SpanRow.Place(doc.Spans["sc"], _ => labelWidth).Select(row => (row.Span.Label, row.Row));

    private static IElement Parse(NerWorkshop.Rendering rendering) =>
        new HtmlParser().ParseDocument(rendering.ToHtml()).Body!;

    /// <summary>The runs of text that lie within the same spans.</summary>
    private static IElement[] Pieces(IElement html) =>
        [.. html.QuerySelectorAll("span").Where(span => span.GetAttribute("style")!.Contains("linear-gradient"))];

    private static IElement LabelOf(IElement parent) => parent.QuerySelector("[aria-hidden]")!;

    private static string LabelsAt(IElement piece) =>
        string.Join(' ', piece.QuerySelectorAll("[aria-hidden]").Select(label => label.TextContent));

    private static string TextOf(IElement piece) =>
        string.Concat(piece.ChildNodes.OfType<IText>().Select(text => text.Data));

    private static string[] Colors(params string[] labels) =>
        [.. labels.Select(label => LabelColors.For(label).LineColor.ToString())];

    private static IEnumerable<string> LineColors(IElement piece) => Lines(piece).Select(line => line.Color);

    private static (string Color, string Top)[] Lines(IElement piece) =>
        [.. Regex.Matches(piece.GetAttribute("style")!, @"linear-gradient\((#\w+),\1\) 0 ([\d.]+)em/100%")
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value))];
}
