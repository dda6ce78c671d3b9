using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace NerWorkshop.Cli.Tests;

/// <summary>The verbs that measure: evaluate, compare, split, agree.</summary>
public class EvaluationTests
{
    private const string Gold = """
        {"text": "We met on Tinder.", "row": 1, "ents": [{"start": 10, "end": 16, "label": "PLATFORM"}]}
        {"text": "reddit is down", "row": 1, "ents": [{"start": 0, "end": 6, "label": "PLATFORM"}]}
        {"text": "The blackpill <b>again</b>", "row": 2, "ents": [{"start": 4, "end": 13, "label": "IDEOLOGY"}]}
        {"text": "Nothing here", "row": 3, "ents": []}
        """;

    private const string Rules = """
        {"label": "PLATFORM", "pattern": "Tinder"}
        {"label": "PLATFORM", "pattern": "reddit"}
        {"label": "SLANG", "pattern": "blackpill"}
        """;

    [Fact]
    public async Task Evaluate_prints_scores_classes_and_the_interval_and_warns_of_labels_nobody_looked_for()
    {
        using var space = Space();
        NerRun run = await NerRun.Of("evaluate", $"blank+{space["rules.jsonl"]}", space["gold.jsonl"]);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Matches(@"all +0\.667 +0\.667 +0\.667 +2 +1 +1", run.Out);
        Assert.Matches(@"all +3 +2 +0 +1 +0 +0 +0", run.Out);
        Assert.Matches(@"F1 0\.667, 95 % confidence interval 0\.\d+ to 1\.000 \(bootstrap over 4 texts\)", run.Out);
        Assert.Contains("No text is marked with SLANG", run.Error);
        Assert.Contains("--exclude SLANG", run.Error);
        run = await NerRun.Of("evaluate", $"blank+{space["rules.jsonl"]}", space["gold.jsonl"], "--exclude", "SLANG, IDEOLOGY");
        Assert.Matches(@"all +1\.000 +1\.000 +1\.000 +2 +0 +0", run.Out);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Evaluate_writes_figures_as_json_and_a_page_of_errors()
    {
        using var space = Space();
        NerRun run = await NerRun.Of(
            "evaluate", $"blank+{space["rules.jsonl"]}", space["gold.jsonl"], "--json", "--report", space["new/errors.html"]);
        JsonNode figures = JsonNode.Parse(run.Out)!;
        Assert.Equal(2 / 3.0, (double)figures["ents_f"]!, 12);
        Assert.Equal(1, (double)figures["ents_f_interval"]![1]!);
        Assert.Equal(1, (int)figures["errors"]!["type"]!);
        Assert.Equal(1, (int)figures["errors_per_type"]!["IDEOLOGY"]!["type"]!);
        Assert.Equal(1, (double)figures["partial_credit"]!["exact"]!["f"]!);
        string report = File.ReadAllText(space["new/errors.html"]);
        IHtmlDocument page = new HtmlParser().ParseDocument(report);
        Assert.Equal("blank + rules.jsonl on gold.jsonl", page.Title);
        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Contains("&lt;b&gt;again", report);
    }

    [Fact]
    public async Task Evaluate_reports_texts_that_were_learned_from()
    {
        using var space = Space();
        string train = space.Write("train.jsonl", "{\"text\": \"we met  on TINDER.\", \"ents\": []}\n{\"text\": \"other\", \"ents\": []}");
        NerRun run = await NerRun.Of("evaluate", "blank", space["gold.jsonl"], "--train", train);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains($"1 of 4 texts are in {train} as well", run.Error);
        Assert.Contains("  we met  on TINDER.", run.Error);
    }

    [Fact]
    public async Task Compare_prints_both_scores_their_difference_and_the_texts_that_differ()
    {
        using var space = Space();
        string rules = $"blank+{space["rules.jsonl"]}";
        NerRun run = await NerRun.Of("compare", "blank", rules, space["gold.jsonl"], "--show", "1", "--report", space["c.html"]);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("text 0: We met on Tinder [PLATFORM].", run.Out);
        Assert.Contains("  A  missed: 'Tinder' PLATFORM", run.Out);
        Assert.Contains("  B  all correct", run.Out);
        Assert.DoesNotContain("text 1:", run.Out);
        Assert.Contains("3 of 4 texts differ: fewer errors with B in 2, with A in 0", run.Out);
        Assert.Matches(@"PLATFORM +2 +0\.000 +1\.000 +1\.000", run.Out);
        Assert.Matches(@"difference \+0\.667 \(.*\), p = 0\.\d{4}", run.Out);
        Assert.Contains("fewer errors with B (2)", new HtmlParser().ParseDocument(File.ReadAllText(space["c.html"])).Body!.TextContent);
    }

    [Fact]
    public async Task Compare_as_json_holds_all_texts_that_differ_and_the_seed_decides()
    {
        using var space = Space();
        string[] args = ["compare", "blank", $"blank+{space["rules.jsonl"]}", space["gold.jsonl"], "--json", "--seed", "7"];
        NerRun run = await NerRun.Of(args);
        JsonNode json = JsonNode.Parse(run.Out)!;
        Assert.Equal(2 / 3.0, (double)json["difference"]!, 12);
        Assert.Equal(3, json["differing"]!.AsArray().Count);
        Assert.Equal("SLANG", (string)json["differing"]![2]!["b"]![0]!["label"]!);
        Assert.InRange((double)json["p_value"]!, 0.001, 1);
        Assert.Equal(2, json["per_type"]!["PLATFORM"]!["difference_interval"]!.AsArray().Count);
        Assert.Equal(run.Out, (await NerRun.Of(args)).Out);
        args[^1] = "8";
        Assert.NotEqual(run.Out, (await NerRun.Of(args)).Out);
    }

    [Theory]
    [InlineData("nowhere", "nowhere")]
    [InlineData("blank+", "names no pipeline")]
    [InlineData("blank+nowhere.jsonl", "nowhere.jsonl")]
    public async Task A_pipeline_that_is_not_there_is_wrong_usage(string model, string reason)
    {
        using var space = Space();
        NerRun run = await NerRun.Of("compare", "blank", model, space["gold.jsonl"]);
        Assert.Equal((ExitCode.Usage, ""), (run.Code, run.Out));
        Assert.Contains(reason, run.Error);
    }

    [Fact]
    public async Task Split_writes_three_files_that_hold_every_text_once_with_all_its_fields()
    {
        using var space = new Workspace();
        string[] lines = [.. Enumerable.Range(0, 50).Select(i =>
            $$"""{"text":"text {{i}} on Tinder","ents":[{"start":{{9 + $"{i}".Length}},"end":{{15 + $"{i}".Length}},"label":"PLATFORM"}],"doc":{{i / 5}},"tags":["n{{i}}"]}""")];
        NerRun run = await NerRun.Of(
            "split", space.Write("all.jsonl", string.Join('\n', lines)), "--out", space["parts"], "--dev", "0.2", "--test", "0.2", "--by", "doc");
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.Equal(["all.jsonl", "parts/dev.jsonl", "parts/test.jsonl", "parts/train.jsonl"], space.Files);
        string[][] parts = [.. ((string[])["train", "dev", "test"]).Select(part => File.ReadAllLines(space[$"parts/{part}.jsonl"]))];
        Assert.Equal([30, 10, 10], parts.Select(part => part.Length));
        Assert.Equal(lines.Order(StringComparer.Ordinal), parts.SelectMany(part => part).Order(StringComparer.Ordinal));
        Assert.Equal(10, parts.Sum(part => part.Select(line => (int)JsonNode.Parse(line)!["doc"]!).Distinct().Count()));
        Assert.Contains("50 texts in 10 groups by 'doc'", run.Out);
    }

    [Fact]
    public async Task Split_keeps_repeated_texts_together_and_says_so_and_removes_an_older_part()
    {
        using var space = new Workspace();
        Directory.CreateDirectory(space["parts"]);
        space.Write("parts/dev.jsonl", "old");
        space.Write("all.jsonl", "{\"text\": \"So over\"}\n{\"text\": \"so OVER \"}\n{\"text\": \"other\"}\n{\"text\": \"more\"}");
        NerRun run = await NerRun.Of("split", space["all.jsonl"], "--out", space["parts"], "--dev", "0", "--test", "0.5");
        Assert.Contains("1 texts stand more than once", run.Error);
        Assert.Equal(["all.jsonl", "parts/test.jsonl", "parts/train.jsonl"], space.Files);
        Assert.Single(((string[])["test", "train"]), part =>
            File.ReadAllText(space[$"parts/{part}.jsonl"]).Contains("over", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("gold.jsonl", "thread", "they have: row")]
    [InlineData("nowhere.jsonl", "row", "nowhere.jsonl")]
    [InlineData("broken.jsonl", "row", "line 1")]
    public async Task Split_of_what_cannot_be_split_is_wrong_usage_and_writes_nothing(string file, string field, string reason)
    {
        using var space = Space();
        space.Write("broken.jsonl", "{\"text\": ");
        NerRun run = await NerRun.Of("split", space[file], "--out", space["parts"], "--by", field);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(reason, run.Error);
        Assert.False(Directory.Exists(space["parts"]));
    }

    [Fact]
    public async Task Agree_tells_how_far_two_annotators_agree_and_where_they_do_not()
    {
        using var space = Space();
        string second = space.Write("second.jsonl", """
            {"text": "reddit is down", "ents": [{"start": 0, "end": 6, "label": "ORG"}]}
            {"text": "We met on Tinder.", "ents": [{"start": 10, "end": 16, "label": "PLATFORM"}]}
            {"text": "Not among the others", "ents": []}
            """);
        NerRun run = await NerRun.Of("agree", space["gold.jsonl"], second);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("2 texts are in the first file only", run.Error);
        Assert.Contains("1 texts are in the second file only", run.Error);
        Assert.Matches(@"reddit is down +reddit \(PLATFORM\) +reddit \(ORG\)", run.Out);
        Assert.Contains("2 texts, 8 tokens: entity F1 0.500, Cohen's kappa ", run.Out);
        JsonNode json = JsonNode.Parse((await NerRun.Of("agree", space["gold.jsonl"], second, "--json")).Out)!;
        Assert.Equal((2, 1, 0.5), ((int)json["only_in_first"]!, (int)json["only_in_second"]!, (double)json["ents_f"]!));
        Assert.Equal("ORG", (string)json["disagreements"]![0]!["second"]!["label"]!);
    }

    [Fact]
    public async Task Agree_needs_a_text_that_both_have()
    {
        using var space = Space();
        NerRun run = await NerRun.Of("agree", space["gold.jsonl"], space.Write("second.jsonl", """{"text": "other", "ents": []}"""));
        Assert.Equal((ExitCode.Usage, ""), (run.Code, run.Out));
        Assert.Contains("no text in common", run.Error);
    }

    private static Workspace Space()
    {
        var space = new Workspace();
        space.Write("gold.jsonl", Gold);
        space.Write("rules.jsonl", Rules);
        return space;
    }
}
