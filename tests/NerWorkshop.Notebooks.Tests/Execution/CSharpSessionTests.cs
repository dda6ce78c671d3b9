namespace NerWorkshop.Notebooks.Tests;

public sealed class CSharpSessionTests
{
    private readonly Cells _cells = new();

    [Fact]
    public async Task A_cell_uses_what_earlier_cells_declared()
    {
        await _cells.OutputsAsync("using System.Globalization;\nint x = 20;\nrecord Point(int X, int Y);");
        await _cells.OutputsAsync("int Twice(int n) => 2 * n;");
        await _cells.OutputsAsync("x += 1;");

        Assert.Equal("42", await _cells.DataAsync("Twice(x)"));
        Assert.Equal("0", await _cells.DataAsync("CultureInfo.InvariantCulture.Name.Length"));
        Assert.Equal("7", await _cells.DataAsync("new Point(3, 4) is var p ? p.X + p.Y : 0"));
    }

    [Fact]
    public async Task A_name_may_be_declared_anew_with_another_type()
    {
        await _cells.OutputsAsync("var x = 1;");
        await _cells.OutputsAsync("var x = \"one\";");

        Assert.Equal("3", await _cells.DataAsync("x.Length"));
    }

    [Fact]
    public async Task A_trailing_expression_is_the_result_and_carries_the_execution_count()
    {
        await _cells.OutputsAsync("var x = 1;");
        var output = Assert.Single(await _cells.OutputsAsync("x + 1"));

        var result = Assert.IsType<ResultOutput>(output);
        Assert.Equal(2, result.ExecutionCount);
        Assert.Equal("2", result.Data["text/plain"]);
    }

    [Theory]
    [InlineData("1 + 1;")]
    [InlineData("Console.Out.Flush()")]
    [InlineData("var x = 5;")]
    [InlineData("// nothing but a comment")]
    [InlineData("using System.Text.Json;")]
    [InlineData("")]
    [InlineData("#nullable enable\n#region r\n#endregion")]
    public async Task What_is_no_trailing_expression_shows_nothing(string code) =>
        Assert.Empty(await _cells.OutputsAsync(code.Replace("1 + 1;", "_ = 1 + 1;")));

    [Fact]
    public async Task A_trailing_null_is_shown() => Assert.Equal("<null>", await _cells.DataAsync("(string)null"));

    [Fact]
    public async Task A_returned_value_is_the_result() => Assert.Equal("5", await _cells.DataAsync("return 5;"));

    [Fact]
    public async Task Await_works_at_the_top_of_a_cell() =>
        Assert.Equal("6", await _cells.DataAsync("await Task.Delay(5);\nvar x = await Task.FromResult(3);\nx * 2"));

    [Theory]
    [InlineData("System", "Math.Max(1, 2)")]
    [InlineData("System.Text", "new StringBuilder(\"2\").ToString()")]
    [InlineData("System.Collections", "new ArrayList { 1, 2 }.Count.ToString()")]
    [InlineData("System.Collections.Generic", "new List<int> { 1, 2 }.Count.ToString()")]
    [InlineData("System.Threading.Tasks", "Task.FromResult(2).Result.ToString()")]
    [InlineData("System.Linq", "Enumerable.Range(1, 2).Last().ToString()")]
    public async Task The_default_usings_are_those_of_dotnet_interactive(string space, string code)
    {
        Assert.NotEmpty(space);
        Assert.Equal("2", await _cells.DataAsync(code));
    }

    [Theory]
    [InlineData("File.Exists(\"x\")")]
    [InlineData("new HttpClient()")]
    [InlineData("new CancellationTokenSource()")]
    [InlineData("typeof(NotebookDocument)")]
    public async Task Other_namespaces_must_be_stated(string code) =>
        Assert.Equal(CellErrorKind.Compilation, (await _cells.ErrorAsync(code)).Kind);

    [Fact]
    public async Task Console_text_and_displays_keep_their_order()
    {
        var outputs = await _cells.OutputsAsync(
            """
            Console.Write("a");
            Console.WriteLine("b");
            display("first");
            Console.WriteLine($"{1.5} c");
            Console.Error.WriteLine("wrong");
            "second".Display();
            "third"
            """);

        Assert.Collection(
            outputs,
            o => Assert.Equal(new StreamOutput("stdout", "ab\n"), o),
            o => Assert.Equal("first", ((DisplayOutput)o).Data["text/plain"]),
            o => Assert.Equal(new StreamOutput("stdout", "1.5 c\n"), o),
            o => Assert.Equal(new StreamOutput("stderr", "wrong\n"), o),
            o => Assert.Equal("second", ((DisplayOutput)o).Data["text/plain"]),
            o => Assert.Equal("third", Assert.IsType<ResultOutput>(o).Data["text/plain"]));
    }

