namespace NerWorkshop.Tests.Linking;

/// <summary>The knowledge base and the gold set in data/linking, and what the data card says of them.</summary>
public class LinkingGoldSetTests
{
    private static readonly string Data = Path.Combine(Repository.Root, "data");
    private static readonly KnowledgeBase Kb = KnowledgeBase.Load(Path.Combine(Data, "linking", "kb.jsonl"));

    private static List<AnnotatedText> Read(string part) => [.. JsonLines.Read(Path.Combine(Data, "linking", $"{part}.jsonl"))];

    [Fact]
    public void The_card_counts_what_there_is()
    {
        string card = File.ReadAllText(Path.Combine(Data, "README.md"));
        Assert.Contains($"{Kb.Entities.Count} entities", card);
        Assert.Contains($"{Kb.AliasCount} aliases", card);
        foreach (string part in (string[])["tune", "test"])
        {
            TextEntity[] mentions = [.. Read(part).SelectMany(text => text.Entities)];
            Assert.Contains($"| `{part}.jsonl` | {mentions.Length} | {mentions.Count(m => m.KbId == "NIL")} |", card);
        }
    }

    [Fact]
    public void No_sentence_is_in_both_parts() =>
        Assert.Empty(Read("tune").Select(text => text.Text).Intersect(Read("test").Select(text => text.Text)));

    [Theory]
    [InlineData("tune", 0.97)]
    [InlineData("test", 0.92)]
    public void The_linker_is_as_good_as_the_card_says(string part, double accuracy)
    {
        LinkingScore score = LinkingScore.Of(new EntityLinker(Kb), Read(part));
        Assert.InRange(score.Accuracy, accuracy, 1);
        Assert.Equal(score.Mentions - score.Correct, score.Errors.Count);
        Assert.Contains(score.ToString(), File.ReadAllText(Path.Combine(Data, "README.md")));
    }

    [Fact]
    public void Priors_alone_do_not_do() =>
        Assert.InRange(LinkingScore.Of(new EntityLinker(Kb) { ContextWeight = 0 }, Read("test")).Accuracy, 0, 0.6);

    [Fact]
    public void A_link_that_the_knowledge_base_does_not_have_is_refused_by_its_line()
    {
        var text = new AnnotatedText("Apple", [new TextEntity(0, 5, "ORG", KbId: "apple-sauce")]) { Line = 7 };
        string message = Assert.Throws<InvalidDataException>(() => LinkingScore.Of(new EntityLinker(Kb), [text])).Message;
        Assert.Contains("line 7", message);
        Assert.Contains("'apple-sauce'", message);
    }
}
