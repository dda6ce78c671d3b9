namespace NerWorkshop.Cli.Tests;

/// <summary>What came of a command line: its exit code and what it printed.</summary>
internal sealed record NerRun(int Code, string Out, string Error)
{
    public static async Task<NerRun> WithInput(string input, params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int code = await NerCommandLine.RunAsync(
            args, new Terminal(new StringReader(input), output, error), TestContext.Current.CancellationToken);
        return new NerRun(code, output.ToString(), error.ToString());
    }

    public static Task<NerRun> Of(params string[] args) => WithInput("", args);
}
