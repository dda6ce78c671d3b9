using System.Text.Json.Nodes;

namespace NerWorkshop.Cli.Tests;

public class MinimumProbabilityTests
{
    private const string Gold = """{"text": "Jane Smith lives in Geneva.", "entities": [[0, 10, "PERSON"], [20, 26, "GPE"]]}""";

    [Fact]
    public async Task Pipe_and_evaluate_drop_what_the_recognizer_is_not_sure_of()
    {
        using var space = new Workspace();
        string data = space.Write("gold.jsonl", Gold);

        NerRun all = await NerRun.WithInput(Gold, "pipe");
        NerRun none = await NerRun.WithInput(Gold, "pipe", "--min-probability", "1");
        NerRun figures = await NerRun.Of("evaluate", "en_open_sm", data, "--json", "--min-probability", "1");

        Assert.Equal(2, JsonNode.Parse(all.Out)!["ents"]!.AsArray().Count);
        Assert.Empty(JsonNode.Parse(none.Out)!["ents"]!.AsArray());
        Assert.Equal(0, JsonNode.Parse(figures.Out)!["ents_r"]!.GetValue<double>());
    }

    [Fact]
    public async Task Analyze_drops_what_the_recognizer_is_not_sure_of()
    {
        using var space = new Workspace();
        string posts = space.Write("posts.csv", "text\nJane Smith lives in Geneva.\n");

        NerRun run = await NerRun.Of("analyze", posts, "--out", space["out"], "--min-probability", "1");

        Assert.Contains("1 rows, 0 entities", run.Out);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("-1")]
    [InlineData("high")]
    public async Task What_is_no_probability_is_wrong_usage(string value)
    {
        NerRun run = await NerRun.WithInput("", "pipe", "--min-probability", value);

        Assert.Equal((ExitCode.Usage, ""), (run.Code, run.Out));
        Assert.Contains("--min-probability", run.Error);
    }
}
