using System.Globalization;
using System.Text.Json.Nodes;

namespace NerWorkshop.Tests.Recognition;

public class NumericRulesTests
{
    private static readonly string RuleFile =
        Path.Combine(Repository.Root, "data", "models", "en_open_sm", "numbers", "patterns.jsonl");

    private static readonly NumericRules Rules = NumericRules.Load(RuleFile);

    [Theory]
    [InlineData("…in Geneva on [July 15, 2021|DATE], about COVID-19.")]
    [InlineData("born [23 March 1954|DATE], died [2 Feb. 2001|DATE]")]
    [InlineData("from [Aug 7th|DATE] or so")]
    [InlineData("the deadline is [the 21st of October|DATE]")]
    [InlineData("[December twenty-third|DATE] is fine")]
    [InlineData("on [Wednesday, June 9, 1999|DATE] it rained")]
    [InlineData("see you [Sat, 4 Dec|DATE]!")]
    [InlineData("around since [April 2003|DATE]")]
    [InlineData("shot in [Nov '98|DATE]")]
    [InlineData("it rained on [may 5|DATE] and [march 3rd|DATE]")]
    public void Spoken_dates_are_found_whole(string marked) => AssertFound(marked);

    [Theory]
    [InlineData("logged [1999-01-31|DATE] and [2024-02-29|DATE]")]
    [InlineData("due [3/14/2015|DATE], paid [03/20/15|DATE]")]
    [InlineData("am [31.12.2020|DATE] war Schluss")]
    [InlineData("archived [2019/06/01|DATE]")]
    [InlineData("released [07-Nov-2011|DATE]")]
    [InlineData("we fly on [6/30|DATE], back by [7/14|DATE]")]
    [InlineData("server time [2021-05-06T07:08:09Z|DATE]")]
    public void Numeric_dates_are_found_whole(string marked) => AssertFound(marked);

    [Theory]
    [InlineData("open [April to October|DATE]")]
    [InlineData("closed [March 3-9|DATE]")]
    [InlineData("the fair runs from [12 to 15 May 2018|DATE]")]
    [InlineData("he reigned from [1715 to 1774|DATE]")]
    [InlineData("the [2003-2007|DATE] crash and the [1986–1992|DATE] boom")]
    [InlineData("[between 1933 and 1945|DATE] they fled")]
    [InlineData("[between March and May|DATE]")]
    [InlineData("[Tuesday through Saturday|DATE], or [Mon-Thu|DATE]")]
    [InlineData("from [January 5 to February 9|DATE]")]
    [InlineData("a poet ([3 May 1812–14 June 1881|DATE])")]
    [InlineData("from [March 1, 1990 to April 2, 1991|DATE]")]
    public void Ranges_of_dates_are_one_entity(string marked) => AssertFound(marked);

    [Theory]
    [InlineData("music of [the 1980s|DATE] and [the '60s|DATE]")]
    [InlineData("cars of [the mid-1950s|DATE]")]
    [InlineData("in [the late 1800s|DATE]")]
    [InlineData("born in [the seventies|DATE], a child of [the 80s|DATE]")]
    [InlineData("stuck in [the 1970's|DATE]")]
    [InlineData("in [the 18th century|DATE] and [the early twenty-first century|DATE]")]
    [InlineData("back in [2009|DATE], not in [1850|DATE]")]
    [InlineData("by [mid-2023|DATE] or [late 2024|DATE]")]
    [InlineData("[Q1 2022|DATE] was better than [the fourth quarter of 2021|DATE]")]
    [InlineData("the dinosaurs of [300 BC|DATE]")]
    [InlineData("the class of ['03|DATE]")]
    [InlineData("in [nineteen eighty-four|DATE]")]
    [InlineData("the [1860|DATE] election and Emma ([1815|DATE])")]
    [InlineData("in [the late 19th and early 20th centuries|DATE]")]
    [InlineData("hot in [the summer months|DATE]")]
    public void Years_decades_quarters_and_centuries_are_dates(string marked) => AssertFound(marked);

