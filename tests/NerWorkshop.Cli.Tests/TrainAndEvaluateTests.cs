using System.Text.Json.Nodes;

namespace NerWorkshop.Cli.Tests;

public class TrainAndEvaluateTests
{
    private static readonly string[] Platforms = ["Reddit", "Tinder", "Discord", "Twitch", "Bumble", "Vimeo"];

    private static string Data() => string.Join('\n', Platforms.SelectMany(platform => (string[])
    [
        $$"""{"text": "I deleted {{platform}} last week.", "spans": [{"start": 10, "end": {{10 + platform.Length}}, "label": "PLATFORM"}]}""",
        $$"""{"text": "We met on {{platform}} and talked.", "entities": [[10, {{10 + platform.Length}}, "PLATFORM"]]}""",
        """{"text": "He reads a book at night.", "ents": []}""",
    ]));

    [Fact]
    public async Task A_pipeline_is_trained_saved_and_measured()
    {
        using var space = new Workspace();
        string data = space.Write("train.jsonl", Data());
        NerRun train = await NerRun.Of("train", "--train", data, "--dev", data, "--out", space["model"], "--epochs", "5");
        Assert.Equal(ExitCode.Done, train.Code);
        Assert.Contains("epoch   5 of 5", train.Error);
        Assert.Contains("F1", train.Error);
        NerRun evaluate = await NerRun.Of("evaluate", space["model"], data, "--json");
        Assert.Equal(ExitCode.Done, evaluate.Code);
        JsonNode figures = JsonNode.Parse(evaluate.Out)!;
        Assert.True(figures["ents_f"]!.GetValue<double>() > 0.9);
        Assert.True(figures["ents_per_type"]!["PLATFORM"]!["r"]!.GetValue<double>() > 0.9);
        Assert.Contains("PLATFORM", (await NerRun.Of("evaluate", space["model"], data)).Out);
    }

    [Fact]
    public async Task Sentences_are_learned_and_measured_as_documents_which_the_files_own_do_not_cross()
    {
        using var space = new Workspace();
        string sentence = "Oslo\tB-CITY\nis\tO\ncold\tO\n\n";
        string start = "-DOCSTART-\tO\n\n";
        string data = space.Write(
            "train.conll", start + string.Concat(Enumerable.Repeat(sentence, 3)) + start + sentence);

        NerRun train = await NerRun.Of("train", "--train", data, "--out", space["model"], "--sentences-per-document", "2");
        NerRun evaluate = await NerRun.Of("evaluate", space["model"], data, "--sentences-per-document", "2");

        Assert.Equal((ExitCode.Done, ExitCode.Done), (train.Code, evaluate.Code));
        Assert.Contains("over 3 texts", evaluate.Out);
        Assert.Contains("over 4 texts", (await NerRun.Of("evaluate", space["model"], data)).Out);
    }

    [Theory]
    [InlineData("--sentences-per-document", "0")]
    [InlineData("--dropout", "1")]
    [InlineData("--word-dropout", "1.5")]
    [InlineData("--recall-bias", "much")]
    public async Task An_option_out_of_range_is_refused(string option, string value)
    {
        using var space = new Workspace();
        string data = space.Write("train.jsonl", Data());
        NerRun run = await NerRun.Of("train", "--train", data, "--out", space["model"], option, value);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(option, run.Error);
        Assert.False(Directory.Exists(space["model"]));
    }

    [Fact]
    public async Task The_recall_bias_can_be_found_by_trying()
    {
        using var space = new Workspace();
        string data = space.Write("train.jsonl", string.Join('\n', Enumerable.Repeat(Data(), 40)));

        NerRun run = await NerRun.Of(
            "train", "--train", data, "--out", space["model"], "--epochs", "1", "--recall-bias", "auto");

        Assert.Equal(ExitCode.Done, run.Code);
        var recognizer = (EntityRecognizer)Pipeline.Load(space["model"])["ner"];
        Assert.NotEqual(0.4, recognizer.RecallBias, tolerance: 0.01);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes()
    {
        using var space = new Workspace();
        string data = space.Write("train.jsonl", Data());
        foreach (string name in (string[])["one", "two"])
        {
            await NerRun.Of("train", "--train", data, "--out", space[name], "--epochs", "3", "--seed", "7");
        }

        string[] files = [.. Directory.GetFiles(space["one/ner"]).Select(path => Path.GetFileName(path)!)];
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Equal(
            File.ReadAllBytes(space[$"one/ner/{file}"]), File.ReadAllBytes(space[$"two/ner/{file}"])));
    }

    [Fact]
    public async Task Spans_that_cut_tokens_are_counted_and_listed()
    {
        using var space = new Workspace();
        string data = space.Write("train.jsonl", Data() + "\n" + """{"text": "Redditors", "entities": [[0, 6, "PLATFORM"]]}""");
        NerRun run = await NerRun.Of("train", "--train", data, "--out", space["model"], "--epochs", "1");
        Assert.Contains("1 entities left out", run.Error);
        Assert.Contains("line 19: 'Reddit' (PLATFORM)", run.Error);
    }

