namespace NerWorkshop.Notebooks.Tests;

public sealed class NotebookParametersTests
{
    private static NotebookDocument Document(string? parameters = null)
    {
        var document = new NotebookDocument();
        document.Cells.Add(new NotebookCell(CellKind.Markdown, "# Title", "title"));
        if (parameters is not null)
        {
            document.Cells.Add(new NotebookCell(CellKind.Code, parameters, "p", "parameters"));
        }

        document.Cells.Add(new NotebookCell(CellKind.Code, "1 + 1", "rest"));
        return document;
    }

    private static string Injected(NotebookDocument document) =>
        Assert.Single(document.Cells, cell => cell.HasTag("injected-parameters")).Source;

    [Fact]
    public void Values_come_in_a_cell_of_their_own_after_the_parameters_cell()
    {
        var document = Document("var path = \"a.csv\";\nvar count = 5;");
        var values = new Dictionary<string, string> { ["count"] = "7", ["path"] = "b\"\\c.csv" };
        NotebookParameters.Inject(document, values);

        Assert.Equal(["title", "p", "injected-parameters", "rest"], document.Cells.Select(cell => cell.Id));
        Assert.Equal("// Parameters\nvar count = 7;\nvar path = \"b\\\"\\\\c.csv\";", Injected(document));
    }

    [Fact]
    public void Without_a_parameters_cell_values_come_first()
    {
        var document = Document();
        NotebookParameters.Inject(document, new Dictionary<string, string> { ["anything"] = "1" });

        Assert.Equal(["injected-parameters", "title", "rest"], document.Cells.Select(cell => cell.Id));
    }

    [Fact]
    public void A_second_run_replaces_the_values_of_the_first()
    {
        var document = Document("var count = 5;");
        NotebookParameters.Inject(document, new Dictionary<string, string> { ["count"] = "7" });
        NotebookParameters.Inject(document, new Dictionary<string, string> { ["count"] = "8" });

        Assert.Equal(4, document.Cells.Count);
        Assert.Contains("count = 8", Injected(document));
    }

    [Fact]
    public void A_run_without_values_is_one_with_the_defaults()
    {
        var document = Document("var count = 5;");
        NotebookParameters.Inject(document, new Dictionary<string, string> { ["count"] = "7" });
        NotebookParameters.Inject(document, new Dictionary<string, string>());

        Assert.Equal(["title", "p", "rest"], document.Cells.Select(cell => cell.Id));
    }

    [Theory]
    [InlineData("42", "42")]
    [InlineData("-3", "-3")]
    [InlineData("1.5", "1.5D")]
    [InlineData("1e3", "1000D")]
    [InlineData("true", "true")]
    [InlineData("False", "false")]
    [InlineData("text", "\"text\"")]
    [InlineData("", "\"\"")]
    [InlineData("1,5", "\"1,5\"")]
    [InlineData("NaN", "\"NaN\"")]
    [InlineData("99999999999", "99999999999D")]
    public void Undeclared_values_are_typed_by_their_text(string text, string literal)
    {
        var document = Document();
        NotebookParameters.Inject(document, new Dictionary<string, string> { ["x"] = text });

        Assert.Equal($"// Parameters\nvar x = {literal};", Injected(document));
    }

    [Theory]
    [InlineData("string x = null;", "42", "\"42\"")]
    [InlineData("string? x = null;", "42", "\"42\"")]
    [InlineData("var x = \"1\";", "true", "\"true\"")]
    [InlineData("double x = 1;", "2", "2D")]
    [InlineData("var x = -1.0;", "2", "2D")]
    [InlineData("var x = 1L;", "2", "2L")]
    [InlineData("float x = 1;", "0.5", "0.5F")]
    [InlineData("decimal x = 1;", "0.5", "0.5M")]
    [InlineData("bool x = false;", "TRUE", "true")]
    [InlineData("int a = 1, x = 2; // both", "3", "3")]
    public void Declared_values_take_the_type_they_are_declared_with(string declaration, string text, string literal)
    {
        var document = Document(declaration);
        NotebookParameters.Inject(document, new Dictionary<string, string> { ["x"] = text });

        Assert.Equal($"// Parameters\nvar x = {literal};", Injected(document));
    }

    [Fact]
    public void A_value_that_does_not_fit_the_declared_type_is_refused_and_nothing_changes()
    {
        var document = Document("int count = 5;");
        var before = document.ToJson();
        var error = Assert.Throws<NotebookParameterException>(
            () => NotebookParameters.Inject(document, new Dictionary<string, string> { ["count"] = "many" }));

        Assert.Equal("The parameter 'count' is of type int; 'many' is not.", error.Message);
        Assert.Equal(before, document.ToJson());
    }

    [Fact]
    public void An_unknown_parameter_is_refused_with_the_names_there_are()
    {
        var document = Document("var csvPath = \"a.csv\";\nvar textColumn = \"text\";\nint Helper() => 1;");
        var error = Assert.Throws<NotebookParameterException>(
            () => NotebookParameters.Inject(document, new Dictionary<string, string> { ["csv"] = "x" }));

        Assert.Equal("The notebook has no parameter 'csv'. It has csvPath, textColumn.", error.Message);
        Assert.Equal(["csvPath", "textColumn"], NotebookParameters.Names(document));
    }

    [Theory]
    [InlineData("1x")]
    [InlineData("a b")]
    [InlineData("x;System.IO.File.Delete")]
    public void A_name_that_is_no_identifier_is_refused(string name) => Assert.Throws<NotebookParameterException>(
        () => NotebookParameters.Inject(Document(), new Dictionary<string, string> { [name] = "1" }));
}
