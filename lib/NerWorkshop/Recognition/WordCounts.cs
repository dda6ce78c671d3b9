using System.Numerics;

namespace NerWorkshop;

/// <summary>
/// How often each word is written with a small first letter and with a capital in the training text: "bill" is a word
/// that can be a name, "Qaim" is never anything else. Immutable.
/// </summary>
internal sealed class WordCounts
{
    private const int MaxBucket = 7;

    private readonly SortedKeys _words;
    private readonly (int Small, int Capital)[] _counts;

    /// <param name="words">The hashes of the lower-cased words in ascending order.</param>
    /// <param name="counts">What is known of each.</param>
    /// <exception cref="ArgumentException">The words are not in order.</exception>
    public WordCounts(ulong[] words, (int Small, int Capital)[] counts)
    {
        _words = new SortedKeys(words);
        _counts = counts;
    }

    /// <summary>Of no word.</summary>
    public static WordCounts None { get; } = new([], []);

    /// <summary>Hashes of the words, ascending.</summary>
    public ReadOnlySpan<ulong> Words => _words.Keys;

    /// <summary>How often each of them is written in either way.</summary>
    public ReadOnlySpan<(int Small, int Capital)> Counts => _counts;

    /// <summary>These counts and others together.</summary>
    public WordCounts With(IReadOnlyDictionary<ulong, (int Small, int Capital)> more)
    {
        (ulong Word, (int Small, int Capital) Count)[] added = [.. more.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key)];
        var words = new List<ulong>(_counts.Length + added.Length);
        var counts = new List<(int, int)>(_counts.Length + added.Length);
        int at = 0;
        foreach ((ulong word, (int small, int capital)) in added)
        {
            int from = at;
            while (at < _counts.Length && Words[at] < word)
            {
                at++;
            }

            words.AddRange(Words[from..at]);
            counts.AddRange(_counts.AsSpan(from..at));
            (int Small, int Capital) known = at < _counts.Length && Words[at] == word ? _counts[at++] : default;
            words.Add(word);
            counts.Add((known.Small + small, known.Capital + capital));
        }

        words.AddRange(Words[at..]);
        counts.AddRange(_counts.AsSpan(at));
        return new WordCounts([.. words], [.. counts]);
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
        (int small, int capital) = Of(word.Lower);
        if (ownIsCounted)
        {
            small -= ownIsCapital ? 0 : 1;
            capital -= ownIsCapital ? 1 : 0;
        }

        return (Rough(small) * (MaxBucket + 1)) + Rough(capital);
    }

    private (int Small, int Capital) Of(ulong word)
    {
        int at = _words.Find(word);
        return at < 0 ? default : _counts[at];
    }

    /// <summary>0, 1, 2, 3–4, 5–8, … : the greater, the rougher.</summary>
    private static int Rough(int count) => count <= 1 ? Math.Max(count, 0)
        : Math.Min(MaxBucket, BitOperations.Log2((uint)(count - 1)) + 2);
}
