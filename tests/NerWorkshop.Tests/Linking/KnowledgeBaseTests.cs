namespace NerWorkshop.Tests.Linking;

public class KnowledgeBaseTests
{
    private static KnowledgeBase Apples()
    {
        var kb = new KnowledgeBase();
        kb.Add(new KbEntity("apple-company", "ORG", "Maker of phones.", "Q312"));
        kb.Add(new KbEntity("apple-fruit", "PRODUCT", "Fruit of a tree."));
        kb.AddAlias("Apple", ("apple-company", 0.7), ("apple-fruit", 0.2));
        return kb;
    }

    [Fact]
    public void Saved_and_loaded_it_is_the_same()
    {
        using var folder = new TemporaryFolder();
        KnowledgeBase kb = Apples();
        kb.Add(new KbEntity("Q23", Description: "Émile's \"général\""));
        kb.AddAlias("Élan 😀", ("Q23", 0.25));
        kb.Save(folder["kb.jsonl"]);
        KnowledgeBase loaded = KnowledgeBase.Load(folder["kb.jsonl"]);
        loaded.Save(folder["again.jsonl"]);
        Assert.Equal(kb.Entities, loaded.Entities);
        Assert.Equal(2, loaded.AliasCount);
        Assert.Equal([("apple-company", 0.7), ("apple-fruit", 0.2)], loaded.Aliases.First().Entities);
        Assert.Equal(File.ReadAllText(folder["kb.jsonl"]), File.ReadAllText(folder["again.jsonl"]));
        Assert.Equal(
            """{"alias":"Apple","entities":{"apple-company":0.7,"apple-fruit":0.2}}""",
            File.ReadLines(folder["kb.jsonl"]).ElementAt(3));
    }

    [Fact]
    public void An_entity_leads_to_its_page_if_it_has_a_QID()
    {
        KnowledgeBase kb = Apples();
        kb.Add(new KbEntity("Q23"));
        Assert.Equal("https://www.wikidata.org/wiki/Q312", kb.UrlOf("apple-company"));
        Assert.Equal("https://www.wikidata.org/wiki/Q23", kb.UrlOf("Q23"));
        Assert.Null(kb.UrlOf("apple-fruit"));
        Assert.Null(kb.UrlOf("NIL"));
        Assert.Throws<ArgumentException>(() => kb.Add(new KbEntity("x", Wikidata: "Q3/../evil")));
    }

    [Fact]
    public void What_does_not_fit_together_is_refused()
    {
        KnowledgeBase kb = Apples();
        Contains("'apple-fruit' already", () => kb.Add(new KbEntity("apple-fruit")));
        Contains("id", () => kb.Add(new KbEntity(" ")));
        Contains("NIL", () => kb.Add(new KbEntity("NIL")));
        Contains("'Apple' already", () => kb.AddAlias("Apple", ("apple-fruit", 0.1)));
        Contains("sum up to 1.1", () => kb.AddAlias("apples", ("apple-fruit", 0.6), ("apple-company", 0.5)));
        Contains("did you mean 'apple-fruit'", () => kb.AddAlias("apples", ("appel-fruit", 0.6)));
        Contains("twice", () => kb.AddAlias("apples", ("apple-fruit", 0.6), ("apple-fruit", 0.2)));
        Contains("from 0 to 1", () => kb.AddAlias("apples", ("apple-fruit", double.NaN)));
        Contains("no entity", () => kb.AddAlias("apples"));
        Contains("empty", () => kb.AddAlias("", ("apple-fruit", 0.6)));
        Assert.Equal(1, kb.AliasCount);
        Assert.Contains("apple-fruit", Assert.Throws<KeyNotFoundException>(() => kb["apple-fruits"]).Message);

        static void Contains(string reason, Action add) =>
            Assert.Contains(reason, Assert.Throws<ArgumentException>(add).Message);
    }

    [Fact]
    public void Priors_that_were_rounded_may_sum_up_to_a_little_more_than_one()
    {
        KnowledgeBase kb = Apples();
        kb.AddAlias("apples", ("apple-fruit", 0.333334), ("apple-company", 0.666667));
        Assert.Equal(2, kb.AliasCount);
    }

    [Theory]
    [InlineData("""{"alias": "Apple", "entities": {"apple": 0.5}}""", "Add entities first")]
    [InlineData("""{"alias": "Fruit", "entities": {"fruti": 0.5}}""", "did you mean 'fruit'?")]
    [InlineData("""{"alias": "Fruit", "entities": {"fruit": 1.5}}""", "from 0 to 1")]
    [InlineData("""{"alias": "Fruit", "entities": {"fruit": "a lot"}}""", "not a number")]
    [InlineData("""{"alias": "Fruit", "entities": ["fruit"]}""", "an object of ids and priors")]
    [InlineData("""{"alias": "Fruit", "entities": {"fruit": 0.1}, "prior": 1}""", "\"prior\"")]
    [InlineData("""{"id": "fruit"}""", "'fruit' already")]
    [InlineData("""{"id": "x", "descripton": "y"}""", "\"descripton\"")]
    [InlineData("""{"id": 7}""", "takes a string")]
    [InlineData("""{"name": "x"}""", "\"id\"")]
    [InlineData("[]", "object")]
    [InlineData("{", "JSON")]
    public void A_bad_line_is_refused_with_file_line_and_reason(string line, string reason)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("kb.jsonl", "{\"id\": \"fruit\"}\n\n" + line + "\n");
        string message = Assert.Throws<InvalidDataException>(() => KnowledgeBase.Load(path)).Message;
        Assert.Contains($"{path}, line 3: ", message);
        Assert.Contains(reason, message);
        Assert.DoesNotContain("Parameter", message);
    }
}
