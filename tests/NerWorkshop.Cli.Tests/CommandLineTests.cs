namespace NerWorkshop.Cli.Tests;

public class CommandLineTests
{
    [Theory]
    [InlineData("workshop")]
    [InlineData("notebook", "run")]
    [InlineData("notebook", "export")]
    [InlineData("analyze")]
    [InlineData("pipe")]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("compare")]
    [InlineData("split")]
    [InlineData("agree")]
    [InlineData("kernel", "install")]
    [InlineData("kernel", "list")]
    [InlineData("kernel", "uninstall")]
    [InlineData("kernel", "run")]
    public async Task Help_of_every_verb_shows_an_example(params string[] verb)
    {
        foreach (string option in (string[])["--help", "-h"])
        {
            NerRun run = await NerRun.Of([.. verb, option]);
            Assert.Equal(ExitCode.Done, run.Code);
            Assert.Contains($"  ner {string.Join(' ', verb)}", run.Out);
            Assert.Contains("Examples:", run.Out);
        }
    }

    [Fact]
    public async Task Version_is_a_number() => Assert.Matches(@"^\d+\.\d+\.\d+", (await NerRun.Of("--version")).Out);

    [Theory]
    [InlineData("analyse")]
    [InlineData("analyze")]
    [InlineData("analyze", "a.csv", "--no-such-option")]
    [InlineData("pipe", "--threads", "0")]
    [InlineData("notebook", "run", "x.ipynb", "--param", "noequals")]
    [InlineData("train")]
    [InlineData("evaluate", "en_open_sm")]
    [InlineData("compare", "en_open_sm", "x.jsonl")]
    [InlineData("compare", "blank", "blank", "x.jsonl", "--show", "-1")]
    [InlineData("compare", "blank", "blank", "x.jsonl", "--seed", "many")]
    [InlineData("split", "x.jsonl")]
    [InlineData("split", "x.jsonl", "--out", "y", "--dev", "1")]
    [InlineData("split", "x.jsonl", "--out", "y", "--test", "ten")]
    [InlineData("split", "x.jsonl", "--out", "y", "--dev", "0.5", "--test", "0.5")]
    [InlineData("agree", "x.jsonl")]
    public async Task Wrong_usage_ends_with_2_and_says_what_to_try(params string[] args)
    {
        NerRun run = await NerRun.Of(args);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith("ner: ", run.Error);
        Assert.Empty(run.Out);
    }
}