    [Theory]
    [InlineData("""{"text": "Reddit", "entities": [[0, 6, "A"], [0, 6, "B"]]}""", "line 1")]
    [InlineData("""{"text": "Reddit", "entities": [[0, 99, "A"]]}""", "line 1")]
    [InlineData("""{"text": "Reddit", "answer": "reject"}""", "no annotated text")]
    public async Task Data_that_cannot_be_learned_from_is_refused_and_nothing_is_saved(string line, string reason)
    {
        using var space = new Workspace();
        NerRun run = await NerRun.Of("train", "--train", space.Write("bad.jsonl", line), "--out", space["model"]);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(reason, run.Error);
        Assert.False(Directory.Exists(space["model"]));
    }

    [Fact]
    public async Task A_recipe_builds_the_same_model_again()
    {
        using var space = new Workspace();
        Directory.CreateDirectory(space["corpora/places"]);
        string sentences = string.Join('\n', ((string[])["Oslo", "Lima", "Accra", "Turin"]).Select(
            city => $$"""{"text": "We flew to {{city}} in May.", "entities": [[11, {{11 + city.Length}}, "PLACE"]]}"""));
        space.Write("corpora/places/train.jsonl", sentences);
        space.Write("corpora/mapping.json", """{"sets": {"places": {"labels": {"PLACE": ["GPE", "LOC"]}, "unannotated": []}}}""");
        space.Write("recipe.json", """{"labels": ["GPE", "LOC"], "corpora": ["places/train.jsonl"], "epochs": 3, "models": 2}""");
        foreach (string name in (string[])["one", "two"])
        {
            NerRun run = await NerRun.Of("train", "--recipe", space["recipe.json"], "--corpora", space["corpora"], "--out", space[name]);
            Assert.Equal((ExitCode.Done, true), (run.Code, run.Error.Contains("epoch   6 of 6", StringComparison.Ordinal)));
        }

        Assert.Equal(File.ReadAllBytes(space["one/ner/model.bin"]), File.ReadAllBytes(space["two/ner/model.bin"]));
        Assert.Equal(ExitCode.Usage, (await NerRun.Of("train", "--recipe", space["recipe.json"], "--out", space["x"])).Code);
        Assert.Equal(ExitCode.Usage, (await NerRun.Of("train", "--out", space["x"])).Code);
    }

    [Fact]
    public async Task A_corpus_with_labels_of_its_own_is_scored_through_the_label_map()
    {
        using var space = new Workspace();
        Directory.CreateDirectory(space["news"]);
        string data = space.Write(
            "news/dev.jsonl",
            """
            {"text": "Barack Obama was born in Hawaii.", "entities": [[0, 12, "PER"], [25, 31, "LOC"]]}
            {"text": "Most Germans like Angela Merkel.", "entities": [[5, 12, "LOC"], [18, 31, "PER"]]}
            """);
        string map = space.Write(
            "map.json",
            """{"sets": {"news": {"labels": {"PER": ["PERSON"], "LOC": ["GPE", "LOC", "NORP"]}, "unannotated": ["ORG"]}}}""");

        NerRun mapped = await NerRun.Of("evaluate", "en_open_sm", data, "--map", map, "--json");
        NerRun collapsed = await NerRun.Of("evaluate", "en_open_sm", data, "--map", map, "--collapsed", "--json");
        NerRun lower = await NerRun.Of("evaluate", "en_open_sm", data, "--map", map, "--collapsed", "--lower-case", "--json");
        string[] document = ["evaluate", "en_open_sm", data, "--map", map, "--json", "--sentences-per-document", "2"];
        NerRun together = await NerRun.Of(document);
        NerRun togetherCollapsed = await NerRun.Of([.. document, "--collapsed"]);

        Assert.Equal(1, (double)JsonNode.Parse(mapped.Out)!["ents_f"]!);

        // What it finds in a sentence does not depend on the next one: it has learned from single sentences.
        Assert.Equal(1, (double)JsonNode.Parse(together.Out)!["ents_f"]!);
        Assert.Equal(0.75, (double)JsonNode.Parse(togetherCollapsed.Out)!["ents_r"]!);
        JsonNode figures = JsonNode.Parse(collapsed.Out)!;
        Assert.Equal((1, 0.75), ((double)figures["ents_p"]!, (double)figures["ents_r"]!));
        Assert.Equal(1, (double)figures["ents_f_as_map_allows"]!);
        Assert.Equal(20, figures["thresholds"]!.AsArray().Count);
        Assert.InRange((double)JsonNode.Parse(lower.Out)!["ents_r"]!, 0, 1);
        Assert.Equal(ExitCode.Usage, (await NerRun.Of("evaluate", "en_open_sm", data, "--collapsed")).Code);
    }

    [Fact]
    public async Task Columns_are_read_too_and_labels_may_be_chosen()
    {
        using var space = new Workspace();
        string data = space.Write("train.conll", string.Concat(Platforms.Select(
            platform => $"Jane B-PER\nleft O\n{platform} B-PLATFORM\n. O\n\n")));
        NerRun train = await NerRun.Of("train", "--train", data, "--labels", "PLATFORM", "--out", space["model"], "--epochs", "5");
        Assert.Equal(ExitCode.Done, train.Code);
        string figures = (await NerRun.Of("evaluate", space["model"], data, "--json")).Out;
        JsonNode perType = JsonNode.Parse(figures)!["ents_per_type"]!;
        Assert.True(perType["PLATFORM"]!["f"]!.GetValue<double>() > 0.9);
        Assert.Equal(0, perType["PER"]!["r"]!.GetValue<double>());
    }
}
