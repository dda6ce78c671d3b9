using System.IO.Compression;

namespace NerWorkshop.Tests.CorporaTests;

public sealed class CorpusTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.jsonl", "{\"text\":\"x\"}", "jsonl")]
    [InlineData("a.unknown", "\ufeff {\"text\":\"x\"}", "jsonl")]
    [InlineData("a.json", "{\"text\":\"x\"}", "jsonl")]
    [InlineData("a.json", "[{\"data\":{\"text\":\"x\"}}]", "label-studio")]
    [InlineData("a.json", "{\"annotations\":[],\"data\":{\"text\":\"x\"}}", "label-studio")]
    [InlineData("a.txt", "-DOCSTART- -X- O O\n\n", "conll")]
    [InlineData("a.tsv", "Reddit\tB-PLATFORM\n", "conll")]
    [InlineData("a.tsv", "id\ttext\n1\tx\n", "csv")]
    [InlineData("a.biluo", "x\tO\n", "biluo")]
    public void The_format_is_told_from_name_and_content(string name, string content, string format) =>
        Assert.Equal(format, Corpus.FormatOf(_folder.Write(name, content)).Name);

    [Fact]
    public void A_format_that_cannot_be_told_is_asked_for()
    {
        string message = Assert.Throws<InvalidDataException>(() => Corpus.FormatOf(_folder.Write("a.txt", "just prose"))).Message;
        Assert.Contains("jsonl, prodigy", message);
        Assert.Contains("label-studio", Assert.Throws<InvalidDataException>(() => Corpus.FormatToWrite("a.txt")).Message);
    }

    [Fact]
    public void A_bad_record_is_an_error_or_skipped_and_counted()
    {
        string path = _folder.Write("a.jsonl", "{\"text\":\"a\"}\nnonsense\n{\"text\":\"b\"}\n{}\n");
        Assert.Contains("line 2", Assert.Throws<InvalidDataException>(() => Corpus.Read(path).ToList()).Message);
        var log = new CorpusLog { SkipBad = true };
        Assert.Equal(["a", "b"], Corpus.Read(path, log).Select(text => text.Text));
        Assert.Equal(2, log.Skipped);
        Assert.Contains("line 4", Assert.Single(log.Notes).ToString());
    }

    [Fact]
    public void A_bad_record_leaves_nothing_written()
    {
        string path = _folder.Write("a.jsonl", "{\"text\":\"a\"}\nnonsense\n");
        foreach (string to in (string[])["b.jsonl", "b.bio", "b.csv", "b.json", "b.spacy", "b/"])
        {
            Assert.Throws<InvalidDataException>(() => Corpus.Write(_folder[to], Corpus.Read(path)));
        }

        Assert.Equal(["a.jsonl"], _folder.Names);
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("doccano")]
    [InlineData("bio")]
    [InlineData("label-studio")]
    public void Records_stream_through_one_by_one(string format)
    {
        var reader = new CountingReader(Enumerable.Range(0, 20_000).Select(i => $$"""{"text": "Post {{i}} on Reddit", "entities": []}"""));
        int most = 0;
        var writer = new CountingWriter(written => most = Math.Max(most, reader.LinesRead - written));
        Corpus.Write(
            Corpus.Format("jsonl").Read(new CorpusInput(reader, "in")),
            Corpus.Format(format),
            new CorpusOutput(writer, "out"));
        Assert.Equal(20_000, reader.LinesRead);
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public void A_name_that_ends_with_gz_is_compressed()
    {
        Corpus.Write(_folder["a.bio.gz"], [new AnnotatedText("Oslo", [new TextEntity(0, 4, "GPE")])]);
        using var unpacked = new StreamReader(new GZipStream(File.OpenRead(_folder["a.bio.gz"]), CompressionMode.Decompress));
        Assert.Equal("Oslo\tB-GPE\n\n", unpacked.ReadToEnd());
        Assert.Equal("Oslo", Assert.Single(Corpus.Read(_folder["a.bio.gz"])).Text);
    }

    [Theory]
    [InlineData("jsonl", """{"text":"a b","ents":[{"start":0,"end":1,"label":"X"}],"id":7,"tokens":[{"id":0,"start":0,"end":1},{"id":1,"start":2,"end":3}]}""")]
    [InlineData("prodigy", """{"text":"a b","spans":[{"start":0,"end":1,"label":"X","token_start":0,"token_end":0}],"id":7,"answer":"accept","tokens":[{"id":0,"start":0,"end":1,"text":"a","ws":true},{"id":1,"start":2,"end":3,"text":"b","ws":false}]}""")]
    [InlineData("entities", """{"text":"a b","entities":[[0,1,"X"]],"id":7}""")]
    [InlineData("doccano", """{"text":"a b","label":[[0,1,"X"]],"id":7}""")]
    public void Each_dialect_of_JSON_lines_is_written_and_read(string format, string expected)
    {
        var text = new AnnotatedText("a b", [new TextEntity(0, 1, "X")])
        {
            Fields = new() { ["id"] = 7 },
            Tokens = Doc.FromWords(["a", "b"]),
        };
        var writer = new StringWriter();
        Corpus.Write([text], Corpus.Format(format), new CorpusOutput(writer, "out"));
        Assert.Equal(expected + "\n", writer.ToString());
        Assert.Equal(text.Entities, JsonLines.Parse(expected, "f", 1).Entities);
    }

    [Fact]
    public void Entities_said_in_another_dialect_are_not_said_twice()
    {
        AnnotatedText text = JsonLines.Parse("""{"text":"a","spans":[{"start":0,"end":1,"label":"X"}],"answer":"reject","note":"n"}""", "f", 1);
        Assert.Equal("""{"text":"a","label":[[0,1,"X"]],"answer":"reject","note":"n"}""", JsonLines.Format(text, JsonLinesDialect.Doccano));
    }

    [Fact]
    public void Span_groups_links_and_probabilities_come_back_from_JSON_lines()
    {
        const string Line =
            """{"text":"a","ents":[{"start":0,"end":1,"label":"X","id":"i","kb_id":"Q1","probability":0.5}],"spans":{"sc":[{"start":0,"end":1,"label":"Y"}]}}""";
        AnnotatedText text = JsonLines.Parse(Line, "f", 1);
        Assert.Equal([new TextEntity(0, 1, "X", "i", "Q1", 0.5)], text.Entities);
        Assert.Equal([new TextEntity(0, 1, "Y")], text.Spans["sc"]);
        Assert.Equal(Line, JsonLines.Format(text));
    }

    private sealed class CountingReader(IEnumerable<string> lines) : TextReader
    {
        private readonly IEnumerator<string> _lines = lines.GetEnumerator();

        public int LinesRead { get; private set; }

        public override string? ReadLine()
        {
            if (!_lines.MoveNext())
            {
                return null;
            }

            LinesRead++;
            return _lines.Current;
        }
    }

    /// <summary>Counts the texts that were written: each tells its number once.</summary>
    private sealed class CountingWriter(Action<int> onWrite) : StringWriter
    {
        private int _written;

        public override void Write(string? value)
        {
            if (value?.Contains("Post") == true)
            {
                onWrite(_written++);
            }
        }

        public override void Write(char value)
        {
        }
    }
}
