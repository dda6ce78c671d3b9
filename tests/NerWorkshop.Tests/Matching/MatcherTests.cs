namespace NerWorkshop.Tests.Matching;

public class MatcherTests
{
    private static IEnumerable<string> Find(string text, params TokenPattern[] pattern)
    {
        var matcher = new Matcher();
        matcher.Add("X", pattern);
        return matcher.Match(Tokenizer.English.Tokenize(text)).Select(match => match.Text);
    }

    [Fact]
    public void A_match_is_a_span_labelled_with_its_rule()
    {
        var matcher = new Matcher();
        matcher.Add("INCEL_PERSON", [T.Lower("chad")], [T.Lower("stacy")]);
        IReadOnlyList<Span> matches = matcher.Match(Tokenizer.English.Tokenize("Chad met STACY."));
        Assert.Equal(["Chad", "STACY"], matches.Select(match => match.Text));
        Assert.All(matches, match => Assert.Equal("INCEL_PERSON", match.Label));
    }

    [Fact]
    public void Optional_matches_with_and_without() =>
        Assert.Equal(["giga chad", "chad"], Find("giga chad", T.Lower("giga").Optional(), T.Lower("chad")));

    [Fact]
    public void One_or_more_gives_every_length() =>
        Assert.Equal(["very", "very very", "very"], Find("very very", T.Lower("very").OneOrMore()));

    [Fact]
    public void Zero_or_more_may_match_nothing_in_the_middle() =>
        Assert.Equal(["red pill", "red , pill"], Find("red pill red , pill", T.Lower("red"), T.IsPunct.ZeroOrMore(), T.Lower("pill")));

    [Fact]
    public void Not_takes_one_token_that_is_different() =>
        Assert.Equal(["not Chad"], Find("not Chad", T.Lower("chad").Not(), T.Lower("chad")));

    [Fact]
    public void Times_counts() => Assert.Equal(["1 2"], Find("1 2", T.LikeNum.Times(2)));

    [Fact]
    public void Greedy_longest_keeps_the_longest_of_overlapping_matches()
    {
        var matcher = new Matcher();
        matcher.Add("X", GreedyMode.Longest, [T.IsTitle.OneOrMore()]);
        Assert.Equal(
            ["New York City", "Paris"],
            matcher.Match(Tokenizer.English.Tokenize("New York City or Paris")).Select(match => match.Text));
    }

    [Fact]
    public void And_asks_for_both() => Assert.Equal(["May"], Find("May may", T.Lower("may").And(T.IsTitle)));

    [Fact]
    public void Regex_searches_within_the_token() => Assert.Equal(["blackpilled"], Find("so blackpilled", T.Regex("pill(ed)?$")));

    [Theory]
    [InlineData("^(?P<c>o)(?P=c)ps\\Z", "oops")]
    [InlineData("^(?i)OOPS$", "oops")]
    [InlineData("^\\w+!$", "yes!")]
    public void Regular_expressions_may_be_written_as_in_Python(string pattern, string expected)
    {
        var matcher = new Matcher();
        matcher.Add("X", [T.Regex(pattern)]);
        Assert.Equal([expected], matcher.Match(Doc.FromWords(["oops", "ops", "yes!"])).Select(match => match.Text));
    }

    [Fact]
    public void Fuzzy_forgives_typos() => Assert.Equal(["definately"], Find("definately so", T.Fuzzy("definitely")));

    [Fact]
    public void A_pattern_may_ask_for_the_entity_a_token_is_part_of()
    {
        Doc doc = Tokenizer.English.Tokenize("Jane visited Paris");
        doc = doc.WithEntities([new Span(doc, 2, 3, "GPE")]);
        var matcher = new Matcher();
        matcher.Add("TRIP", [T.Lower("visited"), T.EntityType("GPE")]);
        Assert.Equal("visited Paris", Assert.Single(matcher.Match(doc)).Text);
    }

    [Fact]
    public void Patterns_of_CSharp_and_JSON_are_the_same()
    {
        IReadOnlyList<TokenPattern> parsed = TokenPattern.ParseAll("""[{"LOWER":{"IN":["a","b"]},"OP":"?"}]""");
        Assert.Equal(T.Lower("a", "b").Optional().ToString(), parsed[0].ToString());
    }

