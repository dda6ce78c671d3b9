using System.Collections.Concurrent;

namespace NerWorkshop;

/// <summary>
/// A dictionary by word that many threads read and fill and that never holds more than its capacity: full, it starts
/// over, which is cheaper than bookkeeping of use, and frequent words are back after one text.
/// </summary>
internal sealed class BoundedCache<TValue>(int capacity, int longestKey)
    where TValue : class
{
    private ConcurrentDictionary<string, TValue> _values = new(StringComparer.Ordinal);
    private int _count;

    public TValue? Find(ReadOnlySpan<char> key) =>
        key.Length <= longestKey
        && _values.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out TValue? value) ? value : null;

    /// <summary>Adds a value unless there is one, and returns the one that stays.</summary>
    public TValue Add(string key, TValue value)
    {
        if (key.Length > longestKey)
        {
            return value;
        }

        TValue kept = _values.GetOrAdd(key, value);
        if (ReferenceEquals(kept, value) && Interlocked.Increment(ref _count) > capacity)
        {
            Interlocked.Exchange(ref _count, 0);
            _values = new ConcurrentDictionary<string, TValue>(StringComparer.Ordinal);
        }

        return kept;
    }
}
