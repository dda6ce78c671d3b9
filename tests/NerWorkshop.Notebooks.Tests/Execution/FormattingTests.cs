using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace NerWorkshop.Notebooks.Tests;

public sealed class FormattingTests
{
    private readonly Cells _cells = new();

    private static IElement Html(object? value)
    {
        var html = Formatter.Format(value)["text/html"];
        return new HtmlParser().ParseDocument(html).Body!;
    }

    private static string Plain(object? value) => Formatter.Format(value)["text/plain"];

    private static string[] Row(IElement row) => [.. row.Children.Select(cell => cell.TextContent)];

    [Fact]
    public void A_string_is_plain_text_only()
    {
        var data = Formatter.Format("a <b> & \"c\"");

        Assert.Equal(["text/plain"], data.Keys);
        Assert.Equal("a <b> & \"c\"", data["text/plain"]);
    }

    public static TheoryData<object?, string> Scalars => new()
    {
        { null, "<null>" },
        { 42, "42" },
        { 1.5, "1.5" },
        { 1234.5m, "1234.5" },
        { true, "True" },
        { 'x', "x" },
        { DayOfWeek.Monday, "Monday" },
        { new DateTime(2021, 7, 15, 1, 2, 3), "2021-07-15 01:02:03Z" },
        { TimeSpan.FromSeconds(90), "00:01:30" },
        { new Uri("https://example.org/"), "https://example.org/" },
        { typeof(Dictionary<string, List<int?>>), "Dictionary<string, List<int?>>" },
        { new Version(1, 2), "1.2" },
        { new object(), "object" },
        { System.Text.Json.Nodes.JsonNode.Parse("""{"a":1}"""), "{\n  \"a\": 1\n}" },
    };

    [Theory]
    [MemberData(nameof(Scalars), DisableDiscoveryEnumeration = true)]
    public void A_scalar_is_one_text_in_pre(object? value, string text)
    {
        Assert.Equal(text, Plain(value));
        Assert.Equal(text, Assert.Single(Html(value).QuerySelectorAll("pre")).TextContent);
    }

    [Fact]
    public void A_sequence_of_scalars_is_one_line()
    {
        Assert.Equal("[ 1, 2, 3 ]", Plain(new[] { 1, 2, 3 }));
        Assert.Equal("[ 1, 2, 3 ]", Html(new[] { 1, 2, 3 }).QuerySelector("pre")!.TextContent);
        Assert.Equal("[ a, b ]", Plain(new List<string> { "a", "b" }));
    }

    [Fact]
    public void Twenty_items_are_shown_and_then_how_many_more_there_are()
    {
        Assert.EndsWith("18, 19 ... (80 more) ]", Plain(Enumerable.Range(0, 100).ToList()));
        Assert.EndsWith("18, 19 ... (more) ]", Plain(Endless()));
        Assert.EndsWith("18, 19 ]", Plain(Enumerable.Range(0, 20).ToArray()));

        static IEnumerable<int> Endless()
        {
            for (var i = 0; ; i++)
            {
                yield return i;
            }
        }
    }

    [Fact]
    public void A_sequence_of_objects_is_a_table_of_index_and_value()
    {
        var rows = Html(Enumerable.Range(0, 25).Select(i => new { Number = i }).ToList())
            .QuerySelectorAll(".nb-value > table > tbody > tr");

        Assert.Equal(21, rows.Length);
        Assert.Equal("0", rows[0].Children[0].TextContent);
        Assert.Equal(["Number", "0"], Row(rows[0].QuerySelector("details tr")!));
        Assert.Equal("(5 more)", rows[20].TextContent);
        Assert.Equal("2", rows[20].Children[0].GetAttribute("colspan"));
    }

    [Fact]
    public void Items_of_several_types_show_their_types()
    {
        var table = Html(new object?[] { 1, "two", null }).QuerySelector("table")!;

        Assert.Equal(["index", "type", "value"], Row(table.QuerySelector("thead tr")!));
        Assert.Equal(
            [["0", "int", "1"], ["1", "string", "two"], ["2", "", "<null>"]],
            table.QuerySelectorAll("tbody tr").Select(Row));
    }

    [Fact]
    public void A_dictionary_is_a_table_of_key_and_value()
    {
        var table = Html(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }).QuerySelector("table")!;