    [Theory]
    [InlineData("""[{"LOWR": "x"}]""", "Rule 'R'", "Token 0", "'LOWR'", "LOWER")]
    [InlineData("""[{"LOWER": "x"}, {"TEXT": 3}]""", "Rule 'R'", "Token 1", "TEXT", "string")]
    [InlineData("""[{"POS": "NOUN"}]""", "Rule 'R'", "Token 0", "POS", "tagger")]
    [InlineData("""[{"LOWER": {"INN": ["x"]}}]""", "Rule 'R'", "Token 0", "'INN'", "IN")]
    [InlineData("""[{"OP": "**"}]""", "Rule 'R'", "Token 0", "'**'", "+")]
    [InlineData("""[{"OP": "{3,1}"}]""", "Rule 'R'", "Token 0", "'{3,1}'", "n,m")]
    [InlineData("""[{"TEXT": {"REGEX": "("}}]""", "Rule 'R'", "Token 0", "'('", "regular expression")]
    [InlineData("""[{"IS_ALPHA": "yes"}]""", "Rule 'R'", "Token 0", "IS_ALPHA", "true or false")]
    [InlineData("""[]""", "Rule 'R'", "at least one token", "", "")]
    [InlineData("""{"LOWER": "x"}""", "Rule 'R'", "list of tokens", "", "")]
    [InlineData("""[{""", "Rule 'R'", "JSON", "", "")]
    public void A_bad_pattern_is_refused_with_rule_token_and_remedy(string json, params string[] expected)
    {
        string message = Assert.Throws<PatternException>(() => new Matcher().AddJson("R", json)).Message;
        Assert.All(expected, part => Assert.Contains(part, message));
    }

    [Fact]
    public void A_regular_expression_that_backtracks_forever_is_stopped_by_name()
    {
        var matcher = new Matcher();
        matcher.AddJson("R", """[{"TEXT": {"REGEX": "^(a+)+(?=b)$"}}]""");
        Doc doc = Doc.FromWords([new string('a', 40)]);
        Assert.Contains("(a+)+", Assert.Throws<PatternException>(() => matcher.Match(doc)).Message);
    }

    [Fact]
    public void A_removed_rule_no_longer_matches()
    {
        var matcher = new Matcher();
        matcher.Add("A", [T.Lower("a")]);
        matcher.Add("B", [T.Lower("b")]);
        matcher.Remove("A");
        Assert.Equal(["B"], matcher.Match(Tokenizer.English.Tokenize("a b")).Select(match => match.Label));
        Assert.Contains("B", Assert.Throws<KeyNotFoundException>(() => matcher.Remove("A")).Message);
    }

    [Fact]
    public void Matching_a_span_sees_nothing_beyond_it()
    {
        Doc doc = Tokenizer.English.Tokenize("red red red pill");
        var matcher = new Matcher();
        matcher.Add("X", GreedyMode.Longest, [T.Lower("red").OneOrMore(), T.Lower("pill").Optional()]);
        Span match = Assert.Single(matcher.Match(doc[1..3]));
        Assert.Equal((1, 3), (match.Start, match.End));
    }

    [Fact]
    public void A_callback_is_told_of_each_match_of_its_rule()
    {
        var matcher = new Matcher();
        matcher.Add("A", [T.Lower("a")]);
        matcher.Add("B", [T.Lower("b")]);
        var seen = new List<string>();
        matcher.OnMatch("B", (_, doc, i, matches) => seen.Add($"{i} of {matches.Count}: {matches[i].Text} in {doc.Text}"));
        matcher.Match(Tokenizer.English.Tokenize("a b"));
        Assert.Equal(["1 of 2: b in a b"], seen);
    }

    [Theory]
    [InlineData("""[{"LOWER": "a"}, {"LOWER": "b", "OP": "+"}]""", "a b b", "0 1; 0 1 1")]
    [InlineData("""[{"LOWER": "a", "OP": "?"}, {"LOWER": "b"}]""", "a b", "0 1; 1")]
    [InlineData("""[{"LOWER": "a", "OP": "*"}, {"LOWER": "c", "OP": "!"}]""", "a a", "1; 0 1; 1")]
    [InlineData("""[{"LOWER": "a"}, {"LOWER": "x", "OP": "?"}, {"LOWER": "y", "OP": "?"}, {"LOWER": "b"}]""", "a y b", "0 2 3")]
    public void An_alignment_tells_which_pattern_token_took_each_token(string json, string text, string expected)
    {
        var matcher = new Matcher();
        matcher.AddJson("X", json);
        IEnumerable<string> alignments = matcher.MatchWithAlignments(Tokenizer.English.Tokenize(text))
            .OrderBy(m => m.Span.Start).ThenBy(m => m.Span.End).Select(m => string.Join(' ', m.Alignment));
        Assert.Equal(expected, string.Join("; ", alignments));
    }
}
