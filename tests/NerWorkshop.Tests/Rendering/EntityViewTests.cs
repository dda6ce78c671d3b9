using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace NerWorkshop.Tests.RenderingTests;

public class EntityViewTests
{
    private static readonly Doc Smith = Docs.With(
        "Dr. Jane Smith gave a talk\nin  Geneva.", ("Jane Smith", "PERSON"), ("Geneva", "GPE"));

    private static readonly Rgb[] Pages = [Rgb.White, new(0xf7, 0xf7, 0xf7), new(0x1e, 0x1e, 0x1e), new(0, 0, 0)];

    [Fact]
    public void Each_entity_is_marked_with_its_label_as_text()
    {
        IElement[] marks = [.. Parse(Smith.Render()).QuerySelectorAll("mark")];
        Assert.Equal(["Jane Smith\u00a0PERSON", "Geneva\u00a0GPE"], marks.Select(mark => mark.TextContent));
        Assert.Equal("People, real or fictional", marks[0].QuerySelector("span")!.GetAttribute("title"));
    }

    [Fact]
    public void The_text_stays_as_it_is_line_breaks_and_spaces_included()
    {
        IElement div = Parse(Smith.Render()).QuerySelector("div")!;
        foreach (IElement label in div.QuerySelectorAll("mark > span"))
        {
            label.Remove();
        }

        Assert.Equal(Smith.Text, div.TextContent);
        Assert.Contains("white-space:pre-wrap", div.GetAttribute("style"));
        Assert.Equal("auto", div.GetAttribute("dir"));
    }

    [Fact]
    public void Only_the_labels_asked_for_are_shown_in_any_case()
    {
        Assert.Equal(
            ["Geneva\u00a0GPE"],
            Parse(Smith.Render(labels: ["gpe"])).QuerySelectorAll("mark").Select(m => m.TextContent));
        Assert.Empty(Parse(Smith.Render(labels: [])).QuerySelectorAll("mark"));
    }

    [Fact]
    public void A_title_stands_above() =>
        Assert.Equal("row 7", Parse(Smith.Render(title: "row 7")).QuerySelector("figcaption")!.TextContent);

    [Fact]
    public void Ids_and_knowledge_base_ids_are_shown_behind_the_label()
    {
        Doc doc = Docs.With("On Twitter");
        doc = doc.WithEntities([new Span(doc, 1, 2, "PLATFORM", id: "twitter", kbId: "Q918")]);
        Assert.Equal("Twitter\u00a0PLATFORM · twitter · Q918", Parse(doc.Render()).QuerySelector("mark")!.TextContent);
        Assert.Equal("On Twitter [PLATFORM · twitter · Q918]", doc.Render().ToString());
    }

