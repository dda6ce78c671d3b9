namespace NerWorkshop.Tests.Recognition;

public class EntityRulerTests
{
    private static string Describe(Doc doc) =>
        string.Join(", ", doc.Entities.Select(entity => $"{entity.Text}={entity.Label}"));

    [Fact]
    public void Phrases_match_in_any_case_on_Lower()
    {
        var ruler = new EntityRuler { PhraseAttribute = TokenAttribute.Lower };
        ruler.Add("PLATFORM", "Tinder", "Reddit");
        Assert.Equal("REDDIT=PLATFORM, tinder=PLATFORM", Describe(ruler.Process(Tokenizer.English.Tokenize("REDDIT or tinder"))));
    }

    [Fact]
    public void The_longest_of_overlapping_matches_wins()
    {
        var ruler = new EntityRuler();
        ruler.Add("GPE", "York", "New York");
        ruler.Add("ORG", "New York Times");
        Assert.Equal("New York Times=ORG", Describe(ruler.Process(Tokenizer.English.Tokenize("New York Times"))));
    }

    [Theory]
    [InlineData(false, "Paris Hilton=PERSON")]
    [InlineData(true, "Paris=GPE")]
    public void Entities_set_before_are_kept_unless_told_to_overwrite(bool overwrite, string expected)
    {
        var ruler = new EntityRuler { OverwriteEntities = overwrite };
        ruler.Add("GPE", "Paris");
        Doc doc = Tokenizer.English.Tokenize("Paris Hilton");
        doc = doc.WithEntities([new Span(doc, 0, 2, "PERSON")]);
        Assert.Equal(expected, Describe(ruler.Process(doc)));
    }

    [Fact]
    public void An_id_is_given_to_the_entities()
    {
        var ruler = new EntityRuler();
        ruler.Add("COMMUNITY", [T.Lower("incel", "incels")], id: "incel");
        Assert.Equal("incel", Assert.Single(ruler.Process(Tokenizer.English.Tokenize("two incels")).Entities).Id);
    }

    [Fact]
    public void Patterns_saved_and_loaded_are_the_same()
    {
        var ruler = new EntityRuler();
        ruler.Add("PLATFORM", "Tik Tok");
        ruler.Add("IDEOLOGY", [T.Lower("black"), T.Text("-").Optional(), T.Lower("pill")], id: "blackpill");
        string path = Path.GetTempFileName();
        try
        {
            ruler.Save(path);
            var loaded = new EntityRuler();
            loaded.Load(path);
            const string Text = "the black-pill crowd on Tik Tok";
            Assert.Equal("black-pill=IDEOLOGY, Tik Tok=PLATFORM", Describe(loaded.Process(Tokenizer.English.Tokenize(Text))));
            string again = path + ".again";
            loaded.Save(again);
            Assert.Equal(File.ReadAllText(path), File.ReadAllText(again));
            File.Delete(again);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("{\"label\": \"A\", \"pattern\": \"x\"}\n\n{\"label\": \"A\"}", "line 3", "\"pattern\"")]
    [InlineData("not json", "line 1", "")]
    [InlineData("{\"label\": \"A\", \"pattern\": [{\"LOWR\": \"x\"}]}", "line 1", "LOWER")]
    [InlineData("{\"label\": \"A\", \"pattern\": 3}", "line 1", "")]
    public void A_bad_line_is_refused_with_file_and_line_and_nothing_is_added(string content, string line, string remedy)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, content);
            var ruler = new EntityRuler();
            string message = Assert.Throws<PatternException>(() => ruler.Load(path)).Message;
            Assert.Contains(Path.GetFileName(path), message);
            Assert.Contains(line, message);
            Assert.Contains(remedy, message);
            Assert.Equal(0, ruler.Count);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_bad_line_leaves_a_ruler_with_the_patterns_it_had()
    {
        using var folder = new TemporaryFolder();
        IEnumerable<string> good = Enumerable.Range(0, 5_000).Select(i => $$"""{"label": "NEW", "pattern": "new {{i}}"}""");
        File.WriteAllLines(folder["rules.jsonl"], [.. good, """{"label": "", "pattern": "x"}""", .. good]);
        var ruler = new EntityRuler();
        ruler.Add("OLD", "new 1", "b");
        ruler.Add("OLD", [T.Lower("a")], id: "a");
        Assert.Contains("line 5001", Assert.Throws<PatternException>(() => ruler.Load(folder["rules.jsonl"])).Message);
        Assert.Equal(["OLD"], ruler.Labels);
        Assert.Equal(["a"], ruler.Ids);
        Assert.Equal("a=OLD, new 1=OLD", Describe(ruler.Process(Tokenizer.English.Tokenize("a new 1 new 2"))));
    }

