using System.Text.Json.Nodes;

namespace NerWorkshop.Tests.CorporaTests;

public sealed class DocBinTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("coffee", 3197928453018144401)]
    [InlineData("apple", 8566208034543834098)]
    [InlineData("", 0)]
    [InlineData("PERSON", 380)]
    [InlineData("ORG", 383)]
    [InlineData("GPE", 384)]
    public void Strings_have_the_numbers_that_spaCy_gives_them(string text, ulong hash) =>
        Assert.Equal(hash, SpacyStrings.Hash(text));

    [Theory]
    [InlineData("docbin_3_7.spacy")]
    [InlineData("docbin_3_0.spacy")]
    public void What_spaCy_wrote_is_read(string file)
    {
        AnnotatedText[] texts = Read(Fixture(file));
        Assert.Equal("I deleted Tinder 😀 on X. Reddit Inc. didn't care", texts[0].Text);
        Assert.Equal(
            [
                new TextEntity(10, 16, "PLATFORM", "tinder", "Q15401690"),
                new TextEntity(23, 24, "ORG"),
                new TextEntity(26, 37, "ORG", "", "Q1136"),
            ],
            texts[0].Entities);
        Assert.Equal("Reddit Inc.", texts[0].Text[26..37]);
        Assert.Equal(12, texts[0].Tokens!.Count);
        Assert.Equal("n't", texts[0].Tokens![10].Text);
        Assert.Equal(
            [new TextEntity(26, 32, "PLATFORM"), new TextEntity(26, 37, "ORG", "reddit", "Q1136")], texts[0].Spans["sc"]);
        Assert.Equal(1.0, (double?)texts[0].Fields["cats"]?["RANT"]);
        Assert.True(texts[1].IsAnnotated);
        Assert.Empty(texts[1].Entities);
    }

    [Fact]
    public void Unannotated_texts_unknown_spaces_and_user_data_are_understood()
    {
        var log = new CorpusLog();
        AnnotatedText[] texts = [.. Corpus.Read(Fixture("docbin_3_7.spacy"), log)];
        Assert.False(texts[2].IsAnnotated);
        Assert.Equal("spaces are unknown", texts[3].Text);
        Assert.Equal("""{"thread":7,"tags":["a",null],"cats":{"RANT":1,"NEWS":0.25}}""", texts[0].Fields.ToJsonString());
        Assert.Equal("extension attributes are not read: 1 (document 1)", Assert.Single(log.Notes).ToString());
    }

    [Fact]
    public void All_that_a_DocBin_can_hold_comes_back_and_the_same_bytes_are_written_again()
    {
        AnnotatedText[] texts = Read(Fixture("docbin_3_7.spacy"));
        Corpus.Write(_folder["a.spacy"], texts);
        AnnotatedText[] again = Read(_folder["a.spacy"]);
        Assert.Equal(AnyCorpus.Shown(texts), AnyCorpus.Shown(again));
        Assert.Equal(texts.Select(text => text.IsAnnotated), again.Select(text => text.IsAnnotated));
        Assert.Equal(texts[0].Spans["sc"], again[0].Spans["sc"]);
        Assert.True(JsonNode.DeepEquals(texts[0].Fields, again[0].Fields));
        Corpus.Write(_folder["b.spacy"], again);
        Assert.Equal(File.ReadAllBytes(_folder["a.spacy"]), File.ReadAllBytes(_folder["b.spacy"]));
    }

    [Fact]
    public void Overlapping_entities_are_all_in_a_span_group_and_the_longest_in_ents()
    {
        var log = new CorpusLog();
        var text = new AnnotatedText(
            "New York Times", [new TextEntity(0, 8, "GPE"), new TextEntity(0, 14, "ORG"), new TextEntity(0, 2, "X")])
        {
            Line = 7,
        };
        Corpus.Write(_folder["a.spacy"], [text], log);
        AnnotatedText read = Assert.Single(Read(_folder["a.spacy"]));
        Assert.Equal([new TextEntity(0, 14, "ORG")], read.Entities);
        Assert.Equal([new TextEntity(0, 8, "GPE"), new TextEntity(0, 14, "ORG")], read.Spans["sc"]);
        Assert.Contains(log.Notes, note => note.What.Contains("overlap") && note.Places.SequenceEqual(["line 7"]));
        Assert.Contains(log.Notes, note => note.What.Contains("do not start and end with tokens") && note.Places[0] == "line 7: 'Ne' X");
    }

    [Fact]
    public void No_texts_make_a_file_too()
    {
        Corpus.Write(_folder["a.spacy"], []);
        Assert.Empty(Read(_folder["a.spacy"]));
    }

    [Theory]
    [InlineData(0, "not compressed with zlib")]
    [InlineData(1, "MessagePack is broken")]
    public void What_is_no_DocBin_is_refused(int packed, string reason)
    {
        byte[] bytes = "no DocBin"u8.ToArray();
        string path = _folder.Write("a.spacy", packed == 1 ? DocBinBytes.Pack(bytes) : bytes);
        string message = Assert.Throws<InvalidDataException>(() => Read(path)).Message;
        Assert.StartsWith(path, message);
        Assert.Contains(reason, message);
    }

    [Fact]
    public void A_bomb_is_stopped_before_it_fills_the_memory()
    {
        string path = _folder["bomb.spacy"];
        using (var zlib = new System.IO.Compression.ZLibStream(File.Create(path), System.IO.Compression.CompressionLevel.Optimal))
        {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 1100; i++)
            {
                zlib.Write(zeros);
            }
        }

        Assert.True(new FileInfo(path).Length < 8 << 20);
        Assert.Contains("more than 1 GB", Assert.Throws<InvalidDataException>(() => Read(path)).Message);
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    private static AnnotatedText[] Read(string path) => [.. Corpus.Read(path)];
}
