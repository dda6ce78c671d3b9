using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NerWorkshop.Cli.Tests;

/// <summary>The package that <c>dotnet pack</c> makes, as a user installs it.</summary>
public sealed class ToolTests : IDisposable
{
    /// <summary>NuGet's errors where a package is not there, or its source cannot be reached.</summary>
    private static readonly Regex NoPackage = new("error NU(1101|1102|1301)", RegexOptions.NonBacktracking);

    private readonly Workspace _space = new();

    private string Ner => Path.Combine(_space["tools"], OperatingSystem.IsWindows() ? "ner.exe" : "ner");

    public void Dispose() => _space.Dispose();

    [Fact]
    public async Task The_tool_installs_from_a_folder_brings_its_model_and_serves_as_a_kernel()
    {
        string project = Path.Combine(Workspace.Repository, "lib", "NerWorkshop.Cli");
        // Compiled ahead for this machine, apart from what else is built.
        (int packed, string said) = await Programs.DotNetAsync(
            _space.Folder, "pack", project, "-c", "Release", "--use-current-runtime", "-o", _space["packages"],
            "--artifacts-path", _space["artifacts"], "-v", "quiet");
        Assert.SkipWhen(
            packed != 0 && NoPackage.IsMatch(said), "The compiler that compiles ahead is a NuGet package, which cannot be had here.");
        Assert.True(packed == 0, said);
        _space.Write("NuGet.config", """
            <configuration>
              <config><add key="globalPackagesFolder" value="unpacked" /></config>
              <packageSources><clear /><add key="here" value="packages" /></packageSources>
            </configuration>
            """);
        await SucceedAsync(
            "tool", "install", "NerWorkshop.Cli", "--tool-path", _space["tools"], "--configfile", _space["NuGet.config"]);

        Assert.Matches(@"^\d+\.\d+\.\d+\s*$", await NerAsync("--version"));
        Directory.CreateDirectory(_space["posts"]);
        File.WriteAllText(_space["posts/posts.csv"], "text\nMaria Lopez moved to Berlin.\n");
        await NerAsync("analyze", _space["posts/posts.csv"], "--out", _space["analysis"]);
        Assert.Contains("Berlin,GPE", await File.ReadAllTextAsync(_space["analysis/entities.csv"], TestContext.Current.CancellationToken));
        (int code, string text) = await RunAsync("workshop", "--no-serve");
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("get those, build them", text);

        await NerAsync("kernel", "install", "--prefix", _space["jupyter"]);
        string spec = Path.Combine(_space["jupyter"], "share", "jupyter", "kernels", ".net-csharp", "kernel.json");
        JsonNode kernel = JsonNode.Parse(await File.ReadAllTextAsync(spec, TestContext.Current.CancellationToken))!;
        // Not the library, whose path has the version in it.
        Assert.Equal(Ner, (string?)kernel["argv"]![0]);
        (code, text) = await JupyterClient.RunAsync(
            _space.Folder,
            new Dictionary<string, string> { ["JUPYTER_PATH"] = Path.Combine(_space["jupyter"], "share", "jupyter") },
            Path.Combine(AppContext.BaseDirectory, "Jupyter", "client.py"), "installed", Ner);
        Assert.True(code == 0, text);
    }

    private async Task SucceedAsync(params string[] args)
    {
        (int code, string text) = await Programs.DotNetAsync(_space.Folder, args);
        Assert.True(code == 0, text);
    }

    private async Task<string> NerAsync(params string[] args)
    {
        (int code, string text) = await RunAsync(args);
        Assert.True(code == 0, text);
        return text;
    }

    private Task<(int Code, string Text)> RunAsync(params string[] args) => Programs.RunAsync(
        Ner,
        _space.Folder,
        new Dictionary<string, string> { ["DOTNET_ROOT"] = Path.GetDirectoryName(Notebooks.DotNetHost.Path) ?? "" },
        args);
}
