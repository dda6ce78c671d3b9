namespace NerWorkshop.Cli.Tests;

/// <summary>The kernel as Jupyter's own client meets it; what is promised is written in <c>client.py</c>.</summary>
public class KernelTests
{
    private static readonly string Client = Path.Combine(AppContext.BaseDirectory, "Jupyter", "client.py");

    [Theory]
    [InlineData("kernel_info")]
    [InlineData("execute")]
    [InlineData("execute_options")]
    [InlineData("streams_while_running")]
    [InlineData("display")]
    [InlineData("cleared_output")]
    [InlineData("directives")]
    [InlineData("errors")]
    [InlineData("stop_on_error")]
    [InlineData("many_cells")]
    [InlineData("memory")]
    [InlineData("completeness")]
    [InlineData("completion")]
    [InlineData("inspection")]
    [InlineData("history")]
    [InlineData("comms")]
    [InlineData("interrupt")]
    [InlineData("user_input")]
    [InlineData("two_clients")]
    [InlineData("shutdown_and_restart")]
    [InlineData("ends_with_its_parent")]
    [InlineData("heartbeat")]
    [InlineData("ipc")]
    [InlineData("bad_peers")]
    [InlineData("slow_subscriber")]
    public async Task Jupyters_client_finds_what_the_protocol_promises(string scenario)
    {
        using var space = new Workspace();
        (int code, string text) = await JupyterClient.RunAsync(
            space.Folder,
            new Dictionary<string, string>(),
            Client, scenario, typeof(NerCommandLine).Assembly.Location);

        Assert.True(code == 0, text);
        Assert.StartsWith("done", text);
    }
}
