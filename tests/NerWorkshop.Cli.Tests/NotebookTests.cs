namespace NerWorkshop.Cli.Tests;

public class NotebookTests
{
    private static string Notebook(params string[] cells)
    {
        IEnumerable<string> json = cells.Select((source, i) =>
            $$"""
            {"cell_type": "code", "id": "c{{i}}", "execution_count": null, "outputs": [],
             "metadata": {"tags": [{{(i == 0 ? "\"parameters\"" : "")}}]}, "source": {{System.Text.Json.JsonSerializer.Serialize(source)}}}
            """);
        return $$"""{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{{string.Join(',', json)}}]}""";
    }

    [Fact]
    public async Task A_notebook_runs_with_parameters_and_becomes_a_page()
    {
        using var space = new Workspace();
        string path = space.Write("a.ipynb", Notebook("var n = 1;", "$\"the answer is {n * 21}\""));
        NerRun run = await NerRun.Of("notebook", "run", path, "--param", "n=2", "--out", space["out"]);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(["a.ipynb", "out/a.html", "out/a.ipynb"], space.Files);
        Assert.Contains("the answer is 42", File.ReadAllText(space["out/a.html"]));
        Assert.Contains("injected-parameters", File.ReadAllText(space["out/a.ipynb"]));
        Assert.DoesNotContain("injected-parameters", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("export")]
    public async Task Notebooks_that_would_overwrite_each_other_are_refused(string verb)
    {
        using var space = new Workspace();
        string one = space.Write("one/a.ipynb", Notebook("1"));
        string other = space.Write("other/a.ipynb", Notebook("2"));
        NerRun run = await NerRun.Of("notebook", verb, one, other, "--out", space["out"]);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains($"{one} and {other} have one name", run.Error);
        Assert.DoesNotContain(space.Files, file => file.StartsWith("out/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failing_cell_is_named_by_number_line_and_error()
    {
        using var space = new Workspace();
        string path = space.Write("a.ipynb", Notebook("var n = 1;", "n++;\nthrow new Exception(\"no luck\");", "n"));
        NerRun run = await NerRun.Of("notebook", "run", path, "--out", space["out"]);
        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("cell 2", run.Error);
        Assert.Contains("throw new Exception", run.Error);
        Assert.Contains("no luck", run.Error);
        Assert.Contains("no luck", File.ReadAllText(space["out/a.html"]));
    }

    [Theory]
    [InlineData("{\"nbformat\": 3}", "")]
    [InlineData("not a notebook", "")]
    public async Task What_is_no_notebook_is_refused(string content, string reason)
    {
        using var space = new Workspace();
        NerRun run = await NerRun.Of("notebook", "run", space.Write("a.ipynb", content), "--out", space["out"]);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("a.ipynb", run.Error);
        Assert.Contains(reason, run.Error);
    }

    [Fact]
    public async Task An_unknown_parameter_is_refused_with_those_there_are()
    {
        using var space = new Workspace();
        NerRun run = await NerRun.Of(
            "notebook", "run", space.Write("a.ipynb", Notebook("var n = 1;")), "--param", "m=2", "--out", space["out"]);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("It has n", run.Error);
    }

    [Fact]
    public async Task A_dib_runs_and_becomes_a_notebook_with_outputs_and_a_page()
    {
        using var space = new Workspace();
        string path = space.Write("a.dib", "#!markdown\n\n# Title\n\n#!csharp\n\n$\"the answer is {2 * 21}\"\n");
        NerRun run = await NerRun.Of("notebook", "run", path, "--out", space["out"]);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(["a.dib", "out/a.html", "out/a.ipynb"], space.Files);
        Assert.Contains("the answer is 42", File.ReadAllText(space["out/a.ipynb"]));
    }

    [Fact]
    public async Task Convert_goes_both_ways_and_says_what_is_left_out()
    {
        using var space = new Workspace();
        string path = space.Write("a.ipynb", Notebook("var n = 1;", "n + 1"));
        NerRun there = await NerRun.Of("notebook", "convert", path, space["b.dib"]);
        Assert.Equal(ExitCode.Done, there.Code);
        Assert.Equal("#!csharp\n\nvar n = 1;\n\n#!csharp\n\nn + 1\n", File.ReadAllText(space["b.dib"]));
        Assert.Contains("The tags of 1 cells are left out", there.Error);
        NerRun back = await NerRun.Of("notebook", "convert", space["b.dib"], space["c.ipynb"]);
        Assert.Equal((ExitCode.Done, ""), (back.Code, back.Error));
        Assert.Contains("n + 1", File.ReadAllText(space["c.ipynb"]));
        NerRun wrong = await NerRun.Of("notebook", "convert", space["b.dib"], space["c.txt"]);
        Assert.Equal(ExitCode.Usage, wrong.Code);
        Assert.Contains("ends neither in .ipynb nor in .dib", wrong.Error);
    }

    [Fact]
    public async Task Export_writes_a_page_and_runs_nothing()
    {
        using var space = new Workspace();
        string path = space.Write("a.ipynb", Notebook("throw new Exception();"));
        NerRun run = await NerRun.Of("notebook", "export", path, "--out", space["out"]);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(["a.ipynb", "out/a.html"], space.Files);
    }
}
