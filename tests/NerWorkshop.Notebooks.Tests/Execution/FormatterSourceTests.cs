namespace NerWorkshop.Notebooks.Tests;

/// <summary>.NET Interactive's convention, from libraries and cells that know nothing of this engine.</summary>
public sealed class FormatterSourceTests : IDisposable
{
    private const string Attribute =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;

        [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
        class TypeFormatterSourceAttribute : Attribute
        {
            public TypeFormatterSourceAttribute(Type type) { FormatterSourceType = type; }
            public Type FormatterSourceType { get; }
            public string[] PreferredMimeTypes { get; set; }
        }

        class Source
        {
            public IEnumerable<object> CreateTypeFormatters() =>
                new[] { new F("text/html", "<b>own</b>"), new F("text/plain", "own"), new F("text/x-other", "other") };
        }

        class F
        {
            readonly string _text;
            public F(string mimeType, string text) { MimeType = mimeType; _text = text; }
            public string MimeType { get; }
            public bool Format(object instance, TextWriter writer) { writer.Write(_text); return true; }
        }
        """;

    private const string OwnClass = "[TypeFormatterSource(typeof(Source))] public class Own { public int X => 1; }";

    private readonly TemporaryFolder _folder = new();
    private readonly Cells _cells;

    public FormatterSourceTests() => _cells = new Cells(_folder.Path);

    public void Dispose() => _folder.Dispose();

    private async Task<IReadOnlyDictionary<string, string>> ShowAsync(string declarations, string expression)
    {
        Libraries.Compile(_folder.Path, "Own" + Guid.NewGuid().ToString("n"), Attribute + declarations);
        var library = Path.GetFileName(Directory.GetFiles(_folder.Path, "*.dll").Single());
        var output = Assert.Single(await _cells.OutputsAsync($"#r \"{library}\"\n{expression}"));
        return ((DisplayOutput)output).Data;
    }

    [Fact]
    public async Task A_type_with_the_attribute_renders_itself_as_html()
    {
        var data = await ShowAsync(OwnClass, "new Own()");

        Assert.Equal(new Dictionary<string, string> { ["text/html"] = "<b>own</b>" }, data);
    }

    [Fact]
    public async Task Preferred_mime_types_are_given_all_and_in_order()
    {
        var data = await ShowAsync(
            "[TypeFormatterSource(typeof(Source), PreferredMimeTypes = new[] { \"text/html\", \"text/plain\" })] "
            + "public class Own { }",
            "new Own()");

        Assert.Equal([("text/html", "<b>own</b>"), ("text/plain", "own")], data.Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public async Task A_display_may_ask_for_any_mime_type_that_the_source_has()
    {
        var data = await ShowAsync(
            "[TypeFormatterSource(typeof(Source))] public class Own { }",
            "new Own().Display(\"text/x-other\");");

        Assert.Equal(new Dictionary<string, string> { ["text/x-other"] = "other" }, data);
    }

    [Fact]
    public async Task An_inherited_attribute_counts()
    {
        var data = await ShowAsync(
            "[TypeFormatterSource(typeof(Source))] public class Base { } public class Own : Base { }",
            "new Own()");

        Assert.Equal("<b>own</b>", data["text/html"]);
    }

    [Fact]
    public async Task The_attribute_wins_over_a_sequence()
    {
        var data = await ShowAsync(
            "[TypeFormatterSource(typeof(Source))] public class Own : List<int> { }",
            "new Own { 1, 2 }");

        Assert.Equal("<b>own</b>", data["text/html"]);
    }

    [Theory]
    [InlineData("new[] { new Own() }")]
    [InlineData("new Dictionary<string, Own> { [\"k\"] = new Own() }")]
    [InlineData("new { Inner = new Own() }")]
    [InlineData("new object[] { 1, new Own() }")]
    [InlineData("(1, new Own())")]
    public async Task It_renders_itself_inside_other_values(string expression)
    {
        var data = await ShowAsync(OwnClass, expression);

        Assert.Contains("<td><b>own</b></td>", data["text/html"]);
        Assert.Contains("own", data["text/plain"]);
        Assert.DoesNotContain("X", data["text/plain"]);
    }

    [Fact]
    public async Task A_type_declared_in_a_cell_may_have_it()
    {
        await _cells.OutputsAsync(Attribute + "\n[TypeFormatterSource(typeof(Source))] class Own { }");

        Assert.Equal("<b>own</b>", await _cells.DataAsync("new Own()", "text/html"));
    }

    [Theory]
    [InlineData("class S { public S(int x) { } public IEnumerable<object> CreateTypeFormatters() => new object[0]; }")]
    [InlineData("class S { }")]
    [InlineData("class S { public IEnumerable<object> CreateTypeFormatters() => new object[] { 1, \"x\" }; }")]
    [InlineData("class S { public IEnumerable<object> CreateTypeFormatters() => new[] { new D() }; } "
                + "class D { public string MimeType => \"text/html\"; "
                + "public bool Format(object o, TextWriter w) => false; }")]
    public async Task A_source_that_does_not_keep_the_convention_or_declines_leaves_the_default(string source)
    {
        var data = await ShowAsync(source + OwnClass.Replace("(Source)", "(S)"), "new Own()");

        Assert.Contains("<td>X</td>", data["text/html"]);
    }

    [Fact]
    public async Task A_formatter_that_throws_fails_the_cell_with_its_message()
    {
        Libraries.Compile(
            _folder.Path,
            "Failing",
            Attribute.Replace("writer.Write(_text); return true;", "throw new Exception(\"cannot draw\");")
            + "\n[TypeFormatterSource(typeof(Source))] public class Own { }");

        Assert.Equal("cannot draw", (await _cells.ErrorAsync("#r \"Failing.dll\"\nnew Own()")).Message);
    }
}
