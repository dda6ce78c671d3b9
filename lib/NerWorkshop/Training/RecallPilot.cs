namespace NerWorkshop;

/// <summary>
/// Finds how far "no entity" is to be held back for the best F1. Entities should be given from half the F1 on that is
/// reached (Lipton, Elkan and Naryanaswamy 2014): where little is found right, also the doubtful ones. What is reached, a
/// short training on four fifths of the examples tells.
/// </summary>
internal static class RecallPilot
{
    private const int Epochs = 3;

    /// <summary>What is left out of the pilot, to measure on: one example of so many.</summary>
    private const int Folds = 5;

    /// <summary>Fewer entities than these to measure on tell nothing.</summary>
    private const int FewestEntities = 25;

    private const double GreatestBias = 1.5;

    /// <summary>The bias for a recognizer that is to learn from these examples.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="dropout">Share of the features that is left out at random.</param>
    /// <param name="options">How they are to be learned.</param>
    /// <param name="cancellation">Stops the pilot; the usual bias is then as good as any.</param>
    public static double Find(
        IReadOnlyList<Example> examples, double dropout, TrainerOptions options, CancellationToken cancellation)
    {
        Example[] order = [.. examples];
        new RandomStream(0).Shuffle(order.AsSpan());
        Example[] heldOut = order[..(order.Length / Folds)];
        if (heldOut.Sum(Entities) < FewestEntities)
        {
            return TrainerOptions.UsualRecallBias;
        }

        var trainer = new Trainer(
            new EntityRecognizer(),
            options: options with { RecallBias = TrainerOptions.UsualRecallBias });
        trainer.Train(order[heldOut.Length..], Epochs, dropout, cancellation: cancellation);
        double f1 = trainer.Measure(heldOut).F1;
        return f1 > 0 ? Math.Clamp(Math.Log((2 - f1) / f1), 0, GreatestBias) : TrainerOptions.UsualRecallBias;
    }

    private static int Entities(Example example) => example.Partial?.Spans.Count ?? example.Reference.Entities.Count;
}