    [Theory]
    [InlineData("[three weeks ago|DATE] or [last Thursday|DATE]")]
    [InlineData("[next spring|DATE], [this weekend|DATE] and [tomorrow|DATE]")]
    [InlineData("over [the last five years|DATE]")]
    [InlineData("in [a couple of months|DATE]")]
    [InlineData("[two and a half years later|DATE]")]
    [InlineData("[ten days from now|DATE]")]
    [InlineData("[the day after tomorrow|DATE] or [the day before yesterday|DATE]")]
    [InlineData("[every other week|DATE] we meet")]
    [InlineData("by [the beginning of next month|DATE]")]
    [InlineData("a [six-month|DATE] course")]
    [InlineData("[more than a decade ago|DATE]")]
    [InlineData("[these days|DATE] nobody writes")]
    [InlineData("for only [one year|DATE]")]
    [InlineData("give me [2 more weeks|DATE]")]
    [InlineData("for [3 yrs|DATE] or [18 months|DATE]")]
    [InlineData("[1 year and 7 months|DATE] in prison")]
    public void Relative_dates_and_durations_are_dates(string marked) => AssertFound(marked);

    [Theory]
    [InlineData("she is [31 years old|DATE]")]
    [InlineData("my [7-year-old|DATE] son")]
    [InlineData("a [19yo|DATE] and a [33 y/o|DATE]")]
    [InlineData("I turned [40|DATE] [last week|DATE].")]
    [InlineData("a woman aged [63|DATE]")]
    [InlineData("he left at [the age of sixteen|DATE]")]
    [InlineData("I'm [26|DATE] and tired")]
    [InlineData("not since she was [12|DATE]")]
    [InlineData("meh, i'm [38|DATE]")]
    [InlineData("John Major, [81|DATE], agreed")]
    [InlineData("a [5 month old|DATE] puppy")]
    public void Ages_are_dates(string marked) => AssertFound(marked);

    [Theory]
    [InlineData("closed on [Christmas Eve|DATE] and [New Year's Day|DATE]")]
    [InlineData("on [Mother’s Day|DATE], [Easter Monday|DATE] and [Labor Day|DATE]")]
    [InlineData("since [Thanksgiving 2019|DATE]")]
    [InlineData("[the Fourth of July|DATE]")]
    [InlineData("drunk on [St. Patrick's Day|DATE]")]
    [InlineData("[last Halloween|DATE] and [next Easter|DATE]")]
    public void Holidays_are_dates(string marked) => AssertFound(marked);

    [Theory]
    [InlineData("at [4 p.m.|TIME], no, at [5:45pm|TIME]")]
    [InlineData("starts [19:30 CET|TIME] sharp")]
    [InlineData("at [9am PST|TIME] or [18:00 UTC|TIME]")]
    [InlineData("from [8 am to 4 pm|TIME]")]
    [InlineData("from [2-3pm|TIME], [10:00-11:15|TIME]")]
    [InlineData("[between 6 and 8 pm|TIME]")]
    [InlineData("at [quarter past nine|TIME], [half past ten|TIME] and [a quarter to one|TIME]")]
    [InlineData("at [seven o'clock|TIME], then [noon|TIME], then [midnight|TIME]")]
    [InlineData("be there at [6|TIME], please")]
    [InlineData("we meet at [7|TIME]")]
    [InlineData("at [8:15 in the morning|TIME]")]
    [InlineData("[10ish|TIME] works")]
    [InlineData("[around 11pm|TIME]")]
    [InlineData("at [11 pm Eastern time|TIME]")]
    public void Times_of_day_are_times(string marked) => AssertFound(marked);