    [Fact]
    public void Many_patterns_come_back_in_their_order_and_all_match()
    {
        using var folder = new TemporaryFolder();
        string[] phrases = [.. Enumerable.Range(0, 5_000).Select(i => i % 3 == 0 ? $"w{i}" : $"w{i % 70} w{i}, x")];
        File.WriteAllLines(folder["rules.jsonl"], phrases.Select((p, i) => $$"""{"id": "{{i % 9}}", "pattern": "{{p}}", "label": "L{{i % 7}}"}"""));
        var ruler = new EntityRuler();
        ruler.Load(folder["rules.jsonl"]);
        Assert.Equal(
            phrases.Select((phrase, i) => (phrase, $"L{i % 7}", $"{i % 9}")), ruler.Patterns.Select(p => (p.Phrase!, p.Label, p.Id)));
        Assert.All(phrases, phrase => Assert.Contains(
            phrase, ruler.Process(Tokenizer.English.Tokenize($"so {phrase} .")).Entities.Select(entity => entity.Text)));
    }

    [Fact]
    public void A_label_may_hold_the_marks_that_spaCy_puts_between_label_and_id()
    {
        var ruler = new EntityRuler();
        ruler.Add(new RulerPattern("A", "a", null, "B"));
        ruler.Add(new RulerPattern("A||B", "b", null));
        Assert.Equal("a=A, b=A||B", Describe(ruler.Process(Tokenizer.English.Tokenize("a b"))));
    }

    [Fact]
    public void A_ruler_that_finds_nothing_has_looked_all_the_same()
    {
        var ruler = new EntityRuler();
        ruler.Add("A", "a");
        Doc doc = Tokenizer.English.Tokenize("b");
        Assert.Equal("", doc[0].EntityIob);
        Assert.Equal("O", ruler.Process(doc)[0].EntityIob);
    }

    [Fact]
    public void Labels_are_those_of_all_patterns_in_order()
    {
        var ruler = new EntityRuler();
        ruler.Add("B", "b");
        ruler.Add("A", [T.Lower("a")]);
        Assert.Equal(["A", "B"], ruler.Labels);
        ruler.Clear();
        Assert.Empty(ruler.Labels);
        Assert.Empty(ruler.Process(Tokenizer.English.Tokenize("a b")).Entities);
    }

    [Fact]
    public void Patterns_are_removed_by_their_id()
    {
        var ruler = new EntityRuler();
        ruler.Add("A", [T.Lower("a")], id: "one");
        ruler.Add("B", "b");
        ruler.Remove("one");
        Assert.Equal("b=B", Describe(ruler.Process(Tokenizer.English.Tokenize("a b"))));
        Assert.False(ruler.Contains("A"));
        Assert.Contains("'one'", Assert.Throws<KeyNotFoundException>(() => ruler.Remove("one")).Message);
    }

    [Fact]
    public void Patterns_are_removed_by_their_label_and_may_come_back()
    {
        var ruler = new EntityRuler();
        ruler.Add("A", [T.Lower("a")]);
        ruler.Add("A", "a a");
        ruler.Add("B", "b");
        ruler.RemoveLabel("A");
        Assert.Equal("b=B", Describe(ruler.Process(Tokenizer.English.Tokenize("a a b"))));
        Assert.Contains("There are: B.", Assert.Throws<KeyNotFoundException>(() => ruler.RemoveLabel("A")).Message);
        ruler.Add("A", "a a");
        Assert.Equal("a a=A, b=B", Describe(ruler.Process(Tokenizer.English.Tokenize("a a b"))));
    }
}
