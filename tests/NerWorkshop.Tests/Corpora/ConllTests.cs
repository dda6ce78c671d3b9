namespace NerWorkshop.Tests.CorporaTests;

public sealed class ConllTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CorpusLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sentences_end_at_empty_lines_and_documents_are_counted()
    {
        Assert.Equal(
            "3: EU rejects [EU=ORG] | 6: Peter Blackburn [Peter Blackburn=PER]",
            Read("-DOCSTART- -X- O O\n\nEU NNP B-NP B-ORG\nrejects VBZ B-VP O\n\nPeter NNP B-NP B-PER\nBlackburn NNP I-NP I-PER\n"));
        Assert.Contains(_log.Notes, note => note.What.StartsWith("sentences with further columns", StringComparison.Ordinal) && note.Count == 2);
        Assert.Equal("""{"document":1}""", Corpus.Read(_folder["data.conll"]).First().Fields.ToJsonString());
    }

    [Theory]
    [InlineData("I-PER I-PER O", "a b=X")]
    [InlineData("B-PER B-PER O", "a=X, b=X")]
    [InlineData("I-PER I-ORG O", "a=X, b=Y")]
    [InlineData("U-PER U-PER O", "a=X, b=X")]
    [InlineData("B-PER I-PER L-PER", "a b c=X")]
    [InlineData("B-PER E-PER S-ORG", "a b=X, c=Y")]
    [InlineData("O I-PER B-PER", "b=X, c=X")]
    public void Every_common_tag_scheme_is_understood_and_needs_no_repair(string tags, string expected)
    {
        string[] columns = tags.Split(' ');
        string read = Read($"a\t{columns[0]}\nb\t{columns[1]}\nc\t{columns[2]}\n");
        Assert.Equal($"1: a b c [{expected.Replace("X", "PER").Replace("Y", "ORG")}]", read);
        Assert.Empty(_log.Notes);
    }

    [Theory]
    [InlineData("B-PER O I-PER", "a=PER, c=PER", "tags repaired: I- with no entity open before it, read as the beginning of one: 1 (line 3)")]
    [InlineData("B-PER I-ORG O", "a=PER, b=ORG", "tags repaired: I- after an entity of another label, read as the beginning of one: 1 (line 2)")]
    [InlineData("O L-PER O", "b=PER", "tags repaired: L- with no entity open before it, read as the beginning of one: 1 (line 2)")]
    [InlineData("U-ORG B-PER O", "a=ORG, b=PER", "tags repaired: an entity without its last tag, read as ending there: 1 (line 2)")]
    public void Tags_that_cannot_stand_there_are_repaired_and_counted(string tags, string expected, string note)
    {
        string[] columns = tags.Split(' ');
        Assert.Equal($"1: a b c [{expected}]", Read($"a\t{columns[0]}\nb\t{columns[1]}\nc\t{columns[2]}\n"));
        Assert.Equal(note, Assert.Single(_log.Notes).ToString());
    }

    [Theory]
    [InlineData("a O\nb\n", "line 2", "a token and a tag")]
    [InlineData("a O\n\nb X-PER\n", "line 3", "'X-PER'")]
    [InlineData("a B-\n", "line 1", "'B-'")]
    public void A_wrong_line_is_named(string content, string line, string what)
    {
        string message = Assert.Throws<InvalidDataException>(() => Read(content)).Message;
        Assert.Contains("data.conll", message);
        Assert.Contains(line, message);
        Assert.Contains(what, message);
    }

    [Fact]
    public void A_sentence_with_a_wrong_line_is_skipped_whole()
    {
        var log = new CorpusLog { SkipBad = true };
        _folder.Write("data.conll", "a O\n\nb B-PER\nc\nd I-PER\n\ne S-PER\n");
        Assert.Equal(["a", "e"], Corpus.Read(_folder["data.conll"], log).Select(text => text.Text));
        Assert.Equal(1, log.Skipped);
    }

    [Fact]
    public void Tokens_are_put_together_as_people_write() => Assert.Equal(
        "1: He said (\"don't!\") to the U.S., $5 Peter's way. []",
        Read(string.Concat("He said ( \" do n't ! \" ) to the U.S. , $ 5 Peter 's way .".Split(' ').Select(word => $"{word} O\n"))));

    [Fact]
    public void The_tokens_of_a_file_are_kept()
    {
        Read("rock'n'roll\tO\nwww.x\tB-X\n.org\tI-X\n");
        AnnotatedText text = Assert.Single(Corpus.Read(_folder["data.conll"]));
        Assert.Equal(["rock'n'roll", "www.x", ".org"], text.Tokens!.Select(token => token.Text));
        Corpus.Write(_folder["again.bio"], [text]);
        Assert.Equal("rock'n'roll\tO\nwww.x\tB-X\n.org\tI-X\n\n", File.ReadAllText(_folder["again.bio"]));
    }

    [Theory]
    [InlineData("conll", "In -X- O O\nNew -X- O B-GPE\nYork -X- O I-GPE\nOslo -X- O B-GPE\n\n")]
    [InlineData("iob", "In\tO\nNew\tI-GPE\nYork\tI-GPE\nOslo\tB-GPE\n\n")]
    [InlineData("bio", "In\tO\nNew\tB-GPE\nYork\tI-GPE\nOslo\tB-GPE\n\n")]
    [InlineData("biluo", "In\tO\nNew\tB-GPE\nYork\tL-GPE\nOslo\tU-GPE\n\n")]
    [InlineData("bioes", "In\tO\nNew\tB-GPE\nYork\tE-GPE\nOslo\tS-GPE\n\n")]
    public void Each_scheme_is_written(string format, string expected)
    {
        var writer = new StringWriter();
        AnnotatedText text = new("In New York Oslo", [new TextEntity(3, 11, "GPE"), new TextEntity(12, 16, "GPE")]);
        Corpus.Write([text], Corpus.Format(format), new CorpusOutput(writer, "out", _log));
        Assert.Equal(expected, writer.ToString());
        Assert.Empty(_log.Notes);
    }

    [Fact]
    public void Documents_are_written_where_they_are_known()
    {
        const string Content = "-DOCSTART- -X- O O\n\na -X- O O\n\nb -X- O O\n\n-DOCSTART- -X- O O\n\nc -X- O O\n\n";
        _folder.Write("data.conll", Content);
        Corpus.Write(_folder["again.conll"], Corpus.Read(_folder["data.conll"]));
        Assert.Equal(Content, File.ReadAllText(_folder["again.conll"]));
    }

    [Fact]
    public void What_columns_cannot_hold_is_said()
    {
        AnnotatedText[] texts =
        [
            new("New York Times", [new TextEntity(0, 8, "GPE"), new TextEntity(0, 14, "ORG")]) { Line = 1 },
            new("Redditors", [new TextEntity(0, 6, "PLATFORM")]) { Line = 2 },
            new("a  b\nc", []) { Line = 3, Fields = new() { ["id"] = 7 } },
            new("", []) { Line = 4 },
            new("d", []) { Line = 5, IsAnnotated = false },
            new("e", [new TextEntity(0, 1, "A B", "i", "Q1", 0.5)]) { Line = 6 },
            new("f", [new TextEntity(0, 1, "X")]) { Line = 7, IsAccepted = false },
        ];
        Corpus.Write(_folder["a.bio"], texts, _log);
        Assert.Equal(
            [
                "texts whose entities overlap, of which the longest was kept: columns hold one label a token: 1 (line 1)",
                "entities left out, because they do not start and end with tokens: 1 (line 2: 'Reddit' PLATFORM)",
                "bio holds no field 'id': 1 (line 3)",
                "texts whose white space cannot be told from their tokens: 1 (line 3)",
                "texts left out, because they have no tokens: 1 (line 4)",
                "texts that nobody has annotated, written as texts without entities: 1 (line 5)",
                "bio holds no ids of entities: 1 (line 6)",
                "bio holds no links to a knowledge base: 1 (line 6)",
                "bio holds no probabilities: 1 (line 6)",
                "labels changed, because they are empty or hold white space: 1 (line 6: 'A B')",
                "texts left out, because their annotation was not accepted: 1 (line 7)",
            ],
            _log.Notes.Select(note => note.ToString()));
    }

    private string Read(string content)
    {
        _folder.Write("data.conll", content);
        return string.Join(" | ", Corpus.Read(_folder["data.conll"], _log).Select(text =>
            $"{text.Line}: {text.Text} [{string.Join(", ", text.Entities.Select(e => $"{text.Text[e.StartChar..e.EndChar]}={e.Label}"))}]"));
    }
}