    [Theory]
    [InlineData("[Saturday night|TIME], [yesterday afternoon|TIME] and [this evening|TIME]")]
    [InlineData("[tonight|TIME] or [tomorrow morning|TIME]")]
    [InlineData("for [two hours|TIME], [90 seconds|TIME] or [half an hour|TIME]")]
    [InlineData("a [10-minute|TIME] walk, [20mins|TIME] by bus")]
    [InlineData("[five hours ago|TIME]")]
    [InlineData("[3 hours and 20 minutes|TIME] long, or [1h45|TIME]")]
    [InlineData("in [the next few minutes|TIME]")]
    [InlineData("[an hour and a half|TIME]")]
    [InlineData("in [the middle of the night|TIME]")]
    [InlineData("wait [a second|TIME]!")]
    public void Parts_of_days_and_short_durations_are_times(string marked) => AssertFound(marked);

    [Theory]
    [InlineData("[40%|PERCENT], [2.5 %|PERCENT] and [-0.3%|PERCENT]")]
    [InlineData("[eighty percent|PERCENT] or [12 per cent|PERCENT]")]
    [InlineData("[40-50%|PERCENT] or [10% to 15%|PERCENT]")]
    [InlineData("[between 1 and 2 percent|PERCENT]")]
    [InlineData("[at least 75%|PERCENT], [nearly 90 percent|PERCENT]")]
    [InlineData("[99.9percent|PERCENT] sure")]
    [InlineData("up by [3 percentage points|PERCENT]")]
    public void Shares_are_percent_with_their_sign(string marked) => AssertFound(marked);

    [Theory]
    [InlineData("[$20|MONEY], [£7.99|MONEY], [€1,250.00|MONEY] and [¥300|MONEY]")]
    [InlineData("[20 dollars|MONEY], [15 bucks|MONEY], [99 cents|MONEY] or [ten euros|MONEY]")]
    [InlineData("[50€|MONEY], [50 €|MONEY] or [300 USD|MONEY]")]
    [InlineData("[US$40|MONEY] is [C$55|MONEY]")]
    [InlineData("[$3k|MONEY], [$2m|MONEY], [$4bn|MONEY], [£1.5 billion|MONEY]")]
    [InlineData("[a million dollars|MONEY] and [half a million euros|MONEY]")]
    [InlineData("[2.7 trillion yen|MONEY]")]
    [InlineData("[$30-40|MONEY] or [$5-$6|MONEY]")]
    [InlineData("[between $100 and $200|MONEY]")]
    [InlineData("[about $60 million|MONEY], [less than £5|MONEY]")]
    [InlineData("[hundreds of dollars|MONEY] for [a few bucks|MONEY]")]
    [InlineData("[80 US dollars|MONEY]")]
    [InlineData("[twelve grand|MONEY] for that")]
    public void Sums_are_money_with_their_currency(string marked) => AssertFound(marked);

    [Theory]
    [InlineData("[6'1|QUANTITY], [5'7\"|QUANTITY], [5’10”|QUANTITY] and [5'11.5|QUANTITY]")]
    [InlineData("[6 ft 2|QUANTITY], [5 feet 7 inches|QUANTITY], [6ft|QUANTITY], [5ft10|QUANTITY]")]
    [InlineData("a [six-foot-three|QUANTITY] guy")]
    [InlineData("[175 cm|QUANTITY], [1.82m|QUANTITY] and [95kg|QUANTITY]")]
    [InlineData("[8 pounds 3 ounces|QUANTITY], [14 stone|QUANTITY]")]
    [InlineData("[200 miles|QUANTITY] at [70 mph|QUANTITY] or [110 km/h|QUANTITY]")]
    [InlineData("[32 °F|QUANTITY], [21°C|QUANTITY] and [40 degrees Celsius|QUANTITY]")]
    [InlineData("[250ml|QUANTITY], [two liters|QUANTITY], [half a gallon|QUANTITY]")]
    [InlineData("[512 MB|QUANTITY], [2TB|QUANTITY]")]
    [InlineData("[1,200 square feet|QUANTITY] on [five acres|QUANTITY]")]
    [InlineData("a [100-meter|QUANTITY] dash, [a few miles|QUANTITY]")]
    [InlineData("[between 10 and 12 kilometers|QUANTITY]")]
    [InlineData("[2000 calories|QUANTITY] and [1.5 g per kg|QUANTITY]")]
    [InlineData("[60 miles per hour|QUANTITY]")]
    [InlineData("benches [225lbs|QUANTITY]")]
    public void Measures_are_quantities_with_their_unit(string marked) => AssertFound(marked);

