namespace NerWorkshop;

/// <summary>
/// Remembers values by word in a fixed number of slots, without locks. A word is taken in when it is met for the second
/// time, so that a stream of new words neither grows the process nor pushes out the frequent ones; a newer word may
/// replace an older one of the same slot, which then is computed again.
/// </summary>
internal sealed class BoundedCache<TValue>
    where TValue : class
{
    private readonly Entry?[] _slots;
    private readonly int[] _metOnce;
    private readonly int _longestKey;

    /// <param name="capacity">How many values are kept at most; a power of two.</param>
    /// <param name="longestKey">Longer words, in UTF-16 chars, are never kept.</param>
    public BoundedCache(int capacity, int longestKey)
    {
        _slots = new Entry?[capacity];
        _metOnce = new int[capacity];
        _longestKey = longestKey;
    }

    /// <summary>The value of a word, or null; <paramref name="hash"/> is for <see cref="Admits"/> and <see cref="Set"/>.</summary>
    public TValue? Find(ReadOnlySpan<char> key, out int hash)
    {
        if (key.Length > _longestKey)
        {
            hash = 0;
            return null;
        }

        hash = string.GetHashCode(key);
        return Find(key, hash);
    }

    /// <summary>The value of a word whose hash is known from another cache, or null.</summary>
    public TValue? Find(ReadOnlySpan<char> key, int hash)
    {
        int slot = hash & (_slots.Length - 1);
        return Match(_slots[slot], key, hash) ?? Match(_slots[slot ^ 1], key, hash);
    }

    /// <summary>Whether the word, which was not found, is worth keeping.</summary>
    public bool Admits(ReadOnlySpan<char> key, int hash)
    {
        ref int met = ref _metOnce[hash & (_metOnce.Length - 1)];
        if (met == hash && key.Length <= _longestKey)
        {
            return true;
        }

        met = hash;
        return false;
    }

    public void Set(string key, int hash, TValue value)
    {
        // Two slots a word: the first is kept by whoever came first, the second changes hands.
        int slot = hash & (_slots.Length - 1);
        _slots[_slots[slot] is null ? slot : slot ^ 1] = new Entry(key, hash, value);
    }

    private static TValue? Match(Entry? entry, ReadOnlySpan<char> key, int hash) =>
        entry is not null && entry.Hash == hash && key.SequenceEqual(entry.Key) ? entry.Value : null;

    private sealed record Entry(string Key, int Hash, TValue Value);
}
