using System.Numerics;

namespace NerWorkshop;

/// <summary>
/// How often each word is written with a small first letter and with a capital in the training text: "bill" is a word
/// that can be a name, "Qaim" is never anything else.
/// </summary>
internal sealed class WordCounts
{
    private const int MaxBucket = 7;
    private readonly Dictionary<ulong, (int Small, int Capital)> _counts;

    /// <param name="capacity">How many distinct words to make room for.</param>
    public WordCounts(int capacity = 0) => _counts = new(capacity);

    /// <summary>Number of distinct words, case apart.</summary>
    public int Count => _counts.Count;

    /// <summary>All words in the order of their hashes.</summary>
    public IEnumerable<(ulong Word, int Small, int Capital)> Sorted =>
        _counts.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value.Small, pair.Value.Capital));

    public WordCounts Copy()
    {
        var copy = new WordCounts(Count);
        foreach ((ulong word, (int Small, int Capital) count) in _counts)
        {
            copy._counts.Add(word, count);
        }

        return copy;
    }

    public void Add(ulong lower, int small, int capital)
    {
        (int oldSmall, int oldCapital) = _counts.GetValueOrDefault(lower);
        _counts[lower] = (oldSmall + small, oldCapital + capital);
    }

    /// <summary>A code of how the word is written, from rough counts.</summary>
    /// <param name="word">The word.</param>
    /// <param name="ownIsCounted">
    /// Whether one occurrence, written with a capital or not, is the word at hand and does not count: in training a
    /// word must look as it will in a new text.
    /// </param>
    /// <param name="ownIsCapital">How that occurrence was written.</param>
    public int Bucket(WordTraits word, bool ownIsCounted = false, bool ownIsCapital = false)
    {
        (int small, int capital) = _counts.GetValueOrDefault(word.Lower);
        if (ownIsCounted)
        {
            small -= ownIsCapital ? 0 : 1;
            capital -= ownIsCapital ? 1 : 0;
        }

        return (Rough(small) * (MaxBucket + 1)) + Rough(capital);
    }

    /// <summary>0, 1, 2, 3–4, 5–8, … : the greater, the rougher.</summary>
    private static int Rough(int count) => count <= 1 ? Math.Max(count, 0)
        : Math.Min(MaxBucket, BitOperations.Log2((uint)(count - 1)) + 2);
}