    [Theory]
    [InlineData("[1st|ORDINAL], [42nd|ORDINAL], [third|ORDINAL] and [113th|ORDINAL]")]
    [InlineData("the [thirty-second|ORDINAL] president")]
    [InlineData("the [two hundred and fifth|ORDINAL] page")]
    [InlineData("for the [second|ORDINAL] time")]
    [InlineData("the [5th|ORDINAL] floor")]
    public void Ranks_are_ordinals(string marked) => AssertFound(marked);

    [Theory]
    [InlineData("[7|CARDINAL] cats, [1,500|CARDINAL] dogs, [3.14|CARDINAL] pies")]
    [InlineData("[forty-two|CARDINAL] and [ninety nine|CARDINAL]")]
    [InlineData("[four hundred and twelve|CARDINAL] posts")]
    [InlineData("[2 million|CARDINAL], [3.5bn|CARDINAL], [10k|CARDINAL], [500+|CARDINAL]")]
    [InlineData("[two-thirds|CARDINAL], [3/4|CARDINAL], [½|CARDINAL] and [2 1/2|CARDINAL]")]
    [InlineData("[dozens|CARDINAL], [a hundred|CARDINAL], [tens of thousands|CARDINAL]")]
    [InlineData("[one in four|CARDINAL], [9 out of 10|CARDINAL]")]
    [InlineData("[at least three|CARDINAL], [over 100|CARDINAL], [up to 12|CARDINAL]")]
    [InlineData("[two or three|CARDINAL] of [10-15|CARDINAL]")]
    [InlineData("[1984|CARDINAL] people came")]
    [InlineData("we won [4-2|CARDINAL]")]
    [InlineData("[one|CARDINAL] of the best")]
    public void Other_numbers_are_cardinals(string marked) => AssertFound(marked);

    [Theory]
    [InlineData("I may be late and you may go")]
    [InlineData("May I come in? They march on, marching bands march")]
    [InlineData("no one is the one")]
    [InlineData("one of them said no one cares about this one")]
    [InlineData("i can't even, i literally can't")]
    [InlineData("user123, xX_99_Xx and @bob42 posted")]
    [InlineData("COVID-19, F-16, MP3 and 4chan")]
    [InlineData("v2.0, version 2.0 and 2.0.1")]
    [InlineData("call 555-123-4567, (020) 794-6095, 555-0199 or +1 415 555 2671")]
    [InlineData("see https://example.com/2021/05/06 and mail bob@2020.org")]
    [InlineData("a good man, a second-hand car, an even better one")]
    [InlineData("x2 <3 :3 8)")]
    [InlineData("the sun sat on the wed list, mon ami")]
    [InlineData("half-baked, one-sided, twofold, firstborn")]
    public void What_only_looks_like_a_number_is_left_alone(string text) => AssertFound(text);

    [Theory]
    [InlineData("[Tolstoy|PERSON] came [second|ORDINAL]", "PERSON")]
    [InlineData("[Hotel 27|FAC] opened on [May 5|DATE]", "FAC")]
    public void Entities_set_before_are_kept(string marked, string label)
    {
        (Doc doc, List<(int, int, string)> entities) = MarkedText.Parse(marked);
        Doc named = doc.WithEntities(
            entities.Where(e => e.Item3 == label).Select(e => doc.CharSpan(e.Item1, e.Item2, label)!));
        AssertSame(entities, Rules.Process(named));
    }

    [Fact]
    public void The_example_of_every_rule_is_found()
    {
        int examples = 0;
        Assert.All(ReadJsonLines(RuleFile).Where(rule => rule["example"] is not null), rule =>
        {
            string example = rule["example"]!.GetValue<string>();
            (Doc doc, List<(int Start, int End, string Label)> entities) =
                MarkedText.Parse(example.Replace("]", $"|{rule["label"]}]", StringComparison.Ordinal));
            Doc found = Rules.Process(doc);
            Assert.Contains(Assert.Single(entities), Entities(found));
            examples++;
        });
        Assert.True(examples > 150);
    }

