using System.Text.Json.Nodes;

namespace NerWorkshop.Tests.Training;

public class BiluoTests
{
    [Fact]
    public void Tags_are_spaCys_on_the_fixture() => Assert.Equal(1, Agreement(Conformance.Fixture("biluo")));

    [Fact]
    public void Tags_are_spaCys_on_all_lines() => Assert.Equal(1, Agreement(Conformance.Whole("biluo")));

    [Fact]
    public void Decoding_gives_back_the_entities()
    {
        Doc doc = Tokenizer.English.Tokenize("Ada Lovelace met Charles in London.");

        IReadOnlyList<string> tags = Biluo.Encode(doc, [(0, 12, "PERSON"), (17, 24, "PERSON"), (28, 34, "GPE")]);

        Assert.Equal(["B-PERSON", "L-PERSON", "O", "U-PERSON", "O", "U-GPE", "O"], tags);
        Assert.Equal(
            ["Ada Lovelace PERSON", "Charles PERSON", "London GPE"],
            Biluo.Decode(doc, tags).Select(span => $"{span.Text} {span.Label}"));
        Assert.Equal(tags, Biluo.Encode(doc.WithEntities(Biluo.Decode(doc, tags))));
    }

    [Fact]
    public void Overlapping_entities_are_refused()
    {
        Doc doc = Tokenizer.English.Tokenize("New York City");

        var error = Assert.Throws<ArgumentException>(() => Biluo.Encode(doc, [(0, 8, "GPE"), (4, 13, "GPE")]));

        Assert.Contains("overlap", error.Message);
    }

    [Theory]
    [InlineData("I-GPE O O", "Tag 0, 'I-GPE', cannot stand at the start")]
    [InlineData("B-GPE O O", "Tag 1, 'O', cannot stand after 'B-GPE'")]
    [InlineData("B-GPE L-ORG O", "Tag 1, 'L-ORG', cannot stand after 'B-GPE'")]
    [InlineData("O O B-GPE", "never ends")]
    [InlineData("O X-GPE O", "Tag 1, 'X-GPE', is none of")]
    [InlineData("O O", "3 tokens but 2 tags")]
    public void Tags_that_describe_nothing_are_refused(string tags, string message)
    {
        Doc doc = Tokenizer.English.Tokenize("New York City");

        var error = Assert.Throws<ArgumentException>(() => Biluo.Decode(doc, tags.Split(' ')));

        Assert.Contains(message, error.Message);
    }

    private static double Agreement(IReadOnlyList<JsonNode> lines) => Conformance.Agreement(lines, line =>
    {
        string text = (string)line["text"]!;
        var offsets = new CodePointOffsets(text);
        IReadOnlyList<string> tags = Biluo.Encode(
            Tokenizer.English.Tokenize(text),
            line["entities"]!.AsArray().Select(e =>
                (offsets.ToUtf16((int)e![0]!), offsets.ToUtf16((int)e[1]!), (string)e[2]!)));
        return (string.Join(' ', line["tags"]!.AsArray().Select(tag => (string)tag!)), string.Join(' ', tags));
    });
}
