using AngleSharp.Html.Parser;

namespace NerWorkshop.Cli.Tests;

public class AnalyzeTests
{
    private const string Rules = """
        {"label": "PLATFORM", "pattern": "Reddit", "id": "reddit"}
        {"label": "PLATFORM", "pattern": "Tinder"}
        {"label": "CARDINAL", "pattern": [{"LIKE_NUM": true}]}
        """;

    private const string Posts = "filename,index,text\na,0,Two posts on REDDIT\nb,1,\nc,2,\"😀 tinder,\nthen reddit <b>\"\n";

    private static Task<NerRun> Analyze(Workspace space, string file, params string[] more) => NerRun.Of(
        ["analyze", file, "--out", space["out"], "--model", "blank", "--rules", space["rules.jsonl"], .. more]);

    [Fact]
    public async Task Entities_counts_and_report_are_written_and_the_last_line_sums_up()
    {
        using var space = new Workspace();
        space.Write("rules.jsonl", Rules);
        NerRun run = await Analyze(space, space.Write("posts.csv", Posts));
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.Equal("3 rows, 4 entities", run.Out.TrimEnd().Split('\n')[^1].Trim());
        Assert.Equal(["out/counts.csv", "out/entities.csv", "out/report.html", "posts.csv", "rules.jsonl"], space.Files);
        string[] entities = File.ReadAllLines(space["out/entities.csv"]);
        Assert.StartsWith("row,start,end,text,label,id", entities[0]);
        Assert.Contains(entities, line => line.StartsWith("0,13,19,REDDIT,PLATFORM,reddit", StringComparison.Ordinal));
        Assert.Contains(entities, line => line.StartsWith("2,2,8,tinder,PLATFORM", StringComparison.Ordinal));
        Assert.StartsWith("text,label,count", File.ReadAllLines(space["out/counts.csv"])[0]);
        string report = File.ReadAllText(space["out/report.html"]);
        Assert.Empty(new HtmlParser().ParseDocument(report).QuerySelectorAll("script"));
        Assert.Contains("&lt;b&gt;", report);
    }

    [Fact]
    public async Task Entities_are_linked_to_a_knowledge_base_and_counted_by_what_they_mean()
    {
        using var space = new Workspace();
        space.Write("rules.jsonl", Rules);
        space.Write("kb.jsonl", """
            {"id": "the-forum", "type": "ORG", "wikidata": "Q1136"}
            {"alias": "Reddit", "entities": {"the-forum": 0.9}}
            """);
        NerRun run = await Analyze(space, space.Write("posts.csv", Posts), "--kb", space["kb.jsonl"]);
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.EndsWith(",kb_id", File.ReadAllLines(space["out/entities.csv"])[0]);
        Assert.Contains(File.ReadAllLines(space["out/entities.csv"]), line => line.EndsWith(",the-forum", StringComparison.Ordinal));
        Assert.Equal("REDDIT,PLATFORM,2,the-forum", File.ReadAllLines(space["out/counts.csv"])[1]);
        Assert.Contains("href=\"https://www.wikidata.org/wiki/Q1136\"", File.ReadAllText(space["out/report.html"]));
    }

    [Fact]
    public async Task A_bad_line_of_the_knowledge_base_is_named()
    {
        using var space = new Workspace();
        space.Write("rules.jsonl", Rules);
        space.Write("kb.jsonl", "{\"alias\": \"Reddit\", \"entities\": {\"reddit\": 0.9}}");
        NerRun run = await Analyze(space, space.Write("posts.csv", Posts), "--kb", space["kb.jsonl"]);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("kb.jsonl, line 1: ", run.Error);
    }

    [Fact]
    public async Task Excluded_labels_are_left_out_everywhere()
    {
        using var space = new Workspace();
        space.Write("rules.jsonl", Rules);
        NerRun run = await Analyze(space, space.Write("posts.csv", Posts), "--exclude", "CARDINAL, ORDINAL");
        Assert.Contains("3 rows, 3 entities", run.Out);
        Assert.DoesNotContain("CARDINAL", run.Out);
        Assert.DoesNotContain("CARDINAL", File.ReadAllText(space["out/counts.csv"]));
    }

    [Theory]
    [InlineData("posts.csv", "body", "text")]
    [InlineData("empty.csv", "text", "empty")]
    [InlineData("folder", "text", "folder")]
    [InlineData("binary.bin", "text", "binary")]
    [InlineData("nowhere.csv", "text", "nowhere.csv")]
    [InlineData("broken.jsonl", "text", "line 2")]
    public async Task Input_that_cannot_be_read_is_one_clear_line_and_leaves_nothing(string file, string column, string reason)
    {
        using var space = new Workspace();
        space.Write("rules.jsonl", Rules);
        space.Write("posts.csv", Posts);
        space.Write("empty.csv", "");
        space.Write("broken.jsonl", "{\"text\": \"a\"}\n{\"text\": \n");
        File.WriteAllBytes(space["binary.bin"], [.. Enumerable.Range(0, 4096).Select(i => (byte)(i * 7))]);
        Directory.CreateDirectory(space["folder"]);
        NerRun run = await Analyze(space, space[file], "--text-column", column);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith("ner: ", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Contains(reason, run.Error);
        Assert.False(Directory.Exists(space["out"]) && Directory.EnumerateFileSystemEntries(space["out"]).Any());
    }

    [Fact]
    public async Task A_bad_rule_is_named_by_file_and_line()
    {
        using var space = new Workspace();
        space.Write("rules.jsonl", "{\"label\": \"A\", \"pattern\": [{\"LOWR\": \"x\"}]}");
        NerRun run = await Analyze(space, space.Write("posts.csv", Posts));
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("rules.jsonl, line 1", run.Error);
    }

    [Fact]
    public async Task An_unknown_model_is_refused_with_those_there_are()
    {
        using var space = new Workspace();
        NerRun run = await NerRun.Of("analyze", space.Write("posts.csv", Posts), "--model", "no_such_model");
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("en_open_sm", run.Error);
    }
}
