namespace NerWorkshop.Tests.CorporaTests;

public sealed class EntityCsvTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CorpusLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_analyze_wrote_is_read_with_the_posts_it_read()
    {
        string posts = _folder.Write("posts.csv", "user,body\nx,😀 Reddit\ny,nothing\n");
        string entities = _folder.Write(
            "entities.csv", "row,start,end,text,label,id,probability\n0,2,8,Reddit,PLATFORM,r,0.9123\n");
        var input = new CorpusInput(entities) { Texts = posts, TextColumn = "body" };
        AnnotatedText[] texts = [.. Corpus.Format("csv").Read(input)];
        Assert.Equal([new TextEntity(3, 9, "PLATFORM", "r", "", 0.9123)], texts[0].Entities);
        Assert.Empty(texts[1].Entities);
        Assert.True(texts[1].IsAnnotated);
        Assert.Equal("""{"user":"x"}""", texts[0].Fields.ToJsonString());
    }

    [Fact]
    public void Texts_and_entities_lie_beside_each_other_and_either_leads_to_the_other()
    {
        var text = new AnnotatedText("In Oslo", [new TextEntity(3, 7, "GPE", "o", "Q585", 0.5)])
        {
            Fields = new() { ["user"] = "x", ["votes"] = 3 },
        };
        Corpus.Write(_folder["c.csv"], [text, new AnnotatedText("", []) { Fields = new() { ["new"] = "n" } }], _log);
        Assert.Equal("row,text,user,votes\n0,In Oslo,x,3\n1,,,\n", File.ReadAllText(_folder["c.csv"]));
        Assert.Equal(
            "row,start,end,text,label,id,probability,kb_id\n0,3,7,Oslo,GPE,o,0.5,Q585\n", File.ReadAllText(_folder["c.entities.csv"]));
        foreach (string name in (string[])["c.csv", "c.entities.csv"])
        {
            AnnotatedText[] read = [.. Corpus.Read(_folder[name])];
            Assert.Equal(["In Oslo", ""], read.Select(one => one.Text));
            Assert.Equal([new TextEntity(3, 7, "GPE", "o", "Q585", 0.5)], read[0].Entities);
        }

        Assert.Equal(
            [
                "csv holds the field 'votes' as a string of JSON: 1 (text 1)",
                "csv has no column for the field 'new', which the first text does not have: 1 (text 2)",
            ],
            _log.Notes.Select(note => note.ToString()));
    }

    [Fact]
    public void Texts_alone_are_not_annotated()
    {
        AnnotatedText text = Assert.Single(Corpus.Read(_folder.Write("posts.csv", "text\nhello\n")));
        Assert.False(text.IsAnnotated);
    }

    [Theory]
    [InlineData("0,2,8,Tinder,X,,", "line 2: 'Tinder' is not at 2 to 8 of row 0, which has 'Reddit' there")]
    [InlineData("0,2,99,,X,,", "row 0, which has 8 characters")]
    [InlineData("7,0,1,a,X,,", "has no row of that number")]
    [InlineData("a,0,1,a,X,,", "must be numbers")]
    public void A_bad_row_is_named_or_skipped(string row, string reason)
    {
        _folder.Write("p.csv", "text\n😀 Reddit\nfine\n");
        _folder.Write("p.entities.csv", "row,start,end,text,label,id,probability\n" + row + "\n1,0,4,fine,X,,\n");
        string message = Assert.Throws<InvalidDataException>(() => Corpus.Read(_folder["p.csv"]).ToList()).Message;
        Assert.Contains("p.entities.csv, line 2: ", message);
        Assert.Contains(reason, message);
        var log = new CorpusLog { SkipBad = true };
        Assert.Single(Corpus.Read(_folder["p.csv"], log).Last().Entities);
        Assert.Equal(1, log.Skipped);
    }

    [Fact]
    public void Entities_without_their_texts_ask_for_them() => Assert.Contains(
        "--texts FILE",
        Assert.Throws<InvalidDataException>(() => Corpus.Read(_folder.Write("e.csv", "row,start,end,text,label\n")).ToList()).Message);
}
