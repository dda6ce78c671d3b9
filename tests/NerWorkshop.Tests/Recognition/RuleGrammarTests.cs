namespace NerWorkshop.Tests.Recognition;

public class RuleGrammarTests
{
    [Fact]
    public void A_rule_is_made_of_words_names_and_operators() => Assert.Equal(
        ["the summer", "spring 2020"],
        Found(
            "the summer, spring 2020, fall",
            """{"define": "SEASON", "words": "spring summer"}""",
            """{"define": "YEAR", "token": {"SHAPE": "dddd"}}""",
            """{"label": "DATE", "rule": "the SEASON"}""",
            """{"label": "DATE", "rule": "SEASON of? YEAR"}"""));

    [Fact]
    public void A_name_defined_twice_stands_for_either_meaning_and_the_order_of_lines_does_not_matter() => Assert.Equal(
        ["two and a half", "seven"],
        Found(
            "two and a half, seven",
            """{"label": "CARDINAL", "rule": "NUMBER"}""",
            """{"define": "NUMBER", "rule": "DIGIT and a half"}""",
            """{"define": "NUMBER", "rule": "DIGIT"}""",
            """{"define": "DIGIT", "words": "one two seven"}"""));

    [Fact]
    public void A_part_is_words_or_a_form_that_the_whole_word_has() => Assert.Equal(
        ["1990", "mmxx", "2020s"],
        Found(
            "1990, 19901, x1990, mmxx, 2020s",
            """{"define": "YEAR", "words": "mmxx", "form": "(?:19|20)\\d\\ds?"}""",
            """{"label": "DATE", "rule": "YEAR"}"""));

    [Fact]
    public void Brackets_bound_the_entity_within_its_context() => Assert.Equal(
        ["May"], Found("May, in May or May", """{"label": "DATE", "rule": "in [ may ] or"}"""));

    [Fact]
    public void The_empty_word_is_the_end_of_the_text() => Assert.Equal(
        ["4"],
        Found(
            "at 3 cats, at 4",
            """{"define": "END", "token": {"LOWER": ""}}""",
            """{"label": "TIME", "rule": "at [ 3|4 ] END"}"""));

    [Fact]
    public void A_rule_may_begin_with_what_can_be_left_out() => Assert.Equal(
        ["the very very end", "end", "very end"],
        Found("the very very end; end; very end", """{"label": "X", "rule": "the? very* end"}"""));

    [Fact]
    public void The_label_O_keeps_words_free_of_shorter_rules() => Assert.Equal(
        ["one"],
        Found("one, no one", """{"label": "CARDINAL", "rule": "one"}""", """{"label": "O", "rule": "no one"}"""));

    [Fact]
    public void Of_equal_matches_the_earlier_rule_wins() => Assert.Equal(
        "A",
        Assert.Single(
            Process("x", """{"label": "A", "rule": "x"}""", """{"label": "B", "rule": "x"}""").Entities).Label);

    [Theory]
    [InlineData("""{"label": "X", "rule": "YEAR"}""", "YEAR is not defined")]
    [InlineData("""{"label": "X"}""", "rule")]
    [InlineData("""{"define": "year", "words": "x"}""", "capitals")]
    [InlineData("""{"label": "X", "rule": "a ] b"}""", "between one [ and one ]")]
    [InlineData("""{"label": "X", "rule": "a? [ b ]"}""", "fixed number")]
    [InlineData("""{"label": "X", "rule": "a | ENT b"}""", "ENT is not defined")]
    [InlineData("""{"define": "A", "rule": "A b"} {"label": "X", "rule": "A"}""", "")]
    [InlineData("""{"label": "X", "rule": """, "")]
    public void A_line_that_cannot_be_used_is_named(string line, string reason)
    {
        string message = Assert.Throws<PatternException>(() => Process("x", "", line)).Message;
        Assert.Contains("rules.jsonl, line 2: ", message);
        Assert.Contains(reason, message);
    }

    [Fact]
    public void A_definition_by_itself_is_refused() => Assert.Contains(
        "A is defined by itself",
        Assert.Throws<PatternException>(
            () => Process("x", """{"define": "A", "rule": "b A"}""", """{"label": "X", "rule": "A"}""")).Message);

    private static IEnumerable<string> Found(string text, params string[] lines) =>
        Process(text, lines).Entities.Select(e => e.Text);

    private static Doc Process(string text, params string[] lines)
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "rules.jsonl");
        File.WriteAllLines(path, lines);
        return NumericRules.Load(path).Process(Tokenizer.English.Tokenize(text));
    }
}
