using System.IO.Compression;
using System.Text.Json.Nodes;

namespace NerWorkshop.Tests.CorporaTests;

public sealed class JsonLinesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_document_is_written_as_spaCy_writes_it()
    {
        Doc doc = Docs.With("Hi Zoë 😀 in Geneva", ("Geneva", "GPE"));
        Assert.Equal(
            """{"text":"Hi Zoë \uD83D\uDE00 in Geneva","ents":[{"start":12,"end":18,"label":"GPE"}]}""",
            JsonLines.Format(doc));
    }

    [Fact]
    public void Tokens_are_written_when_asked_for() => Assert.Equal(
        """{"text":"\uD83D\uDE00 a","ents":[],"tokens":[{"id":0,"start":0,"end":1},{"id":1,"start":2,"end":3}]}""",
        JsonLines.Format(Docs.With("😀 a"), tokens: true));

    [Fact]
    public void Ids_links_and_probabilities_are_written_where_there_are_any()
    {
        Doc doc = Docs.With("On Twitter");
        doc = doc.WithEntities([new Span(doc, 1, 2, "PLATFORM", "twitter", "Q918", 0.91234567)]);
        Assert.EndsWith(
            """[{"start":3,"end":10,"label":"PLATFORM","id":"twitter","kb_id":"Q918","probability":0.9123}]}""",
            JsonLines.Format(doc));
    }

    [Theory]
    [InlineData("""{"text":"😀 in Geneva","ents":[{"start":5,"end":11,"label":"GPE","id":"g"}]}""", "g")]
    [InlineData(
        """{"text":"😀 in Geneva","spans":[{"start":5,"end":11,"label":"GPE","token_start":2,"token_end":2}]}""", "")]
    [InlineData("""{"text":"😀 in Geneva","entities":[[5,11,"GPE"]]}""", "")]
    [InlineData("""{"text":"😀 in Geneva","label":[[5,11,"GPE"]]}""", "")]
    [InlineData("""{"text":"😀 in Geneva","entities":[{"id":7,"start_offset":5,"end_offset":11,"label":"GPE"}]}""", "")]
    public void Entities_are_read_as_spaCy_Prodigy_and_doccano_write_them(string line, string id)
    {
        AnnotatedText text = JsonLines.Parse(line, "f", 1);
        Assert.Equal([new TextEntity(6, 12, "GPE", id)], text.Entities);
        Assert.Equal("Geneva", text.Text[6..12]);
        Assert.True(text.IsAnnotated);
    }

    [Fact]
    public void Labels_of_a_whole_text_are_no_entities()
    {
        AnnotatedText text = JsonLines.Parse("""{"text":"a","label":["x","y"]}""", "f", 1);
        Assert.False(text.IsAnnotated);
        Assert.Empty(text.Entities);
        Assert.False(JsonLines.Parse("""{"text":"a","label":"x"}""", "f", 1).IsAnnotated);
        Assert.True(JsonLines.Parse("""{"text":"a","ents":[]}""", "f", 1).IsAnnotated);
    }

    [Theory]
    [InlineData("""{"text":"a","answer":"accept"}""", true)]
    [InlineData("""{"text":"a"}""", true)]
    [InlineData("""{"text":"a","answer":"reject"}""", false)]
    [InlineData("""{"text":"a","answer":"ignore"}""", false)]
    public void Only_what_Prodigy_accepted_counts(string line, bool isAccepted) =>
        Assert.Equal(isAccepted, JsonLines.Parse(line, "f", 1).IsAccepted);

    [Fact]
    public void Unknown_fields_are_handed_on()
    {
        const string Line =
            """{"id":12345678901234567890,"text":"In Geneva","meta":{"é":[1.50,null]},"spans":[],"tokens":[1],"ents":[]}""";
        AnnotatedText text = JsonLines.Parse(Line, "f", 1);
        Doc doc = Docs.With(text.Text, ("Geneva", "GPE"));
        Assert.Equal(
            """{"text":"In Geneva","ents":[{"start":3,"end":9,"label":"GPE"}],"id":12345678901234567890,"meta":{"é":[1.50,null]},"spans":[]}""",
            JsonLines.Format(doc, text.Fields));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        Doc[] docs = [Docs.With("👩‍👩‍👧 in Geneva\n\"quoted\" \u2028", ("Geneva", "GPE")), Docs.With("")];
        JsonLines.Write(_folder["d.jsonl"], docs);
        AnnotatedText[] read = [.. JsonLines.Read(_folder["d.jsonl"])];
        Assert.Equal(docs.Select(doc => doc.Text), read.Select(text => text.Text));
        Span geneva = docs[0].Entities[0];
        Assert.Equal([new TextEntity(geneva.StartChar, geneva.EndChar, "GPE")], read[0].Entities);
        JsonLines.Write(_folder["e.jsonl"], read);
        Assert.Equal(File.ReadAllBytes(_folder["d.jsonl"]), File.ReadAllBytes(_folder["e.jsonl"]));
    }

    [Theory]
    [InlineData("{\"text\":\"a\"", "not valid JSON")]
    [InlineData("[1]", "not a JSON object")]
    [InlineData("7", "not a JSON object")]
    [InlineData("null", "not a JSON object")]
    [InlineData("{\"body\":\"a\",\"n\":1}", "no field 'text'; the fields are: body, n")]
    [InlineData("{\"text\":7}", "'text' is not a string")]
    [InlineData("{\"text\":\"a\",\"text\":\"b\"}", "not valid JSON")]
    [InlineData("{\"text\":\"\\ud83d\"}", "surrogate")]
    [InlineData(
        "{\"text\":\"abc\",\"ents\":[{\"start\":1,\"end\":9,\"label\":\"X\"}]}",
        "from 1 to 9 does not lie within the text, which has 3")]
    [InlineData("{\"text\":\"abc\",\"ents\":[{\"start\":2,\"end\":2,\"label\":\"X\"}]}", "from 2 to 2")]
    [InlineData("{\"text\":\"abc\",\"ents\":[{\"start\":-1,\"end\":2,\"label\":\"X\"}]}", "from -1 to 2")]
    [InlineData("{\"text\":\"abc\",\"ents\":[{\"start\":0,\"end\":2}]}", "needs start, end and label")]
    [InlineData(
        "{\"text\":\"abc\",\"ents\":[{\"start\":0.5,\"end\":2,\"label\":\"X\"}]}", "needs start, end and label")]
    [InlineData("{\"text\":\"abc\",\"spans\":[[0,1]]}", "needs start, end and label")]
    public void A_bad_line_is_an_error_that_names_file_and_line(string bad, string reason)
    {
        string path = _folder.Write("bad.jsonl", $"{{\"text\":\"fine\"}}\n\n{bad}\n");
        var error = Assert.Throws<InvalidDataException>(() => JsonLines.Read(path).ToList());
        Assert.StartsWith($"{path}, line 3: ", error.Message);
        Assert.Contains(reason, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Lines_are_read_one_by_one_as_they_come()
    {
        var reader = new EndlessReader();
        Assert.Equal(["1", "2", "3"], JsonLines.Read(reader, "stream").Take(3).Select(text => text.Text));
        Assert.Equal(3, reader.LinesRead);
    }

    [Fact]
    public void A_compressed_file_is_unpacked_and_its_line_numbers_are_those_of_its_text()
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionMode.Compress))
        {
            gzip.Write("\uFEFF{\"text\":\"a\"}\n\n{\"text\":\"b\"}"u8);
        }

        Assert.Equal([1, 3], JsonLines.Read(_folder.Write("d.jsonl.gz", bytes.ToArray())).Select(text => text.Line));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_older_file_and_nothing_else()
    {
        string path = _folder.Write("d.jsonl", "old");
        Assert.Throws<InvalidOperationException>(() => JsonLines.Write(path, Failing()));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["d.jsonl"], _folder.Names);

        static IEnumerable<Doc> Failing()
        {
            yield return Docs.With("one");
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public void The_toy_training_set_is_read_whole()
    {
        AnnotatedText[] texts = [.. JsonLines.Read(
            Path.Combine(Repository.Root, "data", "training", "ideology_platform.jsonl"))];
        Assert.Equal(30, texts.Length);
        Assert.Equal("Redpill", texts[0].Text[texts[0].Entities[0].StartChar..texts[0].Entities[0].EndChar]);
    }

    private sealed class EndlessReader : TextReader
    {
        public int LinesRead { get; private set; }

        public override string ReadLine() => new JsonObject { ["text"] = $"{++LinesRead}" }.ToJsonString();
    }
}
