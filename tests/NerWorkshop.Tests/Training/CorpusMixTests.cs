using System.IO.Compression;

namespace NerWorkshop.Tests.Training;

public sealed class CorpusMixTests : IDisposable
{
    private const string Map = """
        {"sets": {
            "tweets": {"labels": {"PER": ["PERSON"], "LOC": ["GPE", "LOC", "FAC"], "TIME": ["DATE"]},
                       "unannotated": ["DATE"]},
            "wiki": {"labels": {"PER": ["PERSON"], "LOC": ["GPE", "LOC", "FAC"], "MISC": ["NORP", "O"]},
                     "unannotated": []}}}
        """;

    private static readonly string[] Labels = ["PERSON", "NORP", "GPE", "LOC", "FAC"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_label_becomes_what_it_may_stand_for()
    {
        PartialLabels partial = Read("wiki", """
            {"text": "Ada saw the Frobnitz near Zork", "entities": [[0, 3, "PER"], [12, 20, "LOC"], [26, 30, "MISC"]]}
            """);

        Assert.Equal([["PERSON"], ["GPE", "LOC", "FAC"], ["NORP"]], partial.Spans.Select(s => s.Labels));
        Assert.Equal([false, false, true], partial.Spans.Select(s => s.MayBeNone));
    }

    [Fact]
    public void A_well_known_name_is_what_it_is_known_as()
    {
        PartialLabels partial = Read("wiki", """
            {"text": "the United States and Mount Everest", "entities": [[0, 17, "LOC"], [22, 35, "LOC"]]}
            """);

        Assert.Equal([["GPE"], ["LOC"]], partial.Spans.Select(s => s.Labels));
    }

    [Fact]
    public void A_label_can_be_read_more_narrowly_but_not_otherwise()
    {
        LabelMap map = LabelMap.Read(_folder.Write("map.json", Map));

        LabelMap narrow = map.Narrow(Reading("GPE", "FAC"));

        Assert.Equal(["GPE", "FAC"], narrow.Targets("wiki", "LOC"));
        Assert.Equal(["GPE", "LOC", "FAC"], narrow.Targets("tweets", "LOC"));
        Assert.Equal(["GPE", "LOC", "FAC"], map.Targets("wiki", "LOC"));
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => map.Narrow(Reading("GPE", "ORG")));
        Assert.Equal("'LOC' of wiki cannot be narrowed to 'ORG': the label map gives it GPE, LOC, FAC.", e.Message);

        static Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> Reading(params string[] targets) =>
            new() { ["wiki"] = new Dictionary<string, IReadOnlyList<string>> { ["LOC"] = targets } };
    }

    [Fact]
    public void Honorifics_are_no_part_of_a_person()
    {
        PartialLabels partial = Read("wiki", """{"text": "Mr. Jones called", "entities": [[0, 9, "PER"]]}""");

        Assert.Equal((1, 2), (partial.Spans[0].Start, partial.Spans[0].End));
    }

    [Fact]
    public void Types_that_a_file_never_gives_may_hide_in_its_unmarked_text()
    {
        Assert.Equal(["NORP"], Read("tweets", """{"text": "Ada in Oslo", "entities": [[0, 3, "PER"], [7, 11, "LOC"]]}""").Hidden);
        Assert.Equal(["NORP", "GPE", "LOC", "FAC"], Read("tweets", """{"text": "Ada", "entities": [[0, 3, "PER"]]}""").Hidden);
    }

    [Fact]
    public void A_people_that_nobody_marked_gives_itself_away()
    {
        PartialLabels partial = Read("tweets", """{"text": "Most Germans like American Idol", "entities": []}""");

        PartialSpan span = Assert.Single(partial.Spans);
        Assert.Equal((1, 2, "NORP"), (span.Start, span.End, Assert.Single(span.Labels)));
    }

    // Nobody ever marks a hashtag as anything else, so a model that may call it by a hidden label would.
    [Fact]
    public void What_may_be_a_hidden_label_is_not_taken_for_one_without_a_reason()
    {
        string[] tags = ["summer", "gymtime", "nofilter", "blessed", "mondays", "coffee", "throwback", "goals", "winning", "foodie"];
        string[] peoples = ["Germans", "Kenyans", "Danes", "Poles", "Turks", "Finns", "Greeks", "Malays"];
        IEnumerable<Example> tweets = tags.SelectMany(tag => ((string[])["day", "night"]).Select(time => Example.FromPartial(
            Tokenizer.English.Tokenize($"What a {time} this was with the #{tag}"), new PartialLabels([], ["NORP"]))));
        IEnumerable<Example> news = peoples.Select(people => Example.Create($"Let us vote with the #{people}", (people, "NORP")));
        var recognizer = new EntityRecognizer();

        new Trainer(recognizer, seed: 1).Train([.. tweets, .. news], cancellation: TestContext.Current.CancellationToken);

        Assert.Empty(Found("What a day this was with the #coffee"));
        Assert.Equal(["Danes"], Found("Let us vote with the #Danes"));

        IEnumerable<string> Found(string text) =>
            recognizer.Process(Tokenizer.English.Tokenize(text)).Entities.Select(entity => entity.Text);
    }

