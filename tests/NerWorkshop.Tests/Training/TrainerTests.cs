using System.Text.Json;

namespace NerWorkshop.Tests.Training;

public class TrainerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private const string Sentence = "People debate Redpill ideas on Reddit and meet on Tinder.";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_toy_set_teaches_the_three_names_and_nothing_else_with_any_seed(int seed)
    {
        var recognizer = new EntityRecognizer();
        new Trainer(recognizer, seed).Train(ToySet(), epochs: 15, dropout: 0.2, cancellation: Cancellation);

        Assert.Equal("Redpill IDEOLOGY, Reddit PLATFORM, Tinder PLATFORM", Found(recognizer, Sentence));
    }

    [Fact]
    public void Words_learned_as_though_unknown_make_unknown_names_more_probable()
    {
        Doc text = Tokenizer.English.Tokenize("My sister moved from Xanthe to Bruvik last year.");

        double with = Doubt(new TrainerOptions { WordDropout = 0.5, RecallBias = 3 });

        double without = Doubt(new TrainerOptions { WordDropout = 0, RecallBias = 3 });
        Assert.True(with < without / 2, $"{without} → {with}");

        double Doubt(TrainerOptions options)
        {
            string[] names = ["Oslo", "Lyon", "Turin", "Porto"];
            var recognizer = new EntityRecognizer();
            new Trainer(recognizer, seed: 1, options).Train(
                names.SelectMany(from => names.Select(to => Example.Create(
                    $"My sister moved from {from} to {to} last year.", (from, "CITY"), (to, "CITY")))),
                cancellation: Cancellation);
            IReadOnlyList<Span> found = recognizer.Process(text).Entities;
            Assert.Equal(["Xanthe", "Bruvik"], found.Select(entity => entity.Text));
            return found.Sum(entity => 1 - entity.Probability!.Value);
        }
    }

    [Fact]
    public void The_recall_bias_of_the_options_goes_to_a_recognizer_that_learns_for_the_first_time_and_has_none()
    {
        var options = new TrainerOptions { RecallBias = 0.7 };
        var recognizer = new EntityRecognizer();
        new Trainer(recognizer, seed: 1, options).Train(ToySet(), epochs: 1, cancellation: Cancellation);
        double first = recognizer.RecallBias;
        recognizer.RecallBias = 0;
        new Trainer(recognizer, seed: 1, options).Train(ToySet(), epochs: 1, cancellation: Cancellation);
        var decided = new EntityRecognizer { RecallBias = 0.1 };
        new Trainer(decided, seed: 1, options).Update(ToySet()[0]);

        Assert.Equal((0.7f, 0f, 0.1f), ((float)first, (float)recognizer.RecallBias, (float)decided.RecallBias));
    }

    [Fact]
    public void Updates_one_by_one_teach_the_same_names_and_the_loss_falls()
    {
        var recognizer = new EntityRecognizer();
        recognizer.AddLabel("IDEOLOGY").AddLabel("PLATFORM");
        var trainer = new Trainer(recognizer, seed: 42);
        IReadOnlyList<Example> examples = ToySet();
        double[] losses = [.. Enumerable.Range(0, 15).Select(_ => examples.Sum(e => trainer.Update(e, dropout: 0.2)))];

        Assert.True(losses[^1] < losses[0] / 20, $"{losses[0]} → {losses[^1]}");
        Assert.Equal("Redpill IDEOLOGY, Reddit PLATFORM, Tinder PLATFORM", Found(recognizer, Sentence));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_one_thread_or_two()
    {
        // Enough examples that several are learned side by side.
        List<Example> examples = [.. Enumerable.Range(0, 8).SelectMany(_ => ToySet())];

        byte[] one = TrainedBytes(examples, seed: 7, threads: 1);

        Assert.Equal(one, TrainedBytes(examples, seed: 7, threads: 2));
        Assert.NotEqual(one, TrainedBytes(examples, seed: 8, threads: 2));
    }

    [Fact]
    public void The_best_epoch_on_the_dev_set_is_kept_and_training_stops_when_nothing_gets_better()
    {
        var recognizer = new EntityRecognizer();
        var trainer = new Trainer(recognizer, seed: 1, new TrainerOptions { Patience = 3 });
        IReadOnlyList<Example> dev = ToySet();

        IReadOnlyList<EpochResult> results = trainer.Train(ToySet(), epochs: 40, dev: dev, cancellation: Cancellation);

        double best = results.Max(r => r.F1!.Value);
        Assert.True(results.Count < 40);
        Assert.All(results.TakeLast(3), r => Assert.True(r.F1 <= best));
        int right = dev.Sum(e => recognizer.Process(Tokenizer.English.Tokenize(e.Text)).Entities
            .Count(f => e.Reference.Entities.Contains(f)));
        Assert.Equal(best, (double)right / dev.Sum(e => e.Reference.Entities.Count), precision: 2);
    }

    [Fact]
    public void Cancelling_keeps_what_is_learned()
    {
        var recognizer = new EntityRecognizer();
        using var cancellation = new CancellationTokenSource();

        IReadOnlyList<EpochResult> results = new Trainer(recognizer).Train(
            ToySet(), epochs: 1000, onEpoch: r => { if (r.Epoch == 15) { cancellation.Cancel(); } },
            cancellation: cancellation.Token);

        Assert.Equal(15, results.Count);
        Assert.Contains("Reddit PLATFORM", Found(recognizer, Sentence));
    }

    [Fact]
    public void A_label_added_later_is_learned_without_losing_the_others()
    {
        var recognizer = new EntityRecognizer();
        new Trainer(recognizer).Train(ToySet(), epochs: 15, cancellation: Cancellation);
        recognizer.AddLabel("FOOD");

        Assert.Equal("Redpill IDEOLOGY, Reddit PLATFORM, Tinder PLATFORM", Found(recognizer, Sentence));
        Assert.Equal("FOOD", recognizer.Labels[^1]);

        IEnumerable<Example> food = ToySet().Concat([
            Example.Create("We cooked Goulash at home.", ("Goulash", "FOOD")),
            Example.Create("They cooked Ramen yesterday.", ("Ramen", "FOOD")),
            Example.Create("She cooked Risotto for us.", ("Risotto", "FOOD")),
        ]);
        new Trainer(recognizer).Train(food, epochs: 15, cancellation: Cancellation);

        Assert.Equal("Redpill IDEOLOGY, Reddit PLATFORM, Tinder PLATFORM", Found(recognizer, Sentence));
        Assert.Equal("Paella FOOD", Found(recognizer, "He cooked Paella."));
    }

    [Fact]
    public void A_pipeline_is_trained_through_its_recognizer_and_saved_with_it()
    {
        var nlp = Pipeline.Blank();
        nlp.Add(new EntityRecognizer(), "ner");
        new Trainer(nlp, seed: 3).Train(ToySet(), epochs: 15, cancellation: Cancellation);
        using var folder = new TemporaryFolder();
        nlp.Save(folder["toy"]);

        Assert.Equal(
            ["Redpill IDEOLOGY", "Reddit PLATFORM", "Tinder PLATFORM"],
            Pipeline.Load(folder["toy"]).Process(Sentence).Entities.Select(e => $"{e.Text} {e.Label}"));
    }

    [Fact]
    public void A_pipeline_without_a_recognizer_cannot_be_trained()
    {
        var error = Assert.Throws<ArgumentException>(() => new Trainer(Pipeline.Blank()));

        Assert.Contains("nlp.Add(new EntityRecognizer()", error.Message);
    }

    internal static IReadOnlyList<Example> ToySet() =>
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "data", "training", "ideology_platform.jsonl")).Select(line =>
        {
            JsonElement row = JsonDocument.Parse(line).RootElement;
            return Example.FromCodePoints(
                row.GetProperty("text").GetString()!,
                row.GetProperty("ents").EnumerateArray().Select(e => (
                    e.GetProperty("start").GetInt32(), e.GetProperty("end").GetInt32(),
                    e.GetProperty("label").GetString()!)));
        }),
    ];

    private static string Found(EntityRecognizer recognizer, string text) => string.Join(
        ", ", recognizer.Process(Tokenizer.English.Tokenize(text)).Entities.Select(e => $"{e.Text} {e.Label}"));

    private static byte[] TrainedBytes(IEnumerable<Example> examples, int seed, int threads)
    {
        var recognizer = new EntityRecognizer();
        new Trainer(recognizer, seed, new TrainerOptions { Threads = threads, LowerCaseShare = 0.3 })
            .Train(examples, epochs: 2, cancellation: Cancellation);
        using var folder = new TemporaryFolder();
        recognizer.Save(folder.Path);
        return File.ReadAllBytes(folder["model.bin"]);
    }
}
