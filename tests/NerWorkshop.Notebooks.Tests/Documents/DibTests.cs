using System.Text.Json.Nodes;

namespace NerWorkshop.Notebooks.Tests;

public sealed class DibTests : IDisposable
{
    private const string Text = """
        #!meta

        {"kernelInfo":{"defaultKernelName":"csharp","items":[{"aliases":["x"],"name":"other"},{"aliases":[],"name":"csharp"}]},"author":"ÄÖ <b>"}

        #!markdown

        # Title

        Prose.

        #!csharp

        #!time
        var x = 1;

        x + 1

        #!other

        any text

        #!fsharp

        let x = 1

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Full(string name) => Path.Combine(_folder.Path, name);

    [Fact]
    public void Cells_and_their_languages_are_read()
    {
        _folder.Write("a.dib", Text);
        var document = NotebookDocument.Read(Full("a.dib"));

        Assert.Equal(
            [
                (CellKind.Markdown, "markdown", "# Title\n\nProse."), (CellKind.Code, "csharp", "#!time\nvar x = 1;\n\nx + 1"),
                (CellKind.Code, "other", "any text"), (CellKind.Code, "fsharp", "let x = 1"),
            ],
            document.Cells.Select(cell => (cell.Kind, cell.Language, cell.Source)));
        Assert.Equal("ÄÖ <b>", (string?)document.Metadata["author"]);
        Assert.Equal("csharp", (string?)document.Metadata["polyglot_notebook"]!["kernelInfo"]!["defaultKernelName"]);
        Assert.Equal(".net-csharp", (string?)document.Metadata["kernelspec"]!["name"]);
    }

    [Fact]
    public void Through_an_ipynb_and_back_not_a_char_changes()
    {
        _folder.Write("a.dib", Text);
        NotebookDocument.Read(Full("a.dib")).Write(Full("b.ipynb"));
        NotebookDocument.Read(Full("b.ipynb")).Write(Full("c.dib"));

        Assert.Equal(Text, File.ReadAllText(Full("c.dib")));
        Assert.Equal(4, (int?)JsonNode.Parse(File.ReadAllText(Full("b.ipynb")))!["nbformat"]);
    }

    [Theory]
    [InlineData("var x = 1;", "csharp", "var x = 1;")]
    [InlineData("\n\n#!c#\n\nvar x = 1;\n\n\n", "csharp", "var x = 1;")]
    [InlineData("#!md\r\n# A\r\n\r\nB\r\n", "markdown", "# A\n\nB")]
    [InlineData("#!raw\ntext", "raw", "text")]
    [InlineData("#!who\n1 + 1", "csharp", "#!who\n1 + 1")]
    public void What_names_no_language_is_csharp_and_blank_lines_around_a_cell_are_none_of_it(
        string text, string language, string source)
    {
        _folder.Write("a.dib", text);
        var cell = Assert.Single(NotebookDocument.Read(Full("a.dib")).Cells);

        Assert.Equal((language, source), (cell.Language, cell.Source));
    }

    [Fact]
    public void A_notebook_goes_through_a_dib_with_text_languages_and_metadata()
    {
        var document = new NotebookDocument();
        document.Cells.Add(new NotebookCell(CellKind.Markdown, "# Title\n- a", "a"));
        document.Cells.Add(new NotebookCell(CellKind.Code, "  var x = 1;", "b"));
        document.Cells.Add(new NotebookCell(CellKind.Raw, "raw", "c"));
        document.Metadata["title"] = "T";
        document.Metadata["kernelspec"] = new JsonObject { ["name"] = "ner-csharp" };
        document.Write(Full("a.dib"));
        var read = NotebookDocument.Read(Full("a.dib"));

        Assert.Equal(
            document.Cells.Select(cell => (cell.Kind, cell.Source)), read.Cells.Select(cell => (cell.Kind, cell.Source)));
        Assert.True(JsonNode.DeepEquals(document.Metadata, read.Metadata));
    }

    [Fact]
    public void The_metadata_that_every_notebook_has_are_not_written()
    {
        var document = new NotebookDocument();
        document.Cells.Add(new NotebookCell(CellKind.Code, "1", "a"));
        document.Write(Full("a.dib"));

        Assert.Equal("#!csharp\n\n1\n", File.ReadAllText(Full("a.dib")));
    }

    [Fact]
    public void A_cell_that_would_become_two_is_refused_and_nothing_is_written()
    {
        var document = new NotebookDocument();
        document.Cells.Add(new NotebookCell(CellKind.Code, "1", "a"));
        document.Cells.Add(new NotebookCell(CellKind.Code, "var x = 1;\n#!markdown\ntext", "b"));

        Assert.Contains(
            "Cell 2 has a line '#!markdown'",
            Assert.Throws<NotebookFormatException>(() => document.Write(Full("a.dib"))).Message);
        Assert.False(File.Exists(Full("a.dib")));
    }

    [Theory]
    [InlineData("#!meta\n\n{\"a\":\n\n#!csharp\n\n1")]
    [InlineData("#!meta\n\n[]\n")]
    public void Metadata_that_cannot_be_read_are_an_error_that_names_the_line(string text)
    {
        _folder.Write("a.dib", text);

        Assert.Contains("line 1", Assert.Throws<NotebookFormatException>(() => NotebookDocument.Read(Full("a.dib"))).Message);
    }
}