    [Fact]
    public async Task Console_text_arrives_while_the_cell_still_runs()
    {
        var arrived = new TaskCompletionSource();
        using var release = new CancellationTokenSource();
        var running = _cells.Session.ExecuteAsync(
            "Console.WriteLine(\"now\"); await Task.Delay(-1);",
            output =>
            {
                if (output is StreamOutput)
                {
                    arrived.TrySetResult();
                }
            },
            release.Token);

        await arrived.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.False(running.IsCompleted);
        await release.CancelAsync();
        Assert.Equal(CellErrorKind.Cancelled, (await running).Error?.Kind);
    }

    [Fact]
    public async Task Console_text_of_tasks_and_threads_belongs_to_the_cell_that_started_them()
    {
        var outputs = await _cells.OutputsAsync(
            """
            await Task.Run(() => Console.WriteLine("task"));
            var thread = new System.Threading.Thread(() => Console.WriteLine("thread"));
            thread.Start();
            thread.Join();
            Parallel.For(0, 4, _ => Console.WriteLine("p"));
            """);

        Assert.Equal("task\nthread\np\np\np\np\n", ((StreamOutput)Assert.Single(outputs)).Text);
    }

    [Fact]
    public async Task Sessions_run_side_by_side_without_mixing_their_outputs()
    {
        var sessions = Enumerable.Range(0, 4).Select(async i =>
        {
            var cells = new Cells();
            var outputs = await cells.OutputsAsync(
                $"for (var i = 0; i < 50; i++) {{ Console.WriteLine({i}); await Task.Yield(); }}");
            return ((StreamOutput)Assert.Single(outputs)).Text;
        });

        var texts = await Task.WhenAll(sessions);
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal(string.Concat(Enumerable.Repeat($"{i}\n", 50)), texts[i]);
        }
    }

    [Fact]
    public async Task What_the_host_writes_to_the_console_is_not_taken_for_a_cells_output()
    {
        var running = _cells.RunAsync("Console.WriteLine(\"in\"); await Task.Delay(50); Console.WriteLine(\"out\");");
        Console.WriteLine("(a line of the test itself)");

        Assert.Equal("in\nout\n", ((StreamOutput)Assert.Single((await running).Outputs)).Text);
    }

    [Fact]
    public async Task A_display_can_be_updated_in_place()
    {
        var outputs = await _cells.OutputsAsync(
            """
            var shown = display("0 %");
            Console.WriteLine("working");
            shown.Update("100 %");
            """);

        Assert.Collection(
            outputs,
            o => Assert.Equal("100 %", ((DisplayOutput)o).Data["text/plain"]),
            o => Assert.IsType<StreamOutput>(o));
    }

    [Fact]
    public async Task DisplayTable_has_a_column_for_each_member_or_key()
    {
        Assert.Equal(
            "A  B\n1  x\n2  <null>",
            await _cells.DataAsync("new[] { new { A = 1, B = \"x\" }, new { A = 2, B = (string)null } }.DisplayTable();"));
        Assert.Equal(
            "a       b\n1       2\n<null>  3",
            await _cells.DataAsync(
                "new[] { new Dictionary<string, int> { [\"a\"] = 1, [\"b\"] = 2 }, new() { [\"b\"] = 3 } }.DisplayTable();"));
        Assert.Equal("value\n1\n2", await _cells.DataAsync("new[] { 1, 2 }.DisplayTable();"));
        Assert.Contains("<th>A</th>", await _cells.DataAsync("new[] { (A: 1, 2) }.Select(t => new { t.A }).DisplayTable();", "text/html"));
    }

    [Fact]
    public async Task Cleared_output_is_gone_at_once_or_when_there_is_something_new()
    {
        Assert.Equal("b", Text(await _cells.OutputsAsync("Console.Write(\"a\"); ClearOutput(); Console.Write(\"b\");")));
        Assert.Equal("b", Text(await _cells.OutputsAsync("Console.Write(\"a\"); ClearOutput(wait: true); Console.Write(\"b\");")));
        Assert.Equal("a", Text(await _cells.OutputsAsync("Console.Write(\"a\"); ClearOutput(wait: true);")));

        static string Text(IReadOnlyList<CellOutput> outputs) => Assert.IsType<StreamOutput>(Assert.Single(outputs)).Text;
    }

    [Fact]
    public async Task A_displayed_value_at_the_end_of_a_cell_is_shown_once() =>
        Assert.Single(await _cells.OutputsAsync("display(\"once\")"));

    [Fact]
    public async Task HTML_shows_html_and_DisplayAs_any_mime_type()
    {
        Assert.Equal("<b>x</b>", await _cells.DataAsync("HTML(\"<b>x</b>\")", "text/html"));
        Assert.Equal("**x**", await _cells.DataAsync("\"**x**\".DisplayAs(\"text/markdown\");", "text/markdown"));
        Assert.Equal("<b>x</b>", await _cells.DataAsync("\"<b>x</b>\".DisplayAs(\"text/html\");", "text/html"));
    }

    [Fact]
    public async Task A_compile_error_names_line_column_and_code_and_nothing_runs()
    {
        var (result, outputs) = await _cells.RunAsync("Console.WriteLine(\"never\");\n\n  var y = missing + 1;");

        var error = result.Error!;
        Assert.Equal(CellErrorKind.Compilation, error.Kind);
        Assert.Equal((3, 11), (error.Line, error.Column));
        Assert.Equal("CS0103", error.Name);
        Assert.Contains("'missing'", error.Message);
        Assert.Equal(
            [
                "cell [1], line 3, column 11: error CS0103: The name 'missing' does not exist in the current context",
                "      var y = missing + 1;",
                "              ~~~~~~~",
            ],
            error.Traceback);
        Assert.Equal(error.Traceback, Assert.IsType<ErrorOutput>(Assert.Single(outputs)).Traceback);
    }

    [Fact]
    public async Task A_session_goes_on_after_a_compile_error()
    {
        await _cells.OutputsAsync("var x = 1;");
        await _cells.ErrorAsync("var x = nonsense;");

        Assert.Equal("1", await _cells.DataAsync("x"));
    }

    [Fact]
    public async Task An_exception_shows_the_users_frames_and_the_cells_line_only()
    {
        await _cells.OutputsAsync("int Divide(int a, int b)\n{\n    return a / b;\n}");
        var error = await _cells.ErrorAsync("var a = 1;\n\nDivide(a, 0);");

        Assert.Equal(CellErrorKind.Exception, error.Kind);
        Assert.Equal("System.DivideByZeroException", error.Name);
        Assert.Equal(3, error.Line);
        Assert.Equal(
            [
                "System.DivideByZeroException: Attempted to divide by zero.",
                "   at Divide(int a, int b) in cell [1], line 3",
                "   at cell [2], line 3",
            ],
            error.Traceback);
    }

    [Fact]
    public async Task Frames_name_lambdas_local_functions_methods_and_async_methods_as_written()
    {
        await _cells.OutputsAsync(
            """
            class Tools
            {
                public static async Task<int> FailAsync()
                {
                    await Task.Yield();
                    throw new InvalidOperationException("deep");
                }
            }
            """);
        var error = await _cells.ErrorAsync(
            """
            async Task<int> Local() { return await Tools.FailAsync(); }
            Func<Task<int>> f = async () =>
                await Local();
            await f();
            """);

        Assert.Equal(4, error.Line);
        Assert.Equal(
            [
                "System.InvalidOperationException: deep",
                "   at Tools.FailAsync() in cell [1], line 6",
                "   at Local() in cell [2], line 1",
                "   at lambda() in cell [2], line 3",
                "   at cell [2], line 4",
            ],
            error.Traceback);
    }

    [Fact]
    public async Task Inner_exceptions_are_shown_with_their_frames()
    {
        var error = await _cells.ErrorAsync(
            """
            try
            {
                int.Parse("x");
            }
            catch (Exception e)
            {
                throw new InvalidOperationException("outer", e);
            }
            """);

        Assert.Equal(7, error.Line);
        Assert.Equal("System.InvalidOperationException: outer", error.Traceback[0]);
        Assert.Equal("   at cell [1], line 7", error.Traceback[1]);
        Assert.StartsWith(" ---> System.FormatException:", error.Traceback[2]);
        Assert.Equal("   at cell [1], line 3", error.Traceback[3]);
    }

    [Fact]
    public async Task What_a_failing_cell_had_declared_before_it_failed_remains()
    {
        await _cells.ErrorAsync("var x = 5;\nthrow new Exception(\"later\");\n");

        Assert.Equal("5", await _cells.DataAsync("x"));
    }

    [Fact]
    public async Task An_exception_while_the_result_is_formatted_fails_the_cell()
    {
        var error = await _cells.ErrorAsync(
            "IEnumerable<int> Broken() { yield return 1; throw new Exception(\"no more\"); }\nBroken()");

        Assert.Equal("no more", error.Message);
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("Task.Delay(-1).Wait();")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("while (true) try { System.Threading.Thread.Sleep(-1); } catch (Exception) { }")]
    public async Task A_cancelled_cell_stops_and_the_session_keeps_its_state(string endless)
    {
        await _cells.OutputsAsync("var x = 7;");
        using var cancel = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var running = _cells.Session.ExecuteAsync(
            "Console.WriteLine(\"go\");\n" + endless,
            output =>
            {
                if (output is StreamOutput)
                {
                    started.TrySetResult();
                }
            },
            cancel.Token);
        await started.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await cancel.CancelAsync();

        Assert.Equal(CellErrorKind.Cancelled, (await running).Error?.Kind);
        Assert.Equal("7", await _cells.DataAsync("x"));
    }

    [Fact]
    public async Task Cells_asked_for_at_once_run_in_the_order_of_the_calls()
    {
        await _cells.OutputsAsync("var log = new List<int>();");
        await Task.WhenAll(
            Enumerable.Range(0, 10).Select(i => _cells.RunAsync($"await Task.Delay(1); log.Add({i});")));

        Assert.Equal("[ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 ]", await _cells.DataAsync("log"));
    }

    [Fact]
    public async Task A_cell_overflows_no_stack_at_a_depth_that_beginners_reach() =>
        Assert.Equal(
            "50000",
            await _cells.DataAsync("int Depth(int n) => n == 0 ? 0 : 1 + Depth(n - 1);\nDepth(50_000)"));
}
