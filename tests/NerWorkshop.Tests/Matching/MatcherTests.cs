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

    [Theory]
    [InlineData("[😀-🙏]", "😀😂 😀x")]
    [InlineData("^[\\U0001F600-\\U0001F64F]{2}$", "😀😂")]
    [InlineData("^[a-z😂]+$", "abc")]
    [InlineData("^😀+x$", "😀x")]
    [InlineData("^..$", "😀😂 😀x ❤️ x² [] 𝓬𝓱")]
    [InlineData("^[^a-z]{2}$", "😀😂 ❤️ [] 𝓬𝓱")]
    [InlineData("^[^a-z😂]{2}$", "❤️ [] 𝓬𝓱")]
    [InlineData("^[\u2600-\\U0001F64F].$", "😀😂 😀x ❤️ 𝓬𝓱")]
    [InlineData("^\\w+$", "abc x² 𝓬𝓱 a_1")]
    [InlineData("^\\W+$", "😀😂 ❤️ []")]
    [InlineData("^[^\\W\\d_]+$", "abc x² 𝓬𝓱")]
    [InlineData("^[\\w²]{2}$", "x²")]
    [InlineData("^[][]+$", "[]")]
    [InlineData("^[^]a]+$", "😀😂 😀x ❤️ x² 𝓬𝓱")]
    [InlineData("^\\S{,2}$", "😀😂 😀x ❤️ x² [] 𝓬𝓱")]
    [InlineData("^[a-z-[b]]", "abc a_1 x²")]
    [InlineData("^(?is)A.{2}\\Z", "abc a_1")]
    [InlineData("^[\\]\\[]+$", "[]")]
    [InlineData("^[\\x61-\\u0063]+$", "abc")]
    public void Regular_expressions_see_code_points_as_in_Python(string pattern, string expected)
    {
        var matcher = new Matcher();
        matcher.Add("X", [T.Regex(pattern)]);
        Doc doc = Doc.FromWords(["😀😂", "abc", "😀x", "❤️", "x²", "[]", "𝓬𝓱", "a_1"]);
        Assert.Equal(
            expected.Split(' ').Order(StringComparer.Ordinal), matcher.Match(doc).Select(match => match.Text).Order(StringComparer.Ordinal));
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

    [Theory]
    [InlineData("""{"ENT_IOB": "B"}""", "New")]
    [InlineData("""{"ENT_IOB": 1}""", "York City")]
    [InlineData("""{"ENT_IOB": {"IN": ["B", "I"]}}""", "New York City")]
    [InlineData("""{"ENT_IOB": "O"}""", "in or")]
    [InlineData("""{"ENT_IOB": ""}""", "")]
    [InlineData("""{"ENT_TYPE": ""}""", "in or")]
    [InlineData("""{"ENT_ID": "ny", "ENT_KB_ID": "Q60", "ENT_TYPE": {"NOT_IN": ["LOC"]}}""", "New York City")]
    public void A_pattern_may_ask_where_in_an_entity_a_token_stands(string token, string expected)
    {
        Doc doc = Doc.FromWords(["in", "New", "York", "City", "or"]);
        doc = doc.WithEntities([new Span(doc, 1, 4, "GPE", "ny", "Q60")]);
        var matcher = new Matcher();
        matcher.AddJson("X", $"[{token}]");
        Assert.Equal(expected, string.Join(' ', matcher.Match(doc)));
    }

    [Theory]
    [InlineData("O", 0)]
    [InlineData("", 2)]
    public void Without_annotation_a_token_is_not_outside_of_entities(string iob, int count)
    {
        var matcher = new Matcher();
        matcher.AddJson("X", $$"""[{"ENT_IOB": "{{iob}}"}]""");
        Assert.Equal(count, matcher.Match(Doc.FromWords(["a", "b"])).Count);
        Assert.Equal(2 - count, matcher.Match(Doc.FromWords(["a", "b"]).WithEntities([])).Count);
    }

    [Theory]
    [InlineData("""{"LENGTH": {">": 1, "<=": 3}}""", "bb ccc")]
    [InlineData("""{"LENGTH": {"IN": [1, 4]}}""", "a dddd")]
    [InlineData("""{"LENGTH": {"INTERSECTS": [1, 4]}}""", "a dddd")]
    [InlineData("""{"length": {"not_in": [1, 4]}}""", "bb ccc")]
    [InlineData("""{"LENGTH": {"IS_SUPERSET": [2]}}""", "bb")]
    [InlineData("""{"IS_ALPHA": {"==": true}, "LENGTH": {"!=": 1}}""", "bb ccc dddd")]
    [InlineData("""{"IS_ALPHA": 0}""", "")]
    [InlineData("""{"SPACY": false}""", "dddd")]
    [InlineData("""{"TEXT": {"IS_SUBSET": ["a", "bb"]}}""", "a bb")]
    [InlineData("""{"TEXT": {"IS_SUBSET": []}}""", "")]
    [InlineData("""{"TEXT": {"INTERSECTS": []}}""", "")]
    [InlineData("""{"TEXT": {"IS_SUPERSET": []}}""", "a bb ccc dddd")]
    [InlineData("""{"TEXT": {"IS_SUPERSET": ["a", "bb"]}}""", "")]
    [InlineData("""{"TEXT": {"REGEX": {"IN": ["^a", "c$"]}}}""", "a ccc")]
    [InlineData("""{"TEXT": {"REGEX": {"NOT_IN": ["^a", "c$"]}, "NOT_IN": ["bb"]}}""", "dddd")]
    [InlineData("""{"TEXT": {"FUZZY1": {"IN": ["b", "cccc"], "NOT_IN": ["bbb"]}}}""", "a ccc")]
    [InlineData("""{"SHAPE": "xx", "TEXT": {"FUZZY": "dd"}}""", "bb")]
    [InlineData("""{"PREFIX": {"IN": ["a", "b"]}, "SUFFIX": "bb"}""", "bb")]
    public void Predicates_mean_what_they_mean_in_spaCy(string token, string expected)
    {
        var matcher = new Matcher();
        matcher.AddJson("X", $"[{token}]");
        Assert.Equal(expected, string.Join(' ', matcher.Match(Doc.FromWords(["a", "bb", "ccc", "dddd"]))));
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
    [InlineData("""[{"ENT_IOB": "X"}]""", "Rule 'R'", "Token 0", "ENT_IOB", "\"B\"")]
    [InlineData("""[{"LENGTH": {"=": 3}}]""", "Rule 'R'", "Token 0", "LENGTH", "==")]
    [InlineData("""[{"LENGTH": "2"}]""", "Rule 'R'", "Token 0", "LENGTH", "whole number")]
    [InlineData("""[{"TEXT": {"IN": "x"}}]""", "Rule 'R'", "Token 0", "TEXT IN", "list")]
    [InlineData("""[{"TEXT": {"FUZZY": {"INN": ["x"]}}}]""", "Rule 'R'", "Token 0", "TEXT FUZZY", "'INN'")]
    [InlineData("""[{"TEXT": {"FUZZY0": "x"}}]""", "Rule 'R'", "Token 0", "'FUZZY0'", "FUZZY")]
    [InlineData("""[{"TEXT": "a", "OP": "{1, 3}"}]""", "Rule 'R'", "Token 0", "'{1, 3}'", "{n,m}")]
    [InlineData("""[{"TEXT": "a", "OP": "{-2}"}]""", "Rule 'R'", "Token 0", "'{-2}'", "{n,m}")]
    [InlineData("""[{"TEXT": "a", "OP": "{,}"}]""", "Rule 'R'", "Token 0", "'{,}'", "{n,m}")]
    [InlineData("""[{"_": "foo"}]""", "Rule 'R'", "Token 0", "_", "\"foo\"")]
    [InlineData("""[{"LIKE_NUM": null}]""", "Rule 'R'", "Token 0", "LIKE_NUM", "null")]
    [InlineData("""[1, 2]""", "Rule 'R'", "Token 0", "object", "")]
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
