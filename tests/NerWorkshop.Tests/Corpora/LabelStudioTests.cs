namespace NerWorkshop.Tests.CorporaTests;

public sealed class LabelStudioTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CorpusLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_export_is_read()
    {
        AnnotatedText text = Assert.Single(Read(
            """
            [{"id": 5, "annotations": [{"id": 1, "was_cancelled": false, "ground_truth": false, "result": [
              {"id": "aB3", "from_name": "ner", "to_name": "post", "type": "labels", "origin": "manual",
               "value": {"start": 2, "end": 8, "text": "Reddit", "labels": ["PLATFORM", "ORG"]}}]}],
              "data": {"post": "😀 Reddit", "votes": 3}, "predictions": []}]
            """));
        Assert.Equal([new TextEntity(3, 9, "PLATFORM"), new TextEntity(3, 9, "ORG")], text.Entities);
        Assert.Equal("""{"id":5,"votes":3}""", text.Fields.ToJsonString());
        Assert.Equal("task 1", text.Place);
        Assert.Empty(_log.Notes);
    }

    [Fact]
    public void Of_several_annotations_the_ground_truth_counts_and_else_the_first_that_was_not_cancelled()
    {
        static string Annotation(string label, string more) =>
            $$$"""{"result": [{"type": "labels", "value": {"start": 0, "end": 1, "labels": ["{{{label}}}"]}}]{{{more}}}}""";
        string cancelled = Annotation("C", ", \"was_cancelled\": true");
        string truth = Annotation("T", ", \"ground_truth\": true");
        AnnotatedText[] texts = Read(
            $$"""
            [{"data": {"text": "a"}, "annotations": [{{cancelled}}, {{Annotation("A", "")}}, {{Annotation("B", "")}}]},
             {"data": {"text": "a"}, "annotations": [{{Annotation("A", "")}}, {{truth}}]},
             {"data": {"text": "a"}, "annotations": [{{cancelled}}]},
             {"data": {"text": "a"}, "annotations": [], "predictions": [{{Annotation("P", "")}}]}]
            """);
        Assert.Equal(["A", "T", "", ""], texts.Select(text => text.Entities.FirstOrDefault()?.Label ?? ""));
        Assert.Equal([true, true, false, true], texts.Select(text => text.IsAccepted));
        Assert.Equal([true, true, false, false], texts.Select(text => text.IsAnnotated));
        Assert.Equal(
            [
                "tasks with several annotations, of which the ground truth or else the first was taken: 2 (task 1, task 2)",
                "tasks with predictions only, which are nobody's annotation and were left out: 1 (task 4)",
            ],
            _log.Notes.Select(note => note.ToString()));
    }

    [Fact]
    public void Offsets_of_old_exports_count_UTF16_and_are_known_by_the_text()
    {
        AnnotatedText text = Assert.Single(Read(
            """[{"data": {"text": "😀 Reddit"}, "annotations": [{"result": [{"type": "labels", "value": {"start": 3, "end": 9, "text": "Reddit", "labels": ["X"]}}]}]}]"""));
        Assert.Equal([new TextEntity(3, 9, "X")], text.Entities);
        Assert.Contains("UTF-16", Assert.Single(_log.Notes).What);
    }

    [Fact]
    public void Results_of_other_kinds_are_said()
    {
        Read("""[{"data": {"text": "a"}, "annotations": [{"result": [{"type": "choices", "value": {"choices": ["x"]}}, {"type": "relation", "from_id": "a"}]}]}]""");
        Assert.Equal(2, _log.Notes.Sum(note => note.Count));
    }

    [Theory]
    [InlineData("""{"data": {"text": "abc"}, "annotations": [{"result": [{"type": "labels", "value": {"start": 2, "end": 9, "labels": ["X"]}}]}]}""", "from 2 to 9 does not lie within the text, which has 3")]
    [InlineData("""{"data": {"a": "x", "b": "y"}}""", "no field 'text'; the fields are: a, b")]
    [InlineData("""{"text": "x"}""", "needs its text in the field 'data'")]
    [InlineData("""{"data": {"text": }}""", "not valid JSON")]
    public void A_bad_task_is_named_or_skipped(string bad, string reason)
    {
        string tasks = $$$"""[{"data": {"text": "fine"}}, {{{bad}}}, {"data": {"text": "fine too"}}]""";
        string message = Assert.Throws<InvalidDataException>(() => Read(tasks)).Message;
        Assert.Contains("project.json, task 2: ", message);
        Assert.Contains(reason, message);
        var log = new CorpusLog { SkipBad = true };
        Assert.Equal(["fine", "fine too"], Corpus.Format("label-studio").Read(new CorpusInput(_folder["project.json"], log)).Select(text => text.Text));
        Assert.Equal(1, log.Skipped);
    }

    [Theory]
    [InlineData("[{\"data\": {\"text\": \"a", "ends within the object that begins in line 1")]
    [InlineData("[\n7]", "line 2: '7' where a task should begin")]
    public void A_file_that_is_no_array_of_tasks_is_refused(string content, string reason)
    {
        _folder.Write("project.json", content);
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(
            () => Corpus.Format("label-studio").Read(new CorpusInput(_folder["project.json"])).ToList()).Message);
    }

    [Fact]
    public void What_is_written_is_what_Label_Studio_imports()
    {
        var writer = new StringWriter();
        var text = new AnnotatedText("😀 Reddit", [new TextEntity(3, 9, "PLATFORM", Probability: 0.75)])
        {
            Fields = new() { ["id"] = 5, ["thread"] = "t" },
        };
        Corpus.Write([text, new AnnotatedText("", []) { IsAnnotated = false }], Corpus.Format("label-studio"), new CorpusOutput(writer, "out", _log));
        Assert.Equal(
            """
            [
            {"data":{"text":"\uD83D\uDE00 Reddit","thread":"t"},"id":5,"annotations":[{"was_cancelled":false,"result":[{"id":"e1","from_name":"label","to_name":"text","type":"labels","value":{"start":2,"end":8,"text":"Reddit","labels":["PLATFORM"]},"score":0.75}]}]},
            {"data":{"text":""},"annotations":[]}
            ]

            """.ReplaceLineEndings("\n"),
            writer.ToString());
        Assert.Empty(_log.Notes);
    }

    private AnnotatedText[] Read(string json) => [.. Corpus.Read(_folder.Write("project.json", json), _log)];
}
