using System.Text.Json.Nodes;

namespace NerWorkshop.Cli.Tests;

public class PipeTests
{
    private static async Task<(NerRun Run, JsonNode[] Lines)> Pipe(string input, params string[] more)
    {
        using var space = new Workspace();
        space.Write("rules.jsonl", """{"label": "PLATFORM", "pattern": "Reddit"}""");
        NerRun run = await NerRun.WithInput(input, ["pipe", "--model", "blank", "--rules", space["rules.jsonl"], .. more]);
        string[] lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (run, [.. lines.Select(line => JsonNode.Parse(line)!)]);
    }

    [Fact]
    public async Task Lines_come_back_in_order_with_entities_in_code_points_and_their_other_fields()
    {
        (NerRun run, JsonNode[] lines) = await Pipe(
            """
            {"text": "😀 Reddit", "user": {"id": 7}}

            {"text": "nothing"}
            """);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal("""[{"start":2,"end":8,"label":"PLATFORM"}]""", lines[0]["ents"]!.ToJsonString());
        Assert.Equal(7, lines[0]["user"]!["id"]!.GetValue<int>());
        Assert.Equal("nothing", lines[1]["text"]!.GetValue<string>());
        Assert.Empty(lines[1]["ents"]!.AsArray());
    }

    [Fact]
    public async Task Tokens_are_written_when_asked_for() => Assert.Equal(
        """[{"id":0,"start":0,"end":2},{"id":1,"start":2,"end":5}]""",
        (await Pipe("""{"text": "don't"}""", "--tokens")).Lines[0]["tokens"]!.ToJsonString());

    [Fact]
    public async Task A_bad_line_is_answered_by_an_error_with_its_number_and_the_rest_goes_on()
    {
        (NerRun run, JsonNode[] lines) = await Pipe("{\"text\": \"a\"}\nnot json\n{\"txt\": 1}\n{\"text\": \"Reddit\"}\n");
        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Equal(4, lines.Length);
        Assert.Equal(2, lines[1]["line"]!.GetValue<int>());
        Assert.Contains("line 2", lines[1]["error"]!.GetValue<string>());
        Assert.Contains("line 3", lines[2]["error"]!.GetValue<string>());
        Assert.Single(lines[3]["ents"]!.AsArray());
        Assert.Contains("2 of 4 lines", run.Error);
    }

    [Fact]
    public async Task Thousands_of_lines_keep_their_order_on_any_number_of_threads()
    {
        string input = string.Join('\n', Enumerable.Range(0, 3_000).Select(i => $$"""{"text": "post {{i}} on Reddit", "n": {{i}}}"""));
        string one = (await Pipe(input, "--threads", "1")).Run.Out;
        Assert.Equal(one, (await Pipe(input, "--threads", "4")).Run.Out);
        Assert.Equal(3_000, one.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("many")]
    public async Task A_number_of_threads_that_is_none_is_wrong_usage(string threads)
    {
        NerRun run = await NerRun.Of("pipe", "--threads", threads);

        Assert.Equal((ExitCode.Usage, ""), (run.Code, run.Out));
        Assert.Contains("--threads takes a number from 1 on", run.Error);
    }
}
