namespace NerWorkshop.Tests;

public sealed class SampleDataTests
{
    private static string Data { get; } = Path.Combine(Repository.Root, "data");

    [Fact]
    public void The_data_card_counts_what_the_sample_holds()
    {
        string card = File.ReadAllText(Path.Combine(Data, "README.md"));
        Posts posts = Posts.Read(Path.Combine(Data, "forum_posts.csv"));
        int threads = posts.Column("filename").Select(name => name.Split('.')[0]).Distinct().Count();
        int doubles = posts.Zip(posts.Skip(1)).Count(pair => pair.First.Fields.SequenceEqual(pair.Second.Fields));

        Assert.Equal(["filename", "index", "text"], posts.Columns);
        Assert.Contains($"{posts.Count} rows from {threads} threads", card);
        Assert.Contains($"- {doubles} rows that stand twice in a row", card);
        Assert.Equal(1, posts.EmptyCount);
        Assert.Contains(posts.Texts, text => text.Contains('\n'));
        Assert.Contains(posts.Texts, text => text.Contains("â€™"));
    }

    [Fact]
    public void Each_notebook_finds_enough_in_the_sample_to_show()
    {
        var matcher = new Matcher();
        matcher.Add("TYPE", [T.Lower("chad", "stacy")]);
        var ruler = new EntityRuler { PhraseAttribute = TokenAttribute.Lower };
        ruler.Load(Path.Combine(Data, "patterns", "platforms.jsonl"));
        Pipeline nlp = Pipeline.Blank("en");
        nlp.Add(ruler);

        Doc[] docs = [.. nlp.ProcessAll(Posts.Read(Path.Combine(Data, "forum_posts.csv")).Texts)];

        Assert.InRange(docs.Sum(doc => matcher.Match(doc).Count), 15, int.MaxValue);
        Assert.InRange(docs.Sum(doc => doc.Entities.Count), 25, int.MaxValue);
    }

    [Theory]
    [InlineData("platforms.jsonl", "PLATFORM", "We left r/breadit, Twitter and X behind.", "r/breadit|Twitter|X")]
    [InlineData("ideology.jsonl", "IDEOLOGY", "The red pill, Blackpilled men and looksmaxxing.", "red pill|Blackpilled|looksmaxxing")]
    [InlineData("community.jsonl", "COMMUNITY", "A normie, two INCELS and a MGTOW.", "normie|INCELS|MGTOW")]
    public void The_pattern_files_find_what_they_are_for(string file, string label, string text, string found)
    {
        var ruler = new EntityRuler { PhraseAttribute = TokenAttribute.Lower };
        ruler.Load(Path.Combine(Data, "patterns", file));

        Doc doc = ruler.Process(Pipeline.Blank("en").Process(text));

        Assert.Equal([label], ruler.Labels);
        Assert.Equal(found.Split('|'), doc.Entities.Select(entity => entity.Text));
        Assert.All(doc.Entities, entity => Assert.NotEmpty(entity.Id));
    }

    [Fact]
    public void Every_training_entity_starts_and_ends_with_tokens()
    {
        AnnotatedText[] lines = [.. JsonLines.Read(Path.Combine(Data, "training", "ideology_platform.jsonl"))];

        Assert.Equal(30, lines.Length);
        Assert.Equal(5, lines.Count(line => line.Entities.Count == 0));
        Assert.All(lines, line => Example.FromOffsets(
            line.Text, line.Entities.Select(entity => (entity.StartChar, entity.EndChar, entity.Label))));
    }
}
