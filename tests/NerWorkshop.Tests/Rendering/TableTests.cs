using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace NerWorkshop.Tests.RenderingTests;

public class TableTests
{
    private sealed record Hit(string Text, int Count, double? Share);

    private static readonly Hit[] Hits = [new("Tinder", 12, 0.5), new("a\nb", 3, 0.12345), new("<b>&\"", 1000, null)];

    [Fact]
    public void Columns_are_given_by_header_and_value()
    {
        Table table = Table.From(Hits, ("Text", hit => hit.Text), ("Twice", hit => hit.Count * 2));
        Assert.Equal(["Text", "Twice"], table.Columns);
        Assert.Equal(
            """
            Text    Twice
            ──────  ─────
            Tinder     24
            a↵b         6
            <b>&"    2000
            """.ReplaceLineEndings("\n"), table.ToString());
    }

    [Fact]
    public void Records_anonymous_types_pairs_tuples_and_texts_give_their_own_columns()
    {
        Assert.Equal(["Text", "Count", "Share"], Table.From(Hits).Columns);
        Assert.Equal(["A", "B"], Table.From(new[] { new { A = 1, B = 2 } }).Columns);
        Assert.Equal(["Key", "Value"], Table.From(new Dictionary<string, int> { ["x"] = 1 }).Columns);
        Assert.Equal(["Item1", "Item2"], Table.From(new[] { (1, "x") }).Columns);
        Assert.Equal("Value\n─────\nx\ny", Table.From(new[] { "x", "y" }).ToString());
    }

    [Fact]
    public void Html_has_a_head_with_scopes_a_caption_and_escaped_cells()
    {
        IElement html = Parse(Table.From(Hits).WithCaption("<i>hits</i>"));
        Assert.Equal("<i>hits</i>", html.QuerySelector("caption")!.TextContent);
        Assert.All(html.QuerySelectorAll("th"), header => Assert.Equal("col", header.GetAttribute("scope")));
        Assert.Equal(["Text", "Count", "Share"], html.QuerySelectorAll("thead th").Select(th => th.TextContent));
        Assert.Equal("<b>&\"", html.QuerySelectorAll("tbody tr")[2].Children[0].TextContent);
        Assert.Equal(3, html.QuerySelectorAll("tbody tr").Length);
        Assert.Empty(html.QuerySelectorAll("b, i"));
    }

    [Fact]
    public void Headers_cannot_break_out_of_the_markup() =>
        Assert.Equal(
            "</th><script>", Parse(Table.From(Hits, ("</th><script>", h => h.Text))).QuerySelector("th")!.TextContent);

    [Fact]
    public void Numbers_stand_to_the_right_with_the_decimals_their_column_needs()
    {
        IElement row = Parse(Table.From(Hits)).QuerySelector("tbody tr")!;
        Assert.Contains("text-align:start", row.Children[0].GetAttribute("style"));
        Assert.Contains("text-align:right", row.Children[1].GetAttribute("style"));
        Assert.Equal("0.500", row.Children[2].TextContent);
        Assert.Equal(["1", "2"], Cells(1.0, 2.0));
        Assert.Equal(["1.5", "2.0"], Cells(1.5, 2.0));
        Assert.Equal(["1E-05", "2"], Cells(0.00001, 2.0));

        static IEnumerable<string> Cells(params double[] values) =>
            Parse(Table.From(values)).QuerySelectorAll("td").Select(td => td.TextContent);
    }

    [Fact]
    public void The_culture_of_the_machine_changes_nothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            comma.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = comma;
            Assert.Contains("-0.500", Table.From(new[] { -0.5, 0.125 }).ToString());
            Assert.DoesNotContain(",5", BarChart.From([new Bar("a", 1.5), new Bar("b", -7)], "t").ToHtml());
            Assert.DoesNotContain("~", BarChart.From([new Bar("a", 1.5), new Bar("b", -7)], "t").ToHtml());
            Assert.DoesNotContain("0,5", LineChart.From([0.5, 0.25]).ToHtml());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Long_tables_are_cut_and_say_how_much_is_left()
    {
        Table table = Table.From(Enumerable.Range(0, 250));
        Assert.Equal(250, table.RowCount);
        Assert.Equal(100, Parse(table).QuerySelectorAll("tbody tr").Length);
        Assert.Equal("… 248 more", Parse(table.WithRowLimit(2)).QuerySelector("tfoot")!.TextContent);
        Assert.EndsWith("    1\n… 248 more", table.WithRowLimit(2).ToString());
        Assert.DoesNotContain("more", table.WithRowLimit(250).ToString());
    }

    [Fact]
    public void An_empty_table_still_shows_its_columns()
    {
        Assert.Equal("Text  Count  Share\n────  ─────  ─────", Table.From(Array.Empty<Hit>()).ToString());
        Assert.Single(Parse(Table.From(Array.Empty<Hit>())).QuerySelectorAll("thead tr"));
    }

    [Fact]
    public void A_cell_may_hold_a_highlighted_document_a_list_or_nothing()
    {
        Doc doc = Docs.With("In Geneva", ("Geneva", "GPE"));
        Table table =
            Table.From([doc], ("Doc", d => d), ("Spans", d => d.Entities), ("Labels", _ => new[] { "a", "b" }),
            ("None", _ => null), ("Yes", _ => true));
        Assert.Equal("Geneva\u00a0GPE", Parse(table).QuerySelector("td mark")!.TextContent);
        Assert.Equal(
            ["Geneva", "a, b", "", "True"], Parse(table).QuerySelectorAll("td").Skip(1).Select(td => td.TextContent));
        Assert.EndsWith("In Geneva [GPE]  Geneva  a, b          True", table.ToString());
    }

    [Fact]
    public void Plain_text_stays_aligned_with_emoji_wide_characters_and_long_texts()
    {
        string[] lines = Table.From(
            new[] { "日本", "👩‍👩‍👧", "e\u0301", new string('x', 200) }, ("Text", t => t), ("N", _ => 1))
            .ToString().Split('\n');
        Assert.All(lines.Skip(1), line => Assert.Equal(63, TerminalText.Width(line)));
        Assert.StartsWith(new string('x', 59) + "…", lines[^1]);
    }

    [Fact]
    public void Terminal_escapes_in_a_cell_are_made_visible() =>
        Assert.EndsWith("␛[31mred", Table.From(new[] { "\u001b[31mred" }).ToString());

    private static IElement Parse(NerWorkshop.Rendering rendering) =>
        new HtmlParser().ParseDocument(rendering.ToHtml()).Body!;
}