    [Theory]
    [InlineData("https://www.wikidata.org/wiki/Q918", true)]
    [InlineData("https://x.org/?a=\"><script>", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("/local", false)]
    [InlineData(null, false)]
    public void A_knowledge_base_id_leads_to_its_page_if_that_is_one(string? url, bool isLink)
    {
        Doc doc = Docs.With("On Twitter");
        doc = doc.WithEntities([new Span(doc, 1, 2, "PLATFORM", id: "twitter", kbId: "Q918")]);
        IElement mark = Parse(doc.Render(kbUrl: _ => url)).QuerySelector("mark")!;
        Assert.Equal("Twitter\u00a0PLATFORM · twitter · Q918", mark.TextContent);
        Assert.Equal(isLink ? url : null, mark.QuerySelector("a")?.GetAttribute("href"));
        Assert.Equal(isLink ? "Q918" : null, mark.QuerySelector("a")?.TextContent);
        Assert.Null(mark.QuerySelector("script"));
    }

    [Fact]
    public void A_probability_is_told_with_the_meaning_of_the_label()
    {
        Doc doc = Docs.With("In Geneva");
        doc = doc.WithEntities([new Span(doc, 1, 2, "GPE", probability: 0.934)]);
        Assert.EndsWith("(probability 0.93)", Parse(doc.Render()).QuerySelector("mark span")!.GetAttribute("title"));
    }

    [Fact]
    public void Several_documents_are_shown_below_each_other()
    {
        EntityView view = new[] { Smith, Docs.With("No one.") }.Render();
        Assert.Equal(2, Parse(view).QuerySelectorAll("figure > div").Length);
        Assert.EndsWith("Geneva [GPE].\nNo one.", view.ToString());
    }

    [Fact]
    public void Plain_text_puts_the_label_in_brackets_behind_the_entity() =>
        Assert.Equal("Dr. Jane Smith [PERSON] gave a talk\nin  Geneva [GPE].", Smith.Render().ToString());

    [Fact]
    public void Text_labels_ids_and_titles_cannot_break_out_of_the_markup()
    {
        const string Evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> &amp; </mark></div>";
        Doc doc = Docs.With(Evil + " end");
        doc = doc.WithEntities([new Span(doc, 0, doc.Count - 1, Evil, Evil, Evil)]);
        INode html = Parse(doc.Render(title: Evil));
        Assert.Equal(
            ["FIGURE", "FIGCAPTION", "DIV", "MARK", "SPAN", "SPAN"],
            html.Descendants<IElement>().Select(e => e.TagName));
        Assert.Equal(Evil, ((IElement)html).QuerySelector("figcaption")!.TextContent);
        Assert.Equal($"{Evil}\u00a0{Evil} · {Evil} · {Evil} end", ((IElement)html).QuerySelector("div")!.TextContent);
        Assert.Equal(Evil, ((IElement)html).QuerySelector("span")!.GetAttribute("title"));
    }

    [Theory]
    [InlineData("red;background:url(http://x)")]
    [InlineData("linear-gradient(90deg, red, blue)")]
    [InlineData("#12345")]
    [InlineData("12")]
    [InlineData("")]
    [InlineData("ButtonFace")]
    [InlineData("\"><script>")]
    public void A_colour_that_is_none_is_refused_with_its_label_and_what_to_write(string color)
    {
        var error = Assert.Throws<ArgumentException>(() => Smith.Render(colors: new() { ["GPE"] = color }));
        Assert.Contains("GPE", error.Message);
        Assert.Contains($"'{color}'", error.Message);
        Assert.Contains("#rrggbb", error.Message);
    }

    [Theory]
    [InlineData("gold", "#ffd700")]
    [InlineData("LightGrey", "#d3d3d3")]
    [InlineData("#abc", "#aabbcc")]
    [InlineData("#0A0b0C", "#0a0b0c")]
    public void Colours_can_be_chosen_by_label(string color, string expected) =>
        Assert.Contains($"background:{expected};", Smith.Render(colors: new() { ["gpe"] = color }).ToHtml());

    [Fact]
    public void A_label_reads_well_on_its_colour_whichever_it_is()
    {
        IEnumerable<Rgb> own = LabelColors.KnownLabels.Concat(Enumerable.Range(0, 2000).Select(i => "LABEL" + i))
            .Select(LabelColors.For);
        IEnumerable<Rgb> chosen = from r in Steps() from g in Steps() from b in Steps() select new Rgb(r, g, b);
        Assert.All(own.Concat(chosen), color => Assert.True(color.Contrast(color.TextColor) >= 4.5, $"{color}"));

        static IEnumerable<byte> Steps() => Enumerable.Range(0, 18).Select(step => (byte)(step * 15));
    }

    [Fact]
    public void Entities_read_well_on_light_and_dark_pages()
    {
        IEnumerable<Rgb> colors = LabelColors.KnownLabels.Concat(Enumerable.Range(0, 500).Select(i => "LABEL" + i))
            .Select(LabelColors.For);
        foreach (Rgb page in Pages)
        {
            // What pages commonly write in: dark grey on light, light grey on dark.
            Rgb text = page.Luminance > 0.5 ? new Rgb(0x33, 0x33, 0x33) : new Rgb(0xd4, 0xd4, 0xd4);
            Assert.All(colors, color =>
                Assert.True(color.Over(page, EntityView.TintOpacity).Contrast(text) >= 4.5, $"{color} on {page}"));
        }
    }

    [Fact]
    public void Every_label_of_OntoNotes_and_of_the_workshop_has_a_colour_of_its_own_and_a_meaning()
    {
        Assert.Equal(23, LabelColors.KnownLabels.Count);
        Assert.Equal(23, LabelColors.KnownLabels.Select(LabelColors.For).Distinct().Count());
        Assert.All(LabelColors.KnownLabels, label => Assert.False(string.IsNullOrEmpty(Labels.Explain(label))));
        Assert.Null(Labels.Explain("NO_SUCH_LABEL"));
    }

    [Fact]
    public void A_new_label_has_the_same_colour_everywhere_and_always() =>
        Assert.Equal("#a2ebbc", LabelColors.For("GADGET").ToString());

    [Fact]
    public void A_label_keeps_its_direction_after_text_that_turns_it_round()
    {
        Doc doc = Docs.With("\u202Eevil\u202D שלום", ("evil", "ORG"), ("שלום", "PERSON"));
        Assert.All(Parse(doc.Render()).QuerySelectorAll("mark > span"), label =>
        {
            Assert.Equal("ltr", label.GetAttribute("dir"));
            Assert.Contains("unicode-bidi:isolate", label.GetAttribute("style"));
        });
    }

    [Fact]
    public void Lone_surrogates_and_control_characters_do_no_harm()
    {
        Doc doc = Docs.With("a \ud83d b \0 c \u001b[31m red 😀");
        Assert.Contains("😀", Parse(doc.Render()).TextContent);
        Assert.DoesNotContain('\ud83d', doc.Render().ToHtml().Replace("😀", ""));
        Assert.DoesNotContain('\u001b', doc.Render().ToString());
    }

    [Fact]
    public void The_html_brings_no_script_no_id_and_nothing_from_the_network()
    {
        string html = Smith.Render(title: "t").ToHtml();
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain(" id=", html);
        Assert.DoesNotContain("class=", html);
        Assert.DoesNotContain("url(", html);
        Assert.DoesNotContain("http", html);
    }

    private static IElement Parse(NerWorkshop.Rendering rendering) =>
        new HtmlParser().ParseDocument(rendering.ToHtml()).Body!;
}
