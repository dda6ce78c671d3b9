using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace NerWorkshop.Tests.RenderingTests;

public class ChartTests
{
    private static readonly KeyValuePair<string, int>[] Counts = [new("Reddit", 8), new("Tinder", 4), new("<x>", 0)];

    [Fact]
    public void A_bar_is_as_long_as_its_value()
    {
        double[] widths = [.. Parse(BarChart.From(Counts, "Sites")).QuerySelectorAll("rect")
            .Select(rect => Number(rect, "width"))];
        Assert.Equal(2, widths[0] / widths[1], 2);
        Assert.Equal(0, widths[2]);
    }

    [Fact]
    public void Names_and_values_are_text_in_the_pages_own_colour()
    {
        IElement svg = Parse(BarChart.From(Counts, "Sites")).QuerySelector("svg")!;
        Assert.Equal("currentColor", svg.GetAttribute("fill"));
        Assert.Equal(
            ["Reddit", "8", "Tinder", "4", "<x>", "0"], svg.QuerySelectorAll("text").Select(text => text.TextContent));
    }

    [Fact]
    public void Screen_readers_hear_title_and_figures()
    {
        IElement svg = Parse(BarChart.From(Counts, "Sites")).QuerySelector("svg")!;
        Assert.Equal("img", svg.GetAttribute("role"));
        Assert.Equal("Sites: Reddit 8, Tinder 4, <x> 0", svg.GetAttribute("aria-label"));
        Assert.Equal("Sites", svg.Children[0].TextContent);
        Assert.Equal("Reddit 8, Tinder 4, <x> 0", svg.Children[1].TextContent);
    }

    [Fact]
    public void Bars_in_plain_text_are_block_characters() =>
        Assert.Equal(
            $"""
            Sites
            Reddit  {new string('█', 40)} 8
            Tinder  {new string('█', 20)} 4
               <x>   0
            """.ReplaceLineEndings("\n"), BarChart.From(Counts, "Sites").ToString());

    [Fact]
    public void Values_below_zero_grow_to_the_left_of_the_others()
    {
        IElement[] bars =
            [.. Parse(BarChart.From([new Bar("for", 2), new Bar("against", -2)])).QuerySelectorAll("rect")];
        double zero = Number(bars[0], "x");
        Assert.Equal(zero, Number(bars[1], "x") + Number(bars[1], "width"), 2);
        Assert.Equal(Number(bars[0], "width"), Number(bars[1], "width"), 2);
    }

    [Fact]
    public void A_value_that_is_not_finite_is_refused_by_name() =>
        Assert.Contains(
            "'x'", Assert.Throws<ArgumentException>(() => BarChart.From([new Bar("x", double.NaN)])).Message);

    [Fact]
    public void Charts_without_data_say_so()
    {
        Assert.Equal("t\nno data", BarChart.From(Array.Empty<Bar>(), "t").ToString());
        Assert.Contains("no data", BarChart.From(Array.Empty<Bar>()).ToHtml());
        Assert.Contains("no data", LineChart.From([double.NaN]).ToHtml());
        Assert.Contains("no data", LineChart.From([double.NaN]).ToString());
    }

    [Fact]
    public void A_line_chart_has_axes_with_round_ticks_and_one_marker_a_point()
    {
        IElement svg =
            Parse(LineChart.From([95.2, 40, 12, 3.5], "Loss per epoch", yLabel: "loss")).QuerySelector("svg")!;
        string[] texts = [.. svg.QuerySelectorAll("text").Select(text => text.TextContent)];
        Assert.Equal(["0", "20", "40", "60", "80", "100", "1", "2", "3", "4", "epoch", "loss"], texts);
        Assert.Equal(4, svg.QuerySelectorAll("circle").Length);
        Assert.Contains("loss, epoch 2: 40", svg.QuerySelectorAll("g > title").Select(title => title.TextContent));
    }

    [Fact]
    public void Several_lines_have_a_legend_and_differ_in_more_than_colour()
    {
        LineChart chart = LineChart.From([("train", [3.0, 2, 1]), ("dev", [3.0, 2.5, 2.75])], "Loss");
        IElement svg = Parse(chart).QuerySelector("svg")!;
        Assert.Equal(["train", "dev"], svg.QuerySelectorAll("text").Take(2).Select(text => text.TextContent));
        Assert.Equal(
            [null, "7 4"],
            svg.QuerySelectorAll("path[fill=none]").Select(path => path.GetAttribute("stroke-dasharray")));
        Assert.Equal(
            "Loss\ntrain  █▅▁  3 at epoch 1, 1 at epoch 3, lowest 1, highest 3\n"
            + "dev    █▁▅  3 at epoch 1, 2.75 at epoch 3, lowest 2.5, highest 3", chart.ToString());
    }

    [Fact]
    public void A_point_that_is_not_finite_leaves_a_gap()
    {
        string path =
            Parse(LineChart.From([1, 2, double.NaN, 4, 5])).QuerySelector("path[fill=none]")!.GetAttribute("d")!;
        Assert.Equal(2, path.Count(c => c == 'M'));
        Assert.DoesNotContain("NaN", path);
    }

    [Theory]
    [InlineData(0.001, 0.002)]
    [InlineData(0, 0)]
    [InlineData(-3, 12345678)]
    [InlineData(5, 5)]
    [InlineData(1e-9, 2e-9)]
    [InlineData(1e300, -1e300)]
    public void Whatever_the_values_ticks_are_few_and_within_the_axis(double a, double b)
    {
        foreach (bool fromZero in new[] { true, false })
        {
            Axis axis = Axis.Over([a, b], 6, fromZero);
            Assert.InRange(axis.Ticks.Count, 2, 9);
            Assert.All(axis.Ticks, tick => Assert.InRange(axis.Place(tick, 0, 1), -1e-6, 1 + 1e-6));
            Assert.InRange(axis.Place(a, 0, 1), 0, 1);
        }
    }

    [Fact]
    public void Chart_colours_show_on_light_and_dark_pages() =>
        Assert.All(Chart.Colors, color =>
        {
            Assert.True(color.Contrast(Rgb.White) >= 3, $"{color} on white");
            Assert.True(color.Contrast(new Rgb(0x1e, 0x1e, 0x1e)) >= 3, $"{color} on dark");
        });

    [Fact]
    public void Charts_are_well_formed_and_bring_no_script_no_id_and_nothing_from_the_network()
    {
        const string Evil = "</svg><script>alert(1)</script>\"'\u0001\ud800";
        foreach (NerWorkshop.Rendering chart in new NerWorkshop.Rendering[]
        {
            BarChart.From([new Bar(Evil, 3)], Evil),
            LineChart.From([(Evil, [1.0, 2]), (Evil, [2.0])], Evil, Evil, Evil),
        })
        {
            string html = chart.ToHtml().Replace("&#x1;", "", StringComparison.Ordinal);
            Assert.DoesNotContain(
                "script", XElement.Parse(html).Descendants().Select(element => element.Name.LocalName));
            Assert.DoesNotContain(" id=", html);
            Assert.DoesNotContain("http", html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal));
        }
    }

    private static double Number(IElement element, string attribute) =>
        double.Parse(element.GetAttribute(attribute)!, System.Globalization.CultureInfo.InvariantCulture);

    private static IElement Parse(NerWorkshop.Rendering rendering) =>
        new HtmlParser().ParseDocument(rendering.ToHtml()).Body!;
}
