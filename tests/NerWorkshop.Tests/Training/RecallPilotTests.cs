namespace NerWorkshop.Tests.Training;

public class RecallPilotTests
{
    private static readonly string[] Names = ["Oslo", "Lyon", "Turin", "Porto", "Gdansk", "Bruges", "Trieste", "Cadiz"];

    private static readonly string[] Things = ["Monday", "Hope", "Granite", "Violet", "Sparrow", "Ash", "Iris", "Flint"];

    // Where half of what is found is wrong, an entity is worth giving at a probability of a third already.
    [Fact]
    public void What_is_hard_to_tell_is_held_back_less()
    {
        List<Example> hard = [.. Enumerable.Range(0, 40).SelectMany(i => Names.Select((name, n) =>
            Example.Create($"They spoke of {name} again.", (i + n) % 2 == 0 ? [(name, "CITY")] : [])))];

        Assert.InRange(Find(Easy(20)), 0, 0.1);
        Assert.InRange(Find(hard), 0.5, 1.5);
    }

    [Fact]
    public void Sets_too_small_to_try_get_the_usual_bias()
    {
        Assert.Equal(TrainerOptions.UsualRecallBias, Find(Easy(1)));
        Assert.Equal(TrainerOptions.UsualRecallBias, Find([]));
    }

    [Fact]
    public void A_first_training_leaves_what_the_pilot_finds_if_it_is_asked_to()
    {
        Assert.Equal(Find(Easy(20)), BiasAfter(new TrainerOptions { RecallBias = null }), precision: 5);
        Assert.Equal(TrainerOptions.UsualRecallBias, BiasAfter(new TrainerOptions()), precision: 5);

        static double BiasAfter(TrainerOptions options)
        {
            var recognizer = new EntityRecognizer();
            new Trainer(recognizer, seed: 3, options).Train(
                Easy(20), epochs: 1, cancellation: TestContext.Current.CancellationToken);
            return recognizer.RecallBias;
        }
    }

    private static List<Example> Easy(int copies) =>
    [
        .. Enumerable.Repeat(Names, copies).SelectMany(names => names)
            .Select(name => Example.Create($"We flew to {name} last year.", (name, "CITY"))),
        .. Enumerable.Repeat(Things, copies).SelectMany(things => things)
            .Select(thing => Example.Create($"She called it {thing} in a letter.")),
    ];

    private static double Find(IReadOnlyList<Example> examples) =>
        RecallPilot.Find(examples, dropout: 0.2, new TrainerOptions(), TestContext.Current.CancellationToken);
}
