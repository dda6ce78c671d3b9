using System.Text.Json.Nodes;

namespace NerWorkshop.Notebooks.Tests;

[Collection("working directory")]
public sealed class NotebookRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static NotebookDocument Document(params string[] cells)
    {
        var document = new NotebookDocument();
        foreach (var source in cells)
        {
            document.Cells.Add(new NotebookCell(CellKind.Code, source, $"c{document.Cells.Count}"));
        }

        return document;
    }

    private Task<NotebookRunResult> RunAsync(
        NotebookDocument document,
        IReadOnlyDictionary<string, string>? parameters = null,
        Action<CellProgress>? progress = null) => NotebookRunner.RunAsync(
            document,
            _folder.Path,
            parameters,
            progress,
            TestContext.Current.CancellationToken);

    [Fact]
    public async Task Outputs_and_counts_are_written_into_the_document_as_jupyter_does()
    {
        var document = Document(
            "var x = 2;\nConsole.Write(\"a\");\nConsole.Write(\"b\\n\");",
            "display(\"shown\");\nx * 21");
        document.Cells.Insert(0, new NotebookCell(CellKind.Markdown, "# Title", "title"));
        var result = await RunAsync(document);

        Assert.True(result.Succeeded);
        Assert.Equal(2, result.CellsRun);
        var cells = JsonNode.Parse(document.ToJson())!["cells"]!;
        Assert.Equal(
            """[{"name":"stdout","output_type":"stream","text":["ab\n"]}]""",
            cells[1]!["outputs"]!.ToJsonString());
        Assert.Equal(1, (int?)cells[1]!["execution_count"]);
        Assert.Equal(
            """{"data":{"text/plain":["shown"]},"metadata":{},"output_type":"display_data"}""",
            cells[2]!["outputs"]![0]!.ToJsonString());
        var result42 = cells[2]!["outputs"]![1]!;
        Assert.Equal("execute_result", (string?)result42["output_type"]);
        Assert.Equal(2, (int?)result42["execution_count"]);
        Assert.Equal("42", (string?)result42["data"]!["text/plain"]![0]);
    }

    [Fact]
    public async Task A_run_stops_at_the_first_failing_cell_and_says_which_line_failed()
    {
        var document = Document(
            "var x = 1;",
            "",
            "x++;\n  throw new InvalidOperationException(\"no\");",
            "Console.Write(1);");
        var result = await RunAsync(document);

        Assert.False(result.Succeeded);
        Assert.Equal(2, result.CellsRun);
        var failure = result.Failure!;
        Assert.Equal(2, failure.CellNumber);
        Assert.Equal("c2", failure.Cell.Id);
        Assert.Equal(2, failure.Error.Line);
        Assert.Equal("throw new InvalidOperationException(\"no\");", failure.SourceLine);
        Assert.Equal("no", failure.Error.Message);
        var error = Assert.IsType<ErrorOutput>(Assert.Single(document.Cells[2].Outputs));
        Assert.Equal("System.InvalidOperationException", error.Name);
        Assert.Empty(document.Cells[3].Outputs);
        Assert.Null(document.Cells[3].ExecutionCount);
    }

    [Fact]
    public async Task A_compile_error_stops_a_run_with_its_line()
    {
        var result = await RunAsync(Document("var a = 1;\nvar b = nonsense;"));

        Assert.Equal((2, "var b = nonsense;"), (result.Failure!.Error.Line, result.Failure.SourceLine));
    }

    [Fact]
    public async Task Old_outputs_are_gone_after_a_run()
    {
        var document = Document("_ = 1;", "throw new Exception();", "3");
        document.Cells[2].Outputs = [new StreamOutput("stdout", "old")];
        document.Cells[2].ExecutionCount = 9;
        await RunAsync(document);

        Assert.Empty(document.Cells[2].Outputs);
        Assert.Null(document.Cells[2].ExecutionCount);
    }

    [Fact]
    public async Task Two_runs_give_the_same_document()
    {
        var document = Document("display(new { A = 1, B = new[] { \"x\" } });\nEnumerable.Range(0, 30)");
        await RunAsync(document);
        var first = document.ToJson();
        await RunAsync(document);

        Assert.Equal(first, document.ToJson());
    }

    [Fact]
    public async Task Parameters_reach_the_cells()
    {
        var document = Document(
            "var name = \"default\";\nvar times = 1;",
            "string.Concat(Enumerable.Repeat(name, times))");
        document.Cells[0].Metadata["tags"] = new JsonArray("parameters");
        await RunAsync(document, new Dictionary<string, string> { ["name"] = "x", ["times"] = "3" });

        Assert.Equal("xxx", ((ResultOutput)document.Cells[2].Outputs[0]).Data["text/plain"]);
    }

    [Fact]
    public async Task The_working_directory_is_the_notebooks_folder_while_it_runs_and_as_before_afterwards()
    {
        _folder.Write("data.txt", "found");
        var before = Directory.GetCurrentDirectory();
        var document = Document("System.IO.File.ReadAllText(\"data.txt\")");
        var result = await RunAsync(document);

        Assert.True(result.Succeeded);
        Assert.Equal("found", ((ResultOutput)document.Cells[0].Outputs[0]).Data["text/plain"]);
        Assert.Equal(before, Directory.GetCurrentDirectory());
    }

    [Fact]
    public async Task Notebooks_of_several_folders_run_at_once_each_in_its_own()
    {
        var runs = Enumerable.Range(0, 6).Select(async i =>
        {
            var name = $"folder{i / 2}";
            _folder.Write($"{name}/name.txt", name);
            var document = Document("await Task.Delay(20);", "System.IO.File.ReadAllText(\"name.txt\")");
            var result = await NotebookRunner.RunAsync(
                document,
                Path.Combine(_folder.Path, name),
                cancellation: TestContext.Current.CancellationToken);
            Assert.True(result.Succeeded, result.Failure?.Error.Message);
            Assert.Equal(name, ((ResultOutput)document.Cells[1].Outputs[0]).Data["text/plain"]);
        });

        await Task.WhenAll(runs);
    }

    [Fact]
    public async Task A_relative_folder_is_the_same_while_another_notebook_runs_elsewhere()
    {
        var name = Path.GetRelativePath(Directory.GetCurrentDirectory(), AppContext.BaseDirectory);
        var started = new TaskCompletionSource();
        var first = RunAsync(Document("await Task.Delay(200);"), progress: _ => started.TrySetResult());
        await started.Task;
        var document = Document("System.IO.Directory.GetCurrentDirectory()");
        var second = await NotebookRunner.RunAsync(
            document,
            name,
            cancellation: TestContext.Current.CancellationToken);

        Assert.True((await first).Succeeded);
        Assert.True(second.Succeeded);
        Assert.Equal(
            Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory),
            ((ResultOutput)document.Cells[0].Outputs[0]).Data["text/plain"]);
    }

    [Fact]
    public async Task Progress_tells_each_cells_start_and_end()
    {
        var events = new List<string>();
        await RunAsync(
            Document("_ = 1;", "", "throw new Exception(\"x\");"),
            progress: p => events.Add($"{p.CellNumber}/{p.CellCount} {p.Result?.Succeeded.ToString() ?? "starts"}"));

        Assert.Equal(["1/2 starts", "1/2 True", "2/2 starts", "2/2 False"], events);
    }

    [Fact]
    public async Task A_cell_tagged_raises_exception_may_fail_and_one_tagged_skip_execution_is_left_out()
    {
        var document = Document("throw new Exception(\"shown\");", "throw new Exception(\"never\");", "\"reached\"");
        document.Cells[0].Metadata["tags"] = new JsonArray("raises-exception");
        document.Cells[1].Metadata["tags"] = new JsonArray("skip-execution");
        var result = await RunAsync(document);

        Assert.True(result.Succeeded);
        Assert.IsType<ErrorOutput>(Assert.Single(document.Cells[0].Outputs));
        Assert.Empty(document.Cells[1].Outputs);
        Assert.Single(document.Cells[2].Outputs);
    }

    [Fact]
    public async Task A_cancelled_run_ends_and_keeps_what_it_has()
    {
        using var cancel = new CancellationTokenSource();
        var document = Document("Console.Write(\"done\");", "while (true) { }");
        var run = NotebookRunner.RunAsync(
            document,
            _folder.Path,
            progress: p =>
            {
                if (p.CellNumber == 2)
                {
                    cancel.CancelAfter(50);
                }
            },
            cancellation: cancel.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(new StreamOutput("stdout", "done"), Assert.Single(document.Cells[0].Outputs));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_an_error() => await Assert.ThrowsAsync<DirectoryNotFoundException>(
        () => NotebookRunner.RunAsync(
            Document(),
            Path.Combine(_folder.Path, "nowhere"),
            cancellation: TestContext.Current.CancellationToken));
}
