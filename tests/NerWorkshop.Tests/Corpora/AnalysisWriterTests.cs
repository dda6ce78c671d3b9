using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace NerWorkshop.Tests.CorporaTests;

public sealed class AnalysisWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Entities_are_written_with_row_offsets_in_code_points_and_ids()
    {
        Doc doc = Docs.With("😀 \"Jane\", Smith on Twitter", ("\"Jane\", Smith", "PERSON"));
        var twitter = new Span(doc, doc.Count - 1, doc.Count, "PLATFORM", "twitter", "Q918", 0.5);
        doc = doc.WithEntities([.. doc.Entities, twitter]);
        Analyze(doc);
        Assert.Equal(
            "row,start,end,text,label,id,probability,kb_id\n"
            + "0,2,15,\"\"\"Jane\"\", Smith\",PERSON,,,\n"
            + "0,19,26,Twitter,PLATFORM,twitter,0.5,Q918\n",
            File.ReadAllText(_folder["entities.csv"]));
    }

    [Fact]
    public void Counts_are_written_most_frequent_first()
    {
        Analyze(Docs.With("a b", ("b", "Y")), Docs.With("a b", ("a", "X"), ("b", "Y")));
        Assert.Equal("text,label,count\nb,Y,2\na,X,1\n", File.ReadAllText(_folder["counts.csv"]));
    }

    [Fact]
    public void Labels_that_are_left_out_are_left_out_everywhere()
    {
        EntityCounts counts = Analyze(
            new AnalysisOptions { Exclude = ["CARDINAL"] },
            Docs.With("5 in Geneva", ("5", "CARDINAL"), ("Geneva", "GPE")));
        Assert.Equal([new("Geneva", "GPE", 1)], counts);
        Assert.DoesNotContain("CARDINAL", File.ReadAllText(_folder["entities.csv"]));
        Assert.DoesNotContain("CARDINAL", File.ReadAllText(_folder["counts.csv"]));
        Assert.Equal(["Geneva\u00a0GPE"], Report().QuerySelectorAll("mark").Select(mark => mark.TextContent));
    }

    [Fact]
    public void The_report_has_totals_chart_labels_counts_and_posts()
    {
        Analyze(Docs.With("In Geneva", ("Geneva", "GPE")), Docs.With(" "), Docs.With("nothing"));
        IDocument report = Report();
        Assert.Equal(
            ["Totals", "The 15 most frequent entities", "Labels", "Counts", "Posts"],
            report.QuerySelectorAll("h2").Select(heading => heading.TextContent));
        Assert.Equal(
            ["3", "1", "1", "1", "1", "1"], report.QuerySelectorAll("dd").Select(figure => figure.TextContent));
        Assert.Equal(["row 0", "row 1", "row 2"], report.QuerySelectorAll("h3").Select(heading => heading.TextContent));
        Assert.NotNull(report.QuerySelector("svg[role=img]"));
        Assert.All(report.QuerySelectorAll("nav a"), link =>
            Assert.NotNull(report.QuerySelector(link.GetAttribute("href")!)));
    }

    [Fact]
    public void The_report_passes_notes_on() => Assert.Equal(
        ["read as Windows-1252", "<b>2</b>"],
        AnalyzeAndReport(new AnalysisOptions { Notes = ["read as Windows-1252", "<b>2</b>"] }, Docs.With("a"))
            .QuerySelectorAll("main li").Select(note => note.TextContent));

    [Fact]
    public void The_report_stands_alone_and_runs_nothing()
    {
        const string Evil = "</style><script>alert(1)</script><img src=x onerror=alert(1)>";
        IDocument report =
            AnalyzeAndReport(new AnalysisOptions { Title = Evil, Notes = [Evil] }, Docs.With(Evil, (Evil, Evil)));
        Assert.Empty(report.QuerySelectorAll("script, img, link, iframe, object, [onerror], [src]"));
        Assert.Equal(Evil, report.QuerySelector("h1")!.TextContent);
        Assert.Contains("default-src 'none'", report.QuerySelector("meta[http-equiv]")!.GetAttribute("content"));
        Assert.Equal("en", report.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public void Large_data_sets_are_shown_in_pages_and_in_part()
    {
        Analyze([.. Enumerable.Range(0, 620).Select(i => Docs.With($"text {i}"))]);
        IDocument report = Report();
        Assert.Equal(500, report.QuerySelectorAll("article").Length);
        Assert.Equal("Rows 450 to 499", report.QuerySelectorAll("summary")[^1].TextContent);
        Assert.Single(report.QuerySelectorAll("details[open]"));
        Assert.Contains("The first 500 of 620 posts", report.Body!.TextContent);
    }

    [Fact]
    public void Without_completion_nothing_is_left_behind_and_older_files_stay()
    {
        _folder.Write("counts.csv", "old");
        using (var writer = new AnalysisWriter(_folder.Path))
        {
            writer.Add(0, Docs.With("In Geneva", ("Geneva", "GPE")));
        }

        Assert.Equal(["counts.csv"], _folder.Names);
        Assert.Equal("old", File.ReadAllText(_folder["counts.csv"]));
    }

    [Fact]
    public void The_folder_is_made_and_holds_just_the_three_files()
    {
        using (var writer = new AnalysisWriter(_folder["new/deep"]))
        {
            writer.Complete();
        }

        Assert.Equal(
            ["counts.csv", "entities.csv", "report.html"],
            Directory.EnumerateFiles(_folder["new/deep"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_place_that_cannot_be_written_to_is_refused_and_nothing_is_left()
    {
        Directory.CreateDirectory(_folder["report.html"]);
        Assert.Contains("is a folder", Assert.Throws<IOException>(() => new AnalysisWriter(_folder.Path)).Message);
        Assert.Equal(["report.html"], _folder.Names);
        _folder.Write("file", "");
        Assert.ThrowsAny<IOException>(() => new AnalysisWriter(_folder["file/below"]));
    }

    private EntityCounts Analyze(params Doc[] docs) => Analyze(new AnalysisOptions(), docs);

    private EntityCounts Analyze(AnalysisOptions options, params Doc[] docs)
    {
        using var writer = new AnalysisWriter(_folder.Path, options);
        for (int row = 0; row < docs.Length; row++)
        {
            writer.Add(row, docs[row]);
        }

        return writer.Complete();
    }

    private IDocument AnalyzeAndReport(AnalysisOptions options, params Doc[] docs)
    {
        Analyze(options, docs);
        return Report();
    }

    private IDocument Report() => new HtmlParser().ParseDocument(File.ReadAllText(_folder["report.html"]));
}
