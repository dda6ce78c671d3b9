namespace NerWorkshop.Tests.CorporaTests;

public sealed class BratTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CorpusLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_of_documents_is_read_in_the_order_of_their_names()
    {
        Directory.CreateDirectory(_folder["c/sub"]);
        _folder.Write("c/b.txt", "😀 Reddit and\nTinder");
        _folder.Write("c/b.ann", "T1\tPLATFORM 2 8\tReddit\nT2\tPLATFORM 13 19\tTinder\nN1\tReference T1 Wikidata:Q1136\tReddit\n");
        _folder.Write("c/a.txt", "nobody looked");
        _folder.Write("c/sub/x.txt", "none");
        _folder.Write("c/sub/x.ann", "");
        AnnotatedText[] texts = [.. Corpus.Read(_folder["c"], _log)];
        Assert.Equal(["a", "b", "sub/x"], texts.Select(text => (string?)text.Fields["id"]));
        Assert.Equal([false, true, true], texts.Select(text => text.IsAnnotated));
        Assert.Equal([new TextEntity(3, 9, "PLATFORM", "", "Q1136"), new TextEntity(14, 20, "PLATFORM")], texts[1].Entities);
        Assert.Empty(_log.Notes);
    }

    [Fact]
    public void An_annotation_over_the_end_of_a_line_is_one_entity()
    {
        Write("New\nYork is big", "T1\tGPE 0 3;4 8\tNew York\n");
        Assert.Equal([new TextEntity(0, 8, "GPE")], Read().Entities);
        Corpus.Write(_folder["out/"], [Read()], _log);
        Assert.Equal("T1\tGPE 0 3;4 8\tNew York\n", File.ReadAllText(_folder["out/d.ann"]));
    }

    [Fact]
    public void What_cannot_be_held_is_said()
    {
        Write("a b c", "T1\tX 0 1;4 5\ta c\nT2\tX 2 3\tb\nR1\tof Arg1:T1 Arg2:T2\nA1\tSure T2\n#1\tAnnotatorNotes T2\tno\nE1\tX:T2\n*\tsame T1 T2\n");
        Assert.Equal([new TextEntity(2, 3, "X")], Read().Entities);
        Assert.Equal(
            [
                "entities left out, because they are discontinuous: 1 (d, line 1)",
                "brat's relations are not read: 1 (d, line 3)",
                "brat's attributes are not read: 1 (d, line 4)",
                "brat's notes of annotators are not read: 1 (d, line 5)",
                "brat's events are not read: 1 (d, line 6)",
                "brat's equivalences are not read: 1 (d, line 7)",
            ],
            _log.Notes.Select(note => note.ToString()));
    }

    [Theory]
    [InlineData("T1\tX 0 9\tabc", "'0 9' is no start and end within the text, which has 3 characters")]
    [InlineData("T1\tX 0 2\tzz", "the text at 0 2 is 'ab', not 'zz'")]
    [InlineData("T1 X 0 2 ab", "is no entity")]
    [InlineData("T1\tX a b\tab", "'a b'")]
    [InlineData("Z", "'Z' is no annotation")]
    [InlineData("T1\tX 0 1\ta\nT1\tX 1 2\tb", "two annotations T1")]
    [InlineData("N1\tReference T1", "no link")]
    public void A_wrong_line_is_named(string annotations, string reason)
    {
        Write("abc", "\n" + annotations + "\n");
        string message = Assert.Throws<InvalidDataException>(() => Read()).Message;
        Assert.Contains("d.ann, line ", message);
        Assert.Contains(reason, message);
    }

    [Fact]
    public void Documents_are_named_by_their_ids_and_never_leave_the_folder()
    {
        AnnotatedText[] texts =
            [.. ((string[])["post-7", "../../evil", "post-7", ".hidden", "a/b"]).Select(id => new AnnotatedText("x", []) { Fields = new() { ["id"] = id } })];
        Corpus.Write(_folder["out/"], texts, _log);
        Assert.Equal(
            ["a/b.txt", "post-7.txt", "text-000002.txt", "text-000003.txt", "text-000004.txt"],
            Directory.GetFiles(_folder["out"], "*.txt", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(_folder["out"], file).Replace('\\', '/')).Order(StringComparer.Ordinal));
        Assert.Equal(["out"], _folder.Names);
    }

    [Fact]
    public void A_folder_with_something_in_it_is_left_alone()
    {
        Write("abc", "");
        Assert.Contains("not empty", Assert.Throws<IOException>(() => Corpus.Write(_folder["c"], [])).Message);
        Assert.Equal(["c"], _folder.Names);
    }

    [Fact]
    public void Labels_that_brat_does_not_take_are_changed_and_said()
    {
        Corpus.Write(_folder["out/"], [new AnnotatedText("a", [new TextEntity(0, 1, "work of art")]) { Line = 3 }], _log);
        Assert.StartsWith("T1\twork_of_art 0 1\ta", File.ReadAllText(_folder["out/text-000001.ann"]));
        Assert.Contains("line 3: 'work of art'", Assert.Single(_log.Notes).ToString());
    }

    [Fact]
    public void Annotations_without_a_text_are_an_error_that_can_be_skipped()
    {
        Write("abc", "");
        _folder.Write("c/lost.ann", "T1\tX 0 1\ta\n");
        Assert.Contains("lost.txt is not there", Assert.Throws<InvalidDataException>(() => Corpus.Read(_folder["c"]).ToList()).Message);
        var log = new CorpusLog { SkipBad = true };
        Assert.Single(Corpus.Read(_folder["c"], log));
        Assert.Equal(1, log.Skipped);
    }

    private void Write(string text, string annotations)
    {
        Directory.CreateDirectory(_folder["c"]);
        _folder.Write("c/d.txt", text);
        _folder.Write("c/d.ann", annotations);
    }

    private AnnotatedText Read() => Assert.Single(Corpus.Read(_folder["c"], _log));
}