        Assert.Equal(["key", "value"], Row(table.QuerySelector("thead tr")!));
        Assert.Equal([["a", "1"], ["b", "2"]], table.QuerySelectorAll("tbody tr").Select(Row));
        Assert.Equal(
            "SortedDictionary<string, int>\n  a: 1\n  b: 2",
            Plain(new SortedDictionary<string, int> { ["b"] = 2, ["a"] = 1 }));
    }

    [Fact]
    public void Pairs_in_order_are_a_table_of_key_and_value_too()
    {
        var ordered = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }.OrderByDescending(pair => pair.Value);

        Assert.Equal([["b", "2"], ["a", "1"]], Html(ordered).QuerySelectorAll("tbody tr").Select(Row));
    }

    [Fact]
    public void An_object_is_a_tree_of_its_members()
    {
        var value = new { Name = "apple", Sizes = new[] { 1, 2 }, Inner = new { Deep = true } };
        var details = Html(value).QuerySelector("details")!;

        Assert.True(details.HasAttribute("open"));
        Assert.Equal(
            ["Name", "Sizes", "Inner"],
            details.Children[1].QuerySelectorAll(":scope > tbody > tr").Select(row => row.Children[0].TextContent));
        Assert.Equal("[ 1, 2 ]", details.QuerySelectorAll("pre")[1].TextContent);
        Assert.Equal(["Deep", "True"], Row(details.QuerySelector("td details tr")!));
        Assert.Equal(
            "(anonymous)\n  Name: apple\n  Sizes: [ 1, 2 ]\n  Inner: (anonymous)\n    Deep: True",
            Plain(value));
    }

    [Fact]
    public void Tuples_show_their_items()
    {
        Assert.Equal("( 1, two )", Plain((1, "two")));
        Assert.Equal([["Item1", "1"], ["Item2", "two"]], Html((1, "two")).QuerySelectorAll("tbody tr").Select(Row));
    }

    [Fact]
    public void What_is_empty_says_so()
    {
        Assert.Equal("(empty)", Html(Array.Empty<int>()).QuerySelector("i")!.TextContent);
        Assert.Equal("[  ]", Plain(Array.Empty<int>()));
        Assert.Equal("(empty)", Html(new Dictionary<int, int>()).QuerySelector("i")!.TextContent);
    }

    [Fact]
    public void A_getter_that_throws_shows_its_exception_and_spoils_nothing_else()
    {
        var text = Plain(new Throwing());

        Assert.Contains("Good: 1", text);
        Assert.Contains("Bad: System.InvalidOperationException: broken", text);
    }

    [Fact]
    public void An_object_that_contains_itself_is_shown_to_a_depth()
    {
        var node = new Node();
        node.Next = node;

        Assert.InRange(Html(node).QuerySelectorAll("details").Length, 3, 10);
        Assert.InRange(Plain(node).Length, 10, 5000);
    }

    [Fact]
    public void A_wide_and_deep_object_graph_is_cut_off()
    {
        Assert.InRange(Formatter.Format(new Wide(0))["text/html"].Length, 1000, 2_000_000);
        Assert.InRange(Plain(new Wide(0)).Length, 1000, 1_000_000);
    }

    [Fact]
    public void Groups_show_their_key_and_their_items()
    {
        var html = Html(new[] { "ab", "ac", "b" }.GroupBy(word => word[0]));

        Assert.Contains(html.QuerySelectorAll("tr"), row => Row(row) is ["Key", "a"]);
        Assert.Contains(html.QuerySelectorAll("pre"), pre => pre.TextContent == "[ ab, ac ]");
    }

    [Fact]
    public void A_sequence_with_members_of_its_own_shows_them_and_then_its_items()
    {
        var basket = new Basket { Owner = "Ada" };

        Assert.Equal(
            [["Owner", "Ada"], ["(values)", "[ apple, banana ]"]],
            Html(basket).QuerySelectorAll("details > table > tbody > tr").Select(Row));
        Assert.Equal("Basket\n  Owner: Ada\n  (values): [ apple, banana ]", Plain(basket)[(Plain(basket).IndexOf('.') + 1)..]);
    }

    [Fact]
    public void Memory_is_a_sequence_and_memory_of_chars_is_text()
    {
        Assert.Equal("[ 1, 2, 3 ]", Plain(new ReadOnlyMemory<int>([1, 2, 3])));
        Assert.Equal("[ 1, 2 ]", Plain(new Memory<int>([1, 2])));
        Assert.Equal("Hi!", Plain("Hi!".AsMemory()));
    }

    [Fact]
    public void Members_that_a_debugger_hides_are_hidden() =>
        Assert.DoesNotContain("Secret", Plain(new Hiding()));

    [Fact]
    public void An_expando_object_shows_its_names_and_values()
    {
        dynamic expando = new System.Dynamic.ExpandoObject();
        expando.Name = "socks";
        expando.Parts = null;

        Assert.Equal([["Name", "socks"], ["Parts", "<null>"]], Html((object)expando).QuerySelectorAll("tbody tr").Select(Row));
    }

    [Fact]
    public void Dictionaries_of_any_kind_are_tables_cut_off_after_twenty_entries()
    {
        var rows = Html(Enumerable.Range(0, 26).ToDictionary(i => i, i => i.ToString())).QuerySelectorAll("tbody > tr");

        Assert.Equal(21, rows.Length);
        Assert.Equal("(6 more)", rows[20].TextContent);
        Assert.Equal(
            ["key", "value"],
            Row(Html(System.Collections.Immutable.ImmutableDictionary<int, string>.Empty.Add(1, "one")).QuerySelector("thead tr")!));
    }

    [Fact]
    public void A_record_shows_itself_in_its_summary_and_its_members_below()
    {
        var details = Html(new Point(1, 2)).QuerySelector("details")!;

        Assert.Equal("Point { X = 1, Y = 2 }", details.QuerySelector("summary")!.TextContent);
        Assert.Equal([["X", "1"], ["Y", "2"]], details.QuerySelectorAll("tbody tr").Select(Row));
    }

    [Fact]
    public void Everything_that_reaches_html_is_escaped()
    {
        const string Evil = "</pre><script>alert('x')</script>\"&";
        var values = new object?[]
        {
            Evil.ToCharArray().ToList(), new[] { Evil }, new object[] { Evil, 1 }, new { Text = Evil }, (Evil, Evil),
            new Dictionary<string, string> { [Evil] = Evil }, new InvalidOperationException(Evil), new Named(Evil),
            new[] { new Named(Evil) },
        };
        foreach (var value in values)
        {
            var html = Formatter.Format(value)["text/html"];
            Assert.DoesNotContain("<script", html);
            Assert.Empty(new HtmlParser().ParseDocument(html).QuerySelectorAll("script"));
        }
    }

    [Fact]
    public void HTML_inside_other_values_stays_html() =>
        Assert.Equal("x", Html(new[] { new HtmlString("<em>x</em>") }).QuerySelector("td em")!.TextContent);

    [Fact]
    public async Task An_exception_as_a_value_shows_its_message_and_the_users_frames()
    {
        await _cells.OutputsAsync(
            "Exception caught = null;\ntry { int.Parse(\"x\"); } catch (Exception e) { caught = e; }");
        var text = await _cells.DataAsync("caught");

        Assert.StartsWith("System.FormatException: The input string 'x' was not in a correct format.\n", text);
        Assert.EndsWith("   at cell [1], line 2", text);
    }

    [Fact]
    public async Task Types_of_cells_are_named_as_written()
    {
        await _cells.OutputsAsync("class Box<T> { public class Lid { } public T Content; }");

        Assert.Equal("Box<int>", await _cells.DataAsync("typeof(Box<int>)"));
        Assert.Equal("Box<string>.Lid", await _cells.DataAsync("typeof(Box<string>.Lid)"));
        Assert.Equal("Box<int>\n  Content: 7", await _cells.DataAsync("new Box<int> { Content = 7 }"));
    }

    private sealed record Point(int X, int Y);

    private sealed class Basket : System.Collections.Generic.IEnumerable<string>
    {
        public string? Owner { get; init; }

        public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)["apple", "banana"]).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Hiding
    {
        public int Shown => 1;

        [System.Diagnostics.DebuggerBrowsable(System.Diagnostics.DebuggerBrowsableState.Never)]
        public string Secret => "Secret";
    }

    private sealed class Throwing
    {
        public int Good => 1;

        public int Bad => throw new InvalidOperationException("broken");
    }

    private sealed class Node
    {
        public Node? Next { get; set; }

        public int Value => 1;
    }

    private sealed class Wide(int level)
    {
        public IEnumerable<Wide> Children => Enumerable.Range(0, 20).Select(_ => new Wide(level + 1));

        public int Level => level;
    }

    private sealed class Named(string name)
    {
        public int Value => 1;

        public override string ToString() => name;
    }
}
