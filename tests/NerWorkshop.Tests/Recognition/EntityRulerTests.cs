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
}