    [Fact]
    public void Labels_that_are_not_learned_are_no_entity()
    {
        PartialLabels partial = Read("tweets", """{"text": "in 1999", "entities": [[3, 7, "TIME"]]}""");

        Assert.Empty(partial.Spans[0].Labels);
    }

    [Fact]
    public void Spans_within_tokens_are_listed_and_may_be_no_entity()
    {
        CorpusMix mix = ReadMix("tweets", """{"text": "😂 proAda rally", "entities": [[5, 8, "PER"]]}""");

        Assert.Contains("line 1: 'Ada' (PER)", Assert.Single(mix.Misaligned));
        PartialSpan span = Assert.Single(mix.Examples[0].Partial!.Spans);
        Assert.Equal((1, 2, true), (span.Start, span.End, span.MayBeNone));
    }

    [Fact]
    public void Compressed_files_read_like_plain_ones()
    {
        string plain = Write("tweets", """{"text": "Ada in Oslo", "entities": [[0, 3, "PER"]]}""");
        using (FileStream file = File.Create(plain + ".gz"))
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
        {
            gzip.Write(File.ReadAllBytes(plain));
        }

        Assert.Equal("Ada in Oslo", Assert.Single(Read(plain + ".gz").Examples).Text);
    }

    [Fact]
    public void A_bad_line_is_refused_by_file_and_line()
    {
        string path = Write("tweets", """{"text": "Ada", "entities": []}""" + "\n\n" + """{"text": "Ada", "entities": [[0, 3]]}""");

        var error = Assert.Throws<InvalidDataException>(() => Read(path));

        Assert.Contains($"{path}, line 3", error.Message);
    }

    [Theory]
    [InlineData("mails", "PER", "the corpus 'mails'")]
    [InlineData("tweets", "ANIMAL", "the label 'ANIMAL' in the corpus 'tweets'")]
    public void What_the_map_lacks_is_said(string corpus, string label, string message)
    {
        string path = Write(corpus, $$"""{"text": "Ada", "entities": [[0, 3, "{{label}}"]]}""");

        var error = Assert.Throws<KeyNotFoundException>(() => Read(path));

        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void A_source_can_carry_a_weight()
    {
        Assert.Equal(new CorpusSource("a/gum/train.jsonl.gz", 0.4), CorpusSource.Parse("a/gum/train.jsonl.gz@0.4"));
        Assert.Equal("gum", CorpusSource.Parse("a/gum/train.jsonl.gz@0.4").Name);
        Assert.Equal(1, CorpusSource.Parse("me@home/train.jsonl").Weight);
        Assert.Throws<FormatException>(() => CorpusSource.Parse("train.jsonl@3"));
    }

    [Fact]
    public void Open_labels_are_settled_by_examples_that_are_complete()
    {
        string fine = Write("fine", string.Join("\n", Enumerable.Range(0, 6).SelectMany(i => new[]
        {
            $$"""{"text": "They sailed down the Zor{{i}} river", "entities": [[21, 25, "LOC"]]}""",
            $$"""{"text": "They governed in Zak{{i}} city", "entities": [[17, 21, "GPE"]]}""",
        })));
        string coarse = Write("tweets", string.Join("\n", Enumerable.Range(0, 6).SelectMany(i => new[]
        {
            $$"""{"text": "She sailed down the Mip{{i}} river", "entities": [[20, 24, "LOC"]]}""",
            $$"""{"text": "She governed in Mup{{i}} city", "entities": [[16, 20, "LOC"]]}""",
        })));
        LabelMap map = LabelMap.Read(WriteMap(
            """{"sets": {"fine": {"labels": {"LOC": ["LOC"], "GPE": ["GPE"]}, "unannotated": []}, """
            + """ "tweets": {"labels": {"LOC": ["GPE", "LOC"]}, "unannotated": []}}}"""));
        CorpusMix mix = CorpusMix.Read([new(fine), new(coarse)], map, ["GPE", "LOC"]);
        var recognizer = new EntityRecognizer();

        new Trainer(recognizer).Train(mix.Examples, epochs: 15, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal("Mip9 LOC", Found("She sailed down the Mip9 river"));
        Assert.Equal("Mup9 GPE", Found("She governed in Mup9 city"));

        string Found(string text) => string.Join(
            ", ", recognizer.Process(Tokenizer.English.Tokenize(text)).Entities.Select(e => $"{e} {e.Label}"));
    }

    private PartialLabels Read(string corpus, string json) => ReadMix(corpus, json).Examples[0].Partial!;

    private CorpusMix ReadMix(string corpus, string json) => Read(Write(corpus, json));

    private CorpusMix Read(string path) =>
        CorpusMix.Read([new CorpusSource(path)], LabelMap.Read(WriteMap(Map)), Labels);

    private string WriteMap(string json)
    {
        File.WriteAllText(_folder["mapping.json"], json);
        return _folder["mapping.json"];
    }

    private string Write(string corpus, string json)
    {
        Directory.CreateDirectory(_folder[corpus]);
        string path = Path.Combine(_folder[corpus], "train.jsonl");
        File.WriteAllText(path, json);
        return path;
    }
}