    [Fact]
    public void The_gold_set_s_numeric_entities_are_found()
    {
        var counts = new SortedDictionary<string, (int Right, int Found, int Gold)>(StringComparer.Ordinal);
        foreach (JsonNode line in GoldSet.Lines)
        {
            (Doc doc, List<(int Start, int End, string Label)> gold) = GoldSet.Read(line);
            Doc named = doc.WithEntities(
                gold.Where(e => !IsNumeric(e)).Select(e => doc.CharSpan(e.Start, e.End, e.Label)!));
            List<(int Start, int End, string Label)> found = [.. Entities(Rules.Process(named)).Where(IsNumeric)];
            List<(int Start, int End, string Label)> expected = [.. gold.Where(IsNumeric)];
            foreach (string label in Rules.Labels)
            {
                counts.TryGetValue(label, out (int Right, int Found, int Gold) count);
                counts[label] = (
                    count.Right + found.Intersect(expected).Count(e => e.Label == label),
                    count.Found + found.Count(e => e.Label == label),
                    count.Gold + expected.Count(e => e.Label == label));
            }
        }

        foreach ((string label, (int right, int found, int gold)) in counts)
        {
            double f1 = 2.0 * right / (found + gold);
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{label,-8}  {gold,3} gold  {found,3} found  F1 {f1:0.000}"));
            Assert.True(f1 >= 0.9, $"{label}: F1 {f1}");
        }

        bool IsNumeric((int Start, int End, string Label) entity) => Rules.Labels.Contains(entity.Label);
    }

    [Fact]
    public void A_page_of_figures_is_read_to_its_end()
    {
        string page = string.Join(' ', Enumerable.Range(0, 20_000).Select(i => i % 90));
        Doc doc = Rules.Process(Tokenizer.English.Tokenize(page));
        Assert.True(doc.Entities[^1].End == doc.Count);
    }

    [Fact]
    public void Many_threads_find_what_one_finds()
    {
        string[] texts = [.. GoldSet.Lines.Select(line => line["text"]!.GetValue<string>())];
        NumericRules fresh = NumericRules.Load(RuleFile);
        string[] together = new string[texts.Length];
        Parallel.For(0, texts.Length, i => together[i] = Answer(fresh, texts[i]));
        Assert.Equal(texts.Select(text => Answer(Rules, text)), together);

        static string Answer(NumericRules rules, string text) => string.Join(
            ';', rules.Process(Tokenizer.English.Tokenize(text)).Entities.Select(e => $"{e.Text} {e.Label}"));
    }

    [Fact]
    public void A_saved_pipeline_keeps_them()
    {
        using var folder = new TemporaryFolder();
        Pipeline nlp = Pipeline.Blank();
        nlp.Add(Rules, "numbers");
        nlp.Save(Path.Combine(folder.Path, "model"));

        Pipeline loaded = Pipeline.Load(Path.Combine(folder.Path, "model"));

        Assert.Equal(["numbers"], loaded.ComponentNames);
        Assert.Equal("DATE", Assert.Single(loaded.Process("on May 5").Entities).Label);
    }

    private static void AssertFound(string marked)
    {
        (Doc doc, List<(int, int, string)> entities) = MarkedText.Parse(marked);
        AssertSame(entities, Rules.Process(doc));
    }

    private static void AssertSame(IEnumerable<(int Start, int End, string Label)> expected, Doc found)
    {
        Assert.Equal(
            expected.Select(e => $"{found.Text[e.Start..e.End]} {e.Label}"),
            found.Entities.Select(e => $"{e.Text} {e.Label}"));
        Assert.Equal(expected, Entities(found));
    }

    private static IEnumerable<(int Start, int End, string Label)> Entities(Doc doc) =>
        doc.Entities.Select(e => (e.StartChar, e.EndChar, e.Label));

    private static IEnumerable<JsonNode> ReadJsonLines(string path) =>
        File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!);
}
