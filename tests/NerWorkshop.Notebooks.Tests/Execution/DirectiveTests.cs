using System.Runtime.Loader;

namespace NerWorkshop.Notebooks.Tests;

public sealed class DirectiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Cells _cells;

    public DirectiveTests() => _cells = new Cells(_folder.Path);

    public void Dispose() => _folder.Dispose();

    private string Folder(string name) => Path.Combine(_folder.Path, name);

    [Fact]
    public async Task A_library_is_referenced_relative_to_the_notebooks_folder_and_keeps_its_place()
    {
        var path = Libraries.Compile(
            Folder("lib"),
            "Greeting",
            "public static class Greeter { public static string Hello(string name) => $\"Hello, {name}\"; }");

        Assert.Equal("Hello, you", await _cells.DataAsync("#r \"lib/Greeting.dll\"\nGreeter.Hello(\"you\")"));
        Assert.Equal("Hello, me", await _cells.DataAsync("Greeter.Hello(\"me\")"));
        // A library that looks for its data beside itself finds it.
        Assert.Equal(path, await _cells.DataAsync("typeof(Greeter).Assembly.Location"));
    }

    [Fact]
    public async Task What_a_library_needs_is_found_beside_it()
    {
        var inner = Libraries.Compile(Folder("lib"), "Inner", "public class Thing { public int Size => 3; }");
        Libraries.Compile(
            Folder("lib"),
            "Outer",
            "public class Holder { public Thing Thing { get; } = new(); public int Twice => 2 * Thing.Size; }",
            inner);

        await _cells.OutputsAsync("#r \"lib/Outer.dll\"\nvar holder = new Holder();");
        Assert.Equal("6", await _cells.DataAsync("holder.Twice"));
        Assert.Equal("3", await _cells.DataAsync("holder.Thing.Size"));
    }

    [Fact]
    public async Task A_library_that_the_host_has_loaded_from_elsewhere_is_loaded_from_the_path_named()
    {
        const string Source =
            "public static class Shared { public static int Calls; public static int Call() => ++Calls; }";
        var hosts = Libraries.Compile(Folder("host"), "SharedLibrary", Source);
        var notebooks = Libraries.Compile(Folder("lib"), "SharedLibrary", Source);
        var loaded = AssemblyLoadContext.Default.LoadFromAssemblyPath(hosts);
        loaded.GetType("Shared")!.GetField("Calls")!.SetValue(null, 100);

        Assert.Equal("1", await _cells.DataAsync("#r \"lib/SharedLibrary.dll\"\nShared.Call()"));
        Assert.Equal("2", await _cells.DataAsync("Shared.Call()"));
        Assert.Equal(notebooks, await _cells.DataAsync("typeof(Shared).Assembly.Location"));
    }

    [Fact]
    public async Task Sessions_do_not_share_a_librarys_state()
    {
        Libraries.Compile(_folder.Path, "Counting", "public static class Counter { public static int Count; }");
        await _cells.OutputsAsync("#r \"Counting.dll\"\nCounter.Count = 5;");
        var other = new Cells(_folder.Path);

        Assert.Equal("0", await other.DataAsync("#r \"Counting.dll\"\nCounter.Count"));
    }

    [Fact]
    public async Task Referencing_the_same_library_again_does_nothing()
    {
        Libraries.Compile(_folder.Path, "Again", "public static class Again { public static int Count; }");
        await _cells.OutputsAsync("#r \"Again.dll\"\nAgain.Count = 5;");

        Assert.Equal("5", await _cells.DataAsync("#r \"./Again.dll\"\nAgain.Count"));
    }

    [Fact]
    public async Task Another_library_of_a_name_that_is_taken_is_refused()
    {
        Libraries.Compile(Folder("a"), "Same", "public class A;");
        Libraries.Compile(Folder("b"), "Same", "public class B;");
        await _cells.OutputsAsync("#r \"a/Same.dll\"");

        Assert.Contains("is loaded already", (await _cells.ErrorAsync("#r \"b/Same.dll\"")).Message);
    }

    [Fact]
    public async Task A_missing_library_is_an_error_that_names_path_line_and_fix()
    {
        var error = await _cells.ErrorAsync("using System.IO;\n#r \"nowhere/Missing.dll\"");

        Assert.Equal(CellErrorKind.Compilation, error.Kind);
        Assert.Equal(2, error.Line);
        Assert.Contains(Path.Combine(_folder.Path, "nowhere", "Missing.dll"), error.Message);
        Assert.Contains("dotnet build", error.Message);
    }

    [Fact]
    public async Task A_file_that_is_no_assembly_is_refused()
    {
        _folder.Write("Text.dll", "not an assembly");

        Assert.Contains("is not a .NET assembly", (await _cells.ErrorAsync("#r \"Text.dll\"")).Message);
    }

    [Fact]
    public async Task An_assembly_of_the_framework_may_be_referenced_by_name() =>
        Assert.Equal("2", await _cells.DataAsync("#r \"System.Net.Http\"\n1 + 1"));

    [Theory]
    [InlineData("code.cs", "int Tripled(int n) => 3 * n;")]
    [InlineData("code.csx", "int Tripled(int n) => 3 * n;")]
    public async Task An_imported_script_declares_what_cells_can_use(string name, string source)
    {
        _folder.Write(name, source);

        Assert.Equal("21", await _cells.DataAsync($"#!import {name}\nTripled(7)"));
        Assert.Equal("24", await _cells.DataAsync("Tripled(8)"));
        Assert.Equal("27", await _cells.DataAsync($"#load \"{name}\"\nTripled(9)"));
    }

    [Fact]
    public async Task An_imported_notebook_runs_its_code_cells_relative_to_its_own_folder()
    {
        Libraries.Compile(Folder("parts"), "Part", "public static class Part { public static int Four => 4; }");
        var document = new NotebookDocument();
        document.Cells.Add(new NotebookCell(CellKind.Raw, "not code", "a"));
        document.Cells.Add(new NotebookCell(CellKind.Code, "#r \"Part.dll\"", "b"));
        document.Cells.Add(new NotebookCell(CellKind.Code, "var four = Part.Four;", "c"));
        document.Write(Path.Combine(_folder.Path, "parts", "part.ipynb"));

        Assert.Equal("8", await _cells.DataAsync("#!import parts/part.ipynb\nfour * 2"));
    }

    [Fact]
    public async Task An_imported_dib_runs_its_cells_and_shows_its_prose()
    {
        _folder.Write("part.dib", "#!markdown\n\n# Part\n\n#!csharp\n\nvar four = 4;\n\n#!html\n\n<b>x</b>\n");
        var outputs = await _cells.OutputsAsync("#!import part.dib\nfour * 2");

        Assert.Collection(
            outputs,
            o => Assert.Equal("# Part", ((DisplayOutput)o).Data["text/markdown"]),
            o => Assert.Equal("<b>x</b>", ((DisplayOutput)o).Data["text/html"]),
            o => Assert.Equal("8", ((DisplayOutput)o).Data["text/plain"]));
    }

    [Fact]
    public async Task A_cell_of_another_language_in_an_imported_file_is_an_error_that_says_so()
    {
        _folder.Write("part.dib", "#!fsharp\n\nlet x = 1\n");

        Assert.Contains("F#: this engine runs C# alone", (await _cells.ErrorAsync("#!import part.dib")).Message);
    }

    [Fact]
    public async Task An_error_in_an_imported_file_names_the_file_and_blames_the_import()
    {
        _folder.Write("broken.csx", "var a = 1;\nvar b = missing;");
        var error = await _cells.ErrorAsync("// first\n#!import broken.csx");

        Assert.Equal(2, error.Line);
        Assert.StartsWith("broken.csx, line 2, column 9: error CS0103", error.Traceback[0]);
    }

    [Fact]
    public async Task A_file_that_imports_itself_is_an_error()
    {
        _folder.Write("a.csx", "#!import b.csx");
        _folder.Write("b.csx", "#!import a.csx");

        Assert.Contains("imports itself", (await _cells.ErrorAsync("#!import a.csx")).Message);
    }

    [Theory]
    [InlineData("#!import missing.csx", "does not exist")]
    [InlineData("#!import notes.txt", ".txt")]
    [InlineData("#!import broken.ipynb", "not a notebook")]
    [InlineData("#!import", "lacks its argument")]
    [InlineData("#r \"\"", "lacks its argument")]
    public async Task What_cannot_be_imported_is_an_error_that_says_why(string code, string reason)
    {
        _folder.Write("notes.txt", "text");
        _folder.Write("broken.ipynb", "{");

        Assert.Contains(reason, (await _cells.ErrorAsync(code)).Message);
    }

    [Fact]
    public async Task Time_shows_how_long_the_cell_took_after_its_outputs()
    {
        var outputs = await _cells.OutputsAsync("#!time\nConsole.WriteLine(\"x\");");

        Assert.IsType<StreamOutput>(outputs[0]);
        Assert.Matches(@"^Wall time: [\d.]+ms$", ((DisplayOutput)outputs[1]).Data["text/plain"]);
    }

    [Fact]
    public async Task Markdown_and_html_sections_are_displayed_and_csharp_returns_to_code()
    {
        var outputs = await _cells.OutputsAsync(
            "var a = 1;\n#!markdown\n# Title\n#r is no directive here\n#!html\n<b>x</b>\n#!csharp\na + 1");

        Assert.Collection(
            outputs,
            o => Assert.Equal("# Title\n#r is no directive here", ((DisplayOutput)o).Data["text/markdown"]),
            o => Assert.Equal("<b>x</b>", ((DisplayOutput)o).Data["text/html"]),
            o => Assert.Equal("2", ((DisplayOutput)o).Data["text/plain"]));
    }

    [Fact]
    public async Task Lines_keep_their_numbers_below_directives()
    {
        var error = await _cells.ErrorAsync(
            "#!time\n#!markdown\ntext\n#!csharp\nvar a = 1;\nthrow new Exception(\"x\");");

        Assert.Equal(6, error.Line);
    }

    [Theory]
    [InlineData("#!tiem", "#!time")]
    [InlineData("#!imprt x.csx", "#!import")]
    [InlineData("#!markdwon", "#!markdown")]
    [InlineData("#!Who", "#!who")]
    [InlineData("#!lsmagics", "#!lsmagic")]
    public async Task An_unknown_directive_is_an_error_that_suggests_the_nearest(string code, string nearest)
    {
        var error = await _cells.ErrorAsync("var x = 1;\n" + code);

        Assert.Equal(2, error.Line);
        Assert.Contains($"Did you mean '{nearest}'?", error.Message);
    }

    [Fact]
    public async Task Who_names_the_variables_and_whos_shows_their_types_and_values()
    {
        await _cells.OutputsAsync("var a = 1;\nvar b = new List<int> { 1, 2 };");
        await _cells.OutputsAsync("int F() => 1;\nvar a = \"text\";\nobject none = null;");

        Assert.Equal("b\ta\tnone", await _cells.DataAsync("#!who"));
        Assert.Equal(
            [["Variable", "Type", "Value"], ["b", "List<int>", "[ 1, 2 ]"], ["a", "string", "text"], ["none", "object", "<null>"]],
            Rows(await _cells.DataAsync("#!whos", "text/html")));
        Assert.Contains("string     text", await _cells.DataAsync("#!whos"));
    }

    [Fact]
    public async Task Who_sees_what_the_lines_above_it_declared()
    {
        var outputs = await _cells.OutputsAsync("var a = 1;\n#!who\nvar b = 2;\n#!who");

        Assert.Equal(["a", "a\tb"], outputs.Select(output => ((DisplayOutput)output).Data["text/plain"]));
    }

    [Fact]
    public async Task Lsmagic_lists_every_directive_with_what_it_does()
    {
        var text = await _cells.DataAsync("#!lsmagic");

        Assert.All(
            (string[])["#r", "#i", "#load", "#!csharp", "#!html", "#!import", "#!lsmagic", "#!markdown", "#!set", "#!time",
                "#!who", "#!whos"],
            name => Assert.Matches($@"(?m)^{name} +[A-Z]", text));
    }

    [Theory]
    [InlineData("#!set --name x --value plain\nx", "plain")]
    [InlineData("#!set --value \"two words\" --name x\nx", "two words")]
    [InlineData("#!set --name x --value @csharp:number\nx.GetType().Name + x", "Double5")]
    [InlineData("#!set --name x --value @csharp:text\nx", "a \"quoted\" text")]
    [InlineData("#!set --name x --value @csharp:flag\nx ? 1 : 0", "1")]
    [InlineData("#!set --name x --value @csharp:list\nx.RootElement[1].GetInt32()", "2")]
    [InlineData("#!set --name x --value @csharp:list --byref\nobject.ReferenceEquals(x, list)", "True")]
    [InlineData("#!set --name x --value @csharp:list --mime-type text/plain\nx", "[ 1, 2 ]")]
    public async Task Set_makes_a_variable(string code, string result)
    {
        await _cells.OutputsAsync(
            "var number = 5;\nvar text = \"a \\\"quoted\\\" text\";\nvar flag = true;\nvar list = new List<int> { 1, 2 };");

        Assert.Equal(result, await _cells.DataAsync(code));
    }

    [Theory]
    [InlineData("#!set --value 1", "lacks --name")]
    [InlineData("#!set --name x", "lacks --value")]
    [InlineData("#!set --name x --value", "lacks its value")]
    [InlineData("#!set --name 1x --value 1", "cannot name a variable")]
    [InlineData("#!set --name class --value 1", "cannot name a variable")]
    [InlineData("#!set --name x --val 1", "does not know '--val'")]
    [InlineData("#!set --name x --value @csharp:nmber", "Did you mean 'number'?")]
    [InlineData("#!set --name x --value @fsharp:number", "can be read here")]
    [InlineData("#!set --name x --value @input:\"Name?\"", "Nobody can be asked")]
    public async Task What_cannot_be_set_is_an_error_that_says_why(string code, string reason)
    {
        await _cells.OutputsAsync("var number = 5;");

        Assert.Contains(reason, (await _cells.ErrorAsync(code)).Message);
    }

    [Theory]
    [InlineData("#!fsharp\nlet x = 1", "F#")]
    [InlineData("#!pwsh\nls", "PowerShell")]
    public async Task Other_languages_are_refused_by_their_names(string code, string language) =>
        Assert.Contains($"{language}: this engine runs C# alone", (await _cells.ErrorAsync(code)).Message);

    [Fact]
    public async Task What_looks_like_a_directive_inside_a_string_or_comment_is_none()
    {
        const string Code = "var text = \"\"\"\n#!nonsense\n#r \"x\"\n\"\"\";\n/*\n#!nonsense\n*/\ntext.Length";

        Assert.Equal("17", await _cells.DataAsync(Code));
    }

    [Fact]
    public async Task Preprocessor_lines_of_csharp_are_left_to_the_compiler() =>
        Assert.Equal("1", await _cells.DataAsync(
            "#region r\n#if !NEVER\nvar x = 1;\n#endif\n#endregion\n#pragma warning disable\nx"));

    private static IEnumerable<string[]> Rows(string html) => new AngleSharp.Html.Parser.HtmlParser()
        .ParseDocument(html)
        .QuerySelectorAll("tr")
        .Select(row => row.Children.Select(cell => cell.TextContent).ToArray());
}
