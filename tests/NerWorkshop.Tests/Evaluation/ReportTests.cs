using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace NerWorkshop.Tests.EvaluationTests;

public sealed class ReportTests : IDisposable
{
    private const string Text = "Jane of the Supreme Court met Bob on Tinder";

    private static readonly (Doc Gold, Doc Predicted)[] Pairs =
    [
        (Docs.With(Text, ("Jane", "PERSON"), ("Supreme Court", "ORG"), ("Bob", "PERSON"), ("Tinder", "PLATFORM")),
            Docs.With(Text, ("Jane", "PERSON"), ("the Supreme Court", "ORG"), ("Bob", "GPE"))),
        (Docs.With("all is well in Oslo", ("Oslo", "GPE")), Docs.With("all is well in Oslo", ("Oslo", "GPE"))),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gold_stands_above_and_the_prediction_below_the_same_text_and_errors_are_named()
    {
        IElement article = Report(Pairs).QuerySelectorAll("article")[0];
        Assert.Equal(
            ["(predicted: PERSON)", "(gold: PERSON)", "(predicted: ORG\u00a0·\u00a0boundary)", "(gold: ORG)",
                "(predicted: GPE\u00a0·\u00a0type)", "(gold: PERSON)", "(gold: PLATFORM\u00a0·\u00a0missed)"],
            article.QuerySelectorAll("rt").Select(label => label.TextContent.Trim()));
        Assert.All(article.QuerySelectorAll("rt"), label => Assert.Equal(
            label.TextContent.Contains("gold", StringComparison.Ordinal) ? "over" : "under", label.ParentElement!.ClassList[0]));
        article.QuerySelectorAll("rt").ToList().ForEach(label => label.Remove());
        Assert.Equal(Text, article.QuerySelector("[dir=auto]")!.TextContent);
        Assert.Equal(
            ["boundary: “Supreme Court” ORG, predicted “the Supreme Court” ORG", "type: “Bob” PERSON, predicted “Bob” GPE",
                "missed: “Tinder” PLATFORM"],
            article.QuerySelectorAll("li").Select(item => item.TextContent));
    }

    [Fact]
    public void Texts_and_errors_can_be_chosen_by_class_and_label_without_a_script()
    {
        IDocument report = Report(Pairs);
        string style = string.Concat(report.QuerySelectorAll("style").Select(sheet => sheet.TextContent));
        Assert.Equal(
            ["all (2)", "with any error (1)", "boundary (1)", "type (1)", "boundary and type (0)", "missed (1)", "spurious (0)",
                "any", "GPE (1)", "ORG (1)", "PERSON (1)", "PLATFORM (1)"],
            report.QuerySelectorAll("fieldset label").Select(label => label.TextContent.Trim()));
        Assert.Equal(["show-all", "show-any"], report.QuerySelectorAll("input[checked]").Select(input => input.Id));

        // What is picked hides all, and shows what has its class. GPE is the first label: confused, but never missed.
        Assert.Contains("#by-class:has(.pick:checked) ~ #pages .f, #by-label:has(.pick:checked) ~ #pages .f { display: none }", style);
        Assert.Contains("#by-class:has(#show-type:checked) ~ #by-label:has(#show-any:checked) ~ #pages .type{display:revert}", style);
        Assert.Contains("#by-class:has(#show-all:checked) ~ #by-label:has(#show-l0:checked) ~ #pages .l0{display:revert}", style);
        Assert.Contains("#by-class:has(#show-type:checked) ~ #by-label:has(#show-l0:checked) ~ #pages .type-l0{display:revert}", style);
        Assert.Contains("#by-class:has(#show-missed:checked) ~ #by-label:has(#show-l0:checked) ~ .nothing{display:block}", style);
        Assert.NotNull(report.QuerySelector("#by-class ~ #by-label ~ #pages > details > article.f"));
        Assert.All(report.QuerySelectorAll("input:not([checked])"), input => Assert.Contains("pick", input.ClassList));
        IHtmlCollection<IElement> articles = report.QuerySelectorAll("article");
        Assert.All(
            (string[])["f", "error", "missed", "missed-l3", "type-l0", "type-l2", "boundary-l1"],
            name => Assert.Contains(name, articles[0].ClassList));
        Assert.False(articles[0].ClassList.Contains("boundary-l0"));
        Assert.Equal(["f", "l0"], articles[1].ClassList);
        Assert.Equal("f error error-l3 l3 missed missed-l3", report.QuerySelectorAll("article li")[2].ClassName);
    }

    [Fact]
    public void The_report_tells_every_figure() => Assert.Equal(
        ["Totals", "Scores", "Partial credit", "Classes of errors", "Labels taken for each other", "What goes wrong most often", "Texts"],
        Report(Pairs).QuerySelectorAll("h2").Select(heading => heading.TextContent));

    [Fact]
    public void The_report_stands_alone_and_runs_nothing_whatever_texts_and_labels_hold()
    {
        const string Evil = "</style><script>alert(1)</script><img src=x onerror=alert(1)>";
        Doc gold = Docs.With(Evil, (Evil, Evil));
        ErrorAnalysis errors = ErrorAnalysis.Of([(gold, Docs.With(Evil))]);
        errors.WriteReport(_folder["r.html"], Evil, Evil);
        IDocument report = new HtmlParser().ParseDocument(File.ReadAllText(_folder["r.html"]));
        Assert.Empty(report.QuerySelectorAll("script, img, link, iframe, object, [onerror], [src]"));
        Assert.Contains(report.QuerySelectorAll("article").Select(a => a.TextContent), text => text.Contains(Evil, StringComparison.Ordinal));
        Assert.DoesNotContain("<script", ((IRenderable)errors.Docs[0]).ToRendering().ToHtml());
        PipelineComparison.Of(errors, ErrorAnalysis.Of([(gold, gold)]), Evil, Evil).WriteReport(_folder["c.html"], Evil, Evil);
        report = new HtmlParser().ParseDocument(File.ReadAllText(_folder["c.html"]));
        Assert.Empty(report.QuerySelectorAll("script, img, link, iframe, object, [onerror], [src]"));
    }

    [Fact]
    public void A_long_corpus_is_paged_and_a_very_long_one_shows_its_errors()
    {
        IDocument report = Report([.. Enumerable.Range(0, 250).Select(_ => Pairs[0])]);
        Assert.Equal(
            ["Texts 0 to 99 (100 with errors)", "Texts 100 to 199 (100 with errors)", "Texts 200 to 249 (50 with errors)"],
            report.QuerySelectorAll("summary").Select(summary => summary.TextContent));
        Assert.Single(report.QuerySelectorAll("details[open]"));
        report = Report([.. Enumerable.Range(0, 10_001).Select(i => Pairs[i % 100 == 0 ? 0 : 1])]);
        Assert.Equal(101, report.QuerySelectorAll("article").Length);
        Assert.Contains("Of 10001 texts, the first 101 with an error are shown.", report.Body!.TextContent);
    }

    [Fact]
    public void Where_entities_overlap_in_a_chain_each_piece_of_text_stands_once()
    {
        Doc doc = Doc.FromWords(["a", "b", "c", "d", "e"]);
        Doc gold = doc.WithEntities([new Span(doc, 0, 2, "X"), new Span(doc, 3, 5, "Y")]);
        Doc predicted = doc.WithEntities([new Span(doc, 1, 4, "Z")]);
        IElement article = Report([(gold, predicted)]).QuerySelector("article")!;
        Assert.Equal(
            ["(predicted: Z\u00a0·\u00a0boundary\u00a0and\u00a0type)", "(gold: X Y\u00a0·\u00a0missed)"],
            article.QuerySelectorAll("rt").Select(label => label.TextContent.Trim()));
        article.QuerySelectorAll("rt").ToList().ForEach(label => label.Remove());
        Assert.Equal("a b c d e", article.QuerySelector("[dir=auto]")!.TextContent);
    }

    [Fact]
    public void A_comparison_shows_both_answers_to_each_text_that_differs()
    {
        PipelineComparison.Of(ErrorAnalysis.Of(Pairs), ErrorAnalysis.Of(Pairs.Select(pair => (pair.Gold, pair.Gold))), "old", "new")
            .WriteReport(_folder["c.html"]);
        IDocument report = new HtmlParser().ParseDocument(File.ReadAllText(_folder["c.html"]));
        IElement article = Assert.Single(report.QuerySelectorAll("article"));
        Assert.Equal("f b", article.ClassName);
        Assert.Equal(["old", "new"], article.QuerySelectorAll("h4").Select(heading => heading.TextContent));
        Assert.Equal(3, article.QuerySelectorAll("li").Length);
        Assert.Equal(
            ["all that differ (1)", "fewer errors with new (1)", "fewer errors with old (0)", "as many errors, but others (0)"],
            report.QuerySelectorAll("fieldset label").Select(label => label.TextContent.Trim()));
    }

    [Fact]
    public void In_a_notebook_each_element_carries_its_own_style()
    {
        string html = ErrorAnalysis.Of(Pairs).Docs.Render("Errors").ToHtml();
        Assert.DoesNotContain("class=", html);
        Assert.DoesNotContain("<style", html);
        Assert.Contains("ruby-position:over", html);
    }

    private IDocument Report((Doc, Doc)[] pairs)
    {
        ErrorAnalysis.Of(pairs).WriteReport(_folder["report.html"]);
        return new HtmlParser().ParseDocument(File.ReadAllText(_folder["report.html"]));
    }
}
