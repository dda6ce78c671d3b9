namespace NerWorkshop;

/// <summary>
/// What each text adds to the strict score of each label, as numbers in a row: texts are drawn thousands of times, and
/// none is scored twice.
/// </summary>
internal sealed class LabelCounts
{
    private readonly int[] _firstOf;
    private readonly (int Label, int Right, int Predicted, int Gold)[] _entries;

    /// <param name="docs">The texts.</param>
    /// <param name="labels">The place of each label.</param>
    public LabelCounts(IReadOnlyList<DocErrors> docs, IReadOnlyDictionary<string, int> labels)
    {
        LabelCount = labels.Count;
        _firstOf = new int[docs.Count + 1];
        var entries = new List<(int, int, int, int)>();
        for (int i = 0; i < docs.Count; i++)
        {
            var counts = new SortedDictionary<int, Score>();
            foreach ((string label, Score score) in docs[i].Pairs.SelectMany(PairScores.Of))
            {
                counts[labels[label]] = counts.GetValueOrDefault(labels[label]) + score;
            }

            entries.AddRange(counts.Select(count => (
                count.Key,
                count.Value.TruePositives,
                count.Value.TruePositives + count.Value.FalsePositives,
                count.Value.TruePositives + count.Value.FalseNegatives)));
            _firstOf[i + 1] = entries.Count;
        }

        _entries = [.. entries];
    }

    public int LabelCount { get; }

    public int TextCount => _firstOf.Length - 1;

    /// <summary>Adds a text to totals: of each label the number of right, predicted and gold entities.</summary>
    public void AddTo(Span<int> totals, int text)
    {
        for (int e = _firstOf[text]; e < _firstOf[text + 1]; e++)
        {
            (int label, int right, int predicted, int gold) = _entries[e];
            totals[3 * label] += right;
            totals[3 * label + 1] += predicted;
            totals[3 * label + 2] += gold;
        }
    }

    /// <summary>The score of a label; of all together, where the label is one more than there are.</summary>
    public static Score ScoreOf(ReadOnlySpan<int> totals, int label)
    {
        if (3 * label < totals.Length)
        {
            (int right, int predicted, int gold) = (totals[3 * label], totals[3 * label + 1], totals[3 * label + 2]);
            return new Score(right, predicted - right, gold - right);
        }

        Score sum = default;
        for (int l = 0; 3 * l < totals.Length; l++)
        {
            sum += ScoreOf(totals, l);
        }

        return sum;
    }

    /// <summary>The labels of texts, numbered in the order of the alphabet.</summary>
    public static IReadOnlyDictionary<string, int> Number(params IEnumerable<DocErrors>[] texts) => texts
        .SelectMany(docs => docs).SelectMany(doc => doc.Pairs)
        .SelectMany(pair => new[] { pair.Gold?.Label, pair.Predicted?.Label }).OfType<string>()
        .Distinct().Order(StringComparer.Ordinal)
        .Select((label, index) => KeyValuePair.Create(label, index)).ToDictionary(StringComparer.Ordinal);
}
