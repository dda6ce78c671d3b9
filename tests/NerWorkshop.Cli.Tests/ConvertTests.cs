namespace NerWorkshop.Cli.Tests;

public class ConvertTests
{
    private const string Posts = """
        {"text": "I deleted Reddit 😀 last week.", "spans": [{"start": 10, "end": 16, "label": "PLATFORM"}], "meta": {"n": 1}}
        {"text": "New York Times", "spans": [{"start": 0, "end": 8, "label": "GPE"}, {"start": 0, "end": 14, "label": "ORG"}]}
        """;

    [Fact]
    public async Task A_corpus_is_converted_and_what_was_lost_is_said()
    {
        using var space = new Workspace();
        NerRun run = await NerRun.Of("convert", space.Write("posts.jsonl", Posts), space["posts.conll"]);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal("2 texts, 3 entities read: jsonl to conll\n", run.Out.ReplaceLineEndings("\n"));
        Assert.Contains("posts.jsonl: conll holds no field 'meta': 1 (line 1)", run.Error);
        Assert.Contains("overlap, of which the longest was kept", run.Error);
        Assert.Contains("New -X- O B-ORG\nYork -X- O I-ORG\nTimes -X- O I-ORG\n", File.ReadAllText(space["posts.conll"]));
    }

    [Theory]
    [InlineData("back.spacy")]
    [InlineData("back.json")]
    [InlineData("back/")]
    [InlineData("back.csv")]
    [InlineData("back.jsonl.gz")]
    public async Task Every_kind_of_file_can_be_gone_through(string name)
    {
        using var space = new Workspace();
        string posts = space.Write("posts.jsonl", Posts.Split('\n')[0]);
        Assert.Equal(ExitCode.Done, (await NerRun.Of("convert", posts, space[name])).Code);
        NerRun back = await NerRun.Of("convert", space[name], "-", "--to", "entities");
        Assert.Equal(ExitCode.Done, back.Code);
        Assert.StartsWith("""{"text":"I deleted Reddit \uD83D\uDE00 last week.","entities":[[10,16,"PLATFORM"]]""", back.Out);
        Assert.Contains("1 texts, 1 entities read", back.Error);
    }

    [Fact]
    public async Task Standard_input_and_output_are_dashes()
    {
        NerRun run = await NerRun.WithInput("Reddit\tB-ORG\n", "convert", "-", "-", "--from", "bio");
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal("""{"text":"Reddit","ents":[{"start":0,"end":6,"label":"ORG"}],"tokens":[{"id":0,"start":0,"end":6}]}""", run.Out.Trim());
        Assert.StartsWith("{\"text\":\"a\"", (await NerRun.WithInput("{\"text\":\"a\"}", "convert", "-", "-")).Out);
    }

    [Fact]
    public async Task A_bad_record_stops_before_anything_is_written_or_is_skipped_on_demand()
    {
        using var space = new Workspace();
        string posts = space.Write("posts.jsonl", Posts + "\nnonsense\n");
        NerRun stopped = await NerRun.Of("convert", posts, space["out.bio"]);
        Assert.Equal(ExitCode.Usage, stopped.Code);
        Assert.Contains("line 3: not valid JSON", stopped.Error);
        Assert.Equal(["posts.jsonl"], space.Files);
        NerRun skipped = await NerRun.Of("convert", posts, space["out.bio"], "--skip-bad");
        Assert.Equal(ExitCode.Done, skipped.Code);
        Assert.Contains("2 texts, 3 entities read, 1 bad records skipped", skipped.Out);
        Assert.Contains("line 3: not valid JSON", skipped.Error);
    }

    [Theory]
    [InlineData("no.jsonl", "out.bio", "There is no file")]
    [InlineData("posts.jsonl", "out.xyz", "its name does not say which format")]
    [InlineData("posts.jsonl", "out.bio --to nonsense", "There is no format 'nonsense'. The formats are: jsonl, prodigy")]
    [InlineData("posts.jsonl", "- --to spacy", "standard output cannot take this format")]
    public async Task What_cannot_be_done_is_said_with_the_way_out(string from, string to, string reason)
    {
        using var space = new Workspace();
        space.Write("posts.jsonl", Posts);
        string[] target = to.Split(' ');
        NerRun run = await NerRun.Of(["convert", space[from], target[0] == "-" ? "-" : space[target[0]], .. target[1..]]);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(reason, run.Error);
    }

    [Fact]
    public async Task What_analyze_found_becomes_annotated_texts()
    {
        using var space = new Workspace();
        string posts = space.Write("posts.csv", "body\nReddit again\n");
        string rules = space.Write("rules.jsonl", """{"label": "PLATFORM", "pattern": "Reddit"}""");
        await NerRun.Of("analyze", posts, "--text-column", "body", "--model", "blank", "--rules", rules, "--out", space["found"]);
        NerRun run = await NerRun.Of("convert", space["found/entities.csv"], "-", "--texts", posts, "--text-column", "body", "--to", "doccano");
        Assert.Equal("""{"text":"Reddit again","label":[[0,6,"PLATFORM"]]}""", run.Out.Trim());
    }

    [Fact]
    public async Task Train_and_evaluate_take_what_convert_writes()
    {
        using var space = new Workspace();
        string posts = space.Write("posts.jsonl", string.Concat(Enumerable.Repeat(Posts.Split('\n')[0] + "\n", 4)));
        foreach (string name in (string[])["a.spacy", "a.json", "a.csv", "a.biluo", "brat/"])
        {
            await NerRun.Of("convert", posts, space[name]);
            NerRun train = await NerRun.Of("train", "--train", space[name], "--out", space["model"], "--epochs", "2");
            Assert.Equal(ExitCode.Done, train.Code);
            NerRun evaluate = await NerRun.Of("evaluate", space["model"], space[name]);
            Assert.Contains("PLATFORM", evaluate.Out);
        }
    }

    [Fact]
    public async Task A_conversion_that_is_stopped_leaves_nothing()
    {
        using var space = new Workspace();
        using var stop = new CancellationTokenSource();
        var error = new StringWriter();
        int code = await NerCommandLine.RunAsync(
            ["convert", "-", space["out.bio"], "--from", "jsonl"],
            new Terminal(new EndlessReader(stop), TextWriter.Null, error),
            stop.Token);
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("stopped", error.ToString());
        Assert.Empty(space.Files);
    }

    [Fact]
    public async Task Help_lists_every_format_and_examples()
    {
        NerRun run = await NerRun.Of("convert", "--help");
        Assert.All(Corpus.Formats, format => Assert.Contains(format.Description[..20], run.Out));
        Assert.Contains("ner convert train.spacy train.jsonl", run.Out);
    }

    /// <summary>Lines without end, at the hundredth of which somebody stops it.</summary>
    private sealed class EndlessReader(CancellationTokenSource stop) : TextReader
    {
        private int _lines;

        public override string ReadLine()
        {
            if (++_lines == 100)
            {
                stop.Cancel();
            }

            return """{"text": "On and on", "ents": []}""";
        }
    }
}
