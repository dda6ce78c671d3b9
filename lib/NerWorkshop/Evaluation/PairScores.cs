namespace NerWorkshop;

/// <summary>What a pair of entities counts in the strict score, label by label.</summary>
internal static class PairScores
{
    public static IEnumerable<(string Label, Score Score)> Of(EntityPair pair)
    {
        if (pair.Class == ErrorClass.Correct)
        {
            yield return (pair.Gold!.Label, new Score(1, 0, 0));
            yield break;
        }

        if (pair.Gold is { } gold)
        {
            yield return (gold.Label, new Score(0, 0, 1));
        }

        if (pair.Predicted is { } predicted)
        {
            yield return (predicted.Label, new Score(0, 1, 0));
        }
    }
}
