namespace NerWorkshop.Tests.Recognition;

public class RegexRulerTests
{
    private const string Sku = @"[A-Z]{2,4}-\d{4,8}";

    private static string Find(RegexRuler ruler, string text) => Describe(ruler.Process(Tokenizer.English.Tokenize(text)));

    private static string Describe(Doc doc) =>
        string.Join(", ", doc.Entities.Select(e => $"{e.Text}={e.Label}{(e.Id.Length > 0 ? $"/{e.Id}" : "")}"));

    private static RegexRuler Ruler(string regex, SpanAlignment alignment = SpanAlignment.Strict)
    {
        var ruler = new RegexRuler { Alignment = alignment };
        ruler.Add("X", regex);
        return ruler;
    }

    [Fact]
    public void A_pattern_of_characters_becomes_an_entity_with_label_and_id()
    {
        var ruler = new RegexRuler();
        ruler.Add("PRODUCT_SKU", Sku, "sku");
        Assert.Equal(
            "AB-1234=PRODUCT_SKU/sku, XYZ-99887766=PRODUCT_SKU/sku",
            Find(ruler, "Order AB-1234 and (XYZ-99887766), not ab-1234."));
    }

    [Theory]
    [InlineData(SpanAlignment.Strict, "")]
    [InlineData(SpanAlignment.Expand, "unhappily so=X")]
    [InlineData(SpanAlignment.Contract, "so=X")]
    public void A_match_inside_a_token_is_treated_as_CharSpan_does(SpanAlignment alignment, string found) =>
        Assert.Equal(found, Find(Ruler("happily so", alignment), "They left unhappily so it seems."));

    [Fact]
    public void A_match_may_cross_spaces_and_never_an_empty_one_counts()
    {
        Assert.Equal("7 pm=X", Find(Ruler(@"\d+ ?[ap]m"), "Meet at 7 pm or later"));
        Assert.Equal("", Find(Ruler("z*"), "nothing here"));
    }

    [Fact]
    public void Of_overlapping_matches_the_longest_wins()
    {
        var ruler = new RegexRuler();
        ruler.Add("SHORT", "red");
        ruler.Add("LONG", "the red pill");
        Assert.Equal("the red pill=LONG", Find(ruler, "They took the red pill"));
    }

    [Theory]
    [InlineData(false, "order AB-1234=ORG")]
    [InlineData(true, "AB-1234=X")]
    public void Entities_set_before_are_kept_unless_told_to_overwrite(bool overwrite, string expected)
    {
        var ruler = new RegexRuler { OverwriteEntities = overwrite };
        ruler.Add("X", Sku);
        Doc doc = Docs.With("our order AB-1234 came", ("order AB-1234", "ORG"));
        Assert.Equal(expected, Describe(ruler.Process(doc)));
    }

    [Theory]
    [InlineData(@"(?P<word>left)", "They left.", "left")]
    [InlineData(@"\b(?P<twice>so) (?P=twice)\b", "It is so so.", "so so")]
    [InlineData(@"today\Z", "today and today", "today")]
    [InlineData(@"lo{,3}ng", "a loooong and a looong way", "looong")]
    [InlineData(@"\U0001F600", "left 😀 today", "😀")]
    [InlineData(@"[\U000000e9]t[\U000000E9]", "in été again", "été")]
    [InlineData(@"[(?P<]P=", "(P= here", "(P=")]
    [InlineData(@"[]a]{,2}\\Z", @"a\Z here", @"a\Z")]
    public void Python_spells_some_things_otherwise(string regex, string text, string found) =>
        Assert.Equal($"{found}=X", Find(Ruler(regex, SpanAlignment.Expand), text));

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|aa)+$")]
    [InlineData("(.*a){12}$")]
    public void Patterns_that_explode_elsewhere_are_quick_here(string regex) =>
        Assert.Equal("", Find(Ruler(regex), new string('a', 5_000) + "!"));

    [Fact]
    public void A_pattern_that_needs_backtracking_is_stopped_and_named()
    {
        string message = Assert.Throws<PatternException>(
            () => Find(Ruler(@"^(?=a)(a+)+$"), new string('a', 40) + "!")).Message;
        Assert.Contains("^(?=a)(a+)+$", message);
        Assert.Contains("(X)", message);
        Assert.Contains("lookarounds", message);
    }

    [Fact]
    public void Patterns_saved_and_loaded_are_the_same()
    {
        using var folder = new TemporaryFolder();
        var ruler = new RegexRuler();
        ruler.Add("PRODUCT_SKU", Sku, "sku");
        ruler.Add("HANDLE", @"@\w+");
        ruler.Save(folder["a.jsonl"]);
        var loaded = new RegexRuler();
        loaded.Load(folder["a.jsonl"]);
        Assert.Equal(ruler.Patterns, loaded.Patterns);
        Assert.Equal(["HANDLE", "PRODUCT_SKU"], loaded.Labels);
        Assert.Equal(
            """{"label":"PRODUCT_SKU","regex":"[A-Z]{2,4}-\\d{4,8}","id":"sku"}""", File.ReadLines(folder["a.jsonl"]).First());
    }

    [Theory]
    [InlineData("""{"label": "A", "regex": "("}""", "'('")]
    [InlineData("""{"label": "A", "pattern": "x"}""", "EntityRuler")]
    [InlineData("""{"label": "", "regex": "x"}""", "Label")]
    [InlineData("""{"regex": "x"}""", "\"label\"")]
    [InlineData("""{"label": "A", "regex": 3}""", "")]
    [InlineData("[]", "object")]
    [InlineData("not json", "")]
    public void A_bad_line_is_refused_with_file_and_line_and_nothing_is_added(string line, string reason)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("p.jsonl", "{\"label\": \"A\", \"regex\": \"x\"}\n\n" + line);
        var ruler = new RegexRuler();
        string message = Assert.Throws<PatternException>(() => ruler.Load(path)).Message;
        Assert.Contains($"{path}, line 3: ", message);
        Assert.Contains(reason, message);
        Assert.Equal(0, ruler.Count);
    }

    [Fact]
    public void A_bad_pattern_is_refused_when_it_is_added() =>
        Assert.Contains("'[a'", Assert.Throws<PatternException>(() => new RegexRuler().Add("A", "[a")).Message);
}
