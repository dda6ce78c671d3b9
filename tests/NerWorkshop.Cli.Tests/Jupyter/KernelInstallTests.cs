using System.Text.Json.Nodes;

namespace NerWorkshop.Cli.Tests;

public sealed class KernelInstallTests : IDisposable
{
    private readonly Workspace _space = new();

    private string Kernels => Path.Combine(_space.Folder, "share", "jupyter", "kernels");

    public void Dispose() => _space.Dispose();

    [Fact]
    public async Task Installs_under_the_name_that_notebooks_ask_for_and_uninstalls()
    {
        NerRun installed = await NerRun.Of("kernel", "install", "--prefix", _space.Folder);
        Assert.Equal(ExitCode.Done, installed.Code);
        string folder = Path.Combine(Kernels, ".net-csharp");
        Assert.Equal(folder, installed.Out.Trim());
        JsonNode spec = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "kernel.json")))!;
        Assert.Equal(".NET (C#)", (string?)spec["display_name"]);
        Assert.Equal("C#", (string?)spec["language"]);
        Assert.Equal("message", (string?)spec["interrupt_mode"]);
        string[] command = [.. spec["argv"]!.AsArray().Select(arg => (string)arg!)];
        Assert.Equal(["kernel", "run", "{connection_file}"], command[^3..]);
        Assert.All(command[..^3], program => Assert.True(File.Exists(program), program));
        foreach (string logo in (string[])["logo-32x32.png", "logo-64x64.png"])
        {
            Assert.Equal("PNG"u8, File.ReadAllBytes(Path.Combine(folder, logo)).AsSpan(1, 3));
        }

        Assert.Contains("* .net-csharp", (await NerRun.Of("kernel", "list", "--prefix", _space.Folder)).Out);
        // Again: the newer one stands in place of the older.
        Assert.Equal(ExitCode.Done, (await NerRun.Of("kernel", "install", "--prefix", _space.Folder)).Code);
        Assert.Equal(ExitCode.Done, (await NerRun.Of("kernel", "uninstall", "--prefix", _space.Folder)).Code);
        Assert.False(Directory.Exists(folder));
        Assert.Equal(ExitCode.Usage, (await NerRun.Of("kernel", "uninstall", "--prefix", _space.Folder)).Code);
    }

    [Fact]
    public async Task Leaves_another_kernel_its_name_and_says_which_it_takes()
    {
        string other = Path.Combine(Kernels, ".net-csharp", "kernel.json");
        Directory.CreateDirectory(Path.GetDirectoryName(other)!);
        const string Theirs = """{"argv": ["dotnet", "interactive"], "display_name": ".NET (C#)", "language": "C#"}""";
        File.WriteAllText(other, Theirs);

        NerRun installed = await NerRun.Of("kernel", "install", "--prefix", _space.Folder);
        Assert.Equal(ExitCode.Done, installed.Code);
        Assert.EndsWith("ner-csharp", installed.Out.Trim());
        Assert.Contains(".net-csharp is taken", installed.Error);
        NerRun insisted = await NerRun.Of("kernel", "install", "--prefix", _space.Folder, "--name", ".net-csharp");
        Assert.Equal(ExitCode.Usage, insisted.Code);
        NerRun removed = await NerRun.Of("kernel", "uninstall", "--prefix", _space.Folder, "--name", ".net-csharp");
        Assert.Equal(ExitCode.Usage, removed.Code);
        Assert.Equal(ExitCode.Done, (await NerRun.Of("kernel", "uninstall", "--prefix", _space.Folder)).Code);
        Assert.Equal(Theirs, File.ReadAllText(other));
        Assert.False(Directory.Exists(Path.Combine(Kernels, "ner-csharp")));
    }

    [Theory]
    [InlineData("--name", "a/b")]
    [InlineData("--name", "two words")]
    [InlineData("--user")]
    public async Task Wrong_options_are_refused(params string[] options)
    {
        NerRun run = await NerRun.Of(["kernel", "install", "--prefix", _space.Folder, .. options]);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.False(Directory.Exists(Kernels));
    }

    [Fact]
    public async Task A_connection_file_that_is_none_ends_with_2()
    {
        NerRun run = await NerRun.Of("kernel", "run", _space.Write("c.json", "{}"));
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("\"ip\" is missing", run.Error);
    }

    [Fact]
    public async Task Jupyter_runs_a_notebook_with_the_installed_kernel()
    {
        await NerRun.Of("kernel", "install", "--prefix", _space.Folder);
        var document = new Notebooks.NotebookDocument();
        document.Cells.Add(new Notebooks.NotebookCell(Notebooks.CellKind.Code, "var text = \"found\";", "one"));
        document.Cells.Add(new Notebooks.NotebookCell(Notebooks.CellKind.Code, "text + \" it\"", "two"));
        document.Write(_space["book.ipynb"]);
        (int code, string text) = await JupyterClient.RunAsync(
            _space.Folder,
            new Dictionary<string, string> { ["JUPYTER_PATH"] = Path.Combine(_space.Folder, "share", "jupyter") },
            "-m", "jupyter", "nbconvert", "--to", "notebook", "--execute", "--output", "done.ipynb", "book.ipynb");

        Assert.True(code == 0, text);
        Notebooks.NotebookDocument done = Notebooks.NotebookDocument.Read(_space["done.ipynb"]);
        var shown = Assert.IsType<Notebooks.ResultOutput>(Assert.Single(done.Cells[1].Outputs));
        Assert.Equal("found it", shown.Data["text/plain"]);
        Assert.Equal(2, done.Cells[1].ExecutionCount);
    }

    [Theory]
    [InlineData("notebooks")]
    [InlineData("notebooks/solutions")]
    public async Task Jupyter_runs_every_notebook_of_the_workshop(string folder)
    {
        await NerRun.Of("kernel", "install", "--prefix", _space.Folder);
        string[] notebooks = Directory.GetFiles(Path.Combine(Workspace.Repository, folder), "*.ipynb");
        Assert.NotEmpty(notebooks);
        (int code, string text) = await JupyterClient.RunAsync(
            _space.Folder,
            new Dictionary<string, string> { ["JUPYTER_PATH"] = Path.Combine(_space.Folder, "share", "jupyter") },
            [
                "-m", "jupyter", "nbconvert", "--to", "notebook", "--execute", "--output-dir", _space.Folder,
                .. notebooks,
            ]);

        Assert.True(code == 0, text);
        foreach (string notebook in notebooks)
        {
            var done = Notebooks.NotebookDocument.Read(_space[Path.GetFileName(notebook)]);
            Assert.Contains(done.Cells, cell => cell.Outputs.OfType<Notebooks.DisplayOutput>().Any());
            if (folder.EndsWith("solutions", StringComparison.Ordinal))
            {
                string[] feedback = [.. WorkshopNotebook.Feedback(done)];
                Assert.NotEmpty(feedback);
                Assert.All(feedback, said => Assert.StartsWith("Right: ", said));
            }
        }
    }
}
