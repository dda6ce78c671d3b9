using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NerWorkshop;

/// <summary>The row of weights of each known feature: a hash table with open addressing over stable hashes.</summary>
internal sealed class FeatureIndex
{
    /// <summary>Bits of the filter for one slot of the table: most unknown features end there, in fast memory.</summary>
    private const int FilterBitsPerSlot = 8;

    /// <summary>Stands for the row of a feature that is not in its first slot.</summary>
    private const int Elsewhere = -2;

    private ulong[] _filter;
    private Slot[] _slots;
    private int _mask;

    public FeatureIndex(int capacity = 16)
    {
        int size = 16;
        while (size < capacity * 2)
        {
            size *= 2;
        }

        _slots = new Slot[size];
        _filter = new ulong[size * FilterBitsPerSlot / 64];
        _mask = size - 1;
    }

    /// <summary>Number of features; rows are numbered in the order in which they were added.</summary>
    public int Count { get; private set; }

    /// <summary>The feature's row; −1 where it is unknown.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong feature)
    {
        if ((FilterWord(feature) & FilterBit(feature)) == 0)
        {
            return -1;
        }

        return FindSlot(feature);
    }

    /// <summary>
    /// Finds the rows of all features of a sentence: first what the filter lets through, then all first slots, then the
    /// rest. The first two loops have no branch to guess wrong, so that their misses of the fast memory overlap.
    /// </summary>
    /// <param name="features">The features, word after word; overwritten.</param>
    /// <param name="ends">Where the features of each word end; receives where its rows end.</param>
    /// <param name="rows">Receives the rows of those that are known; as long as the features.</param>
    public void Find(Span<ulong> features, Span<int> ends, Span<int> rows)
    {
        ref ulong filter = ref MemoryMarshal.GetArrayDataReference(_filter);
        int filterMask = _filter.Length - 1;
        int likely = 0;
        int next = 0;
        foreach (ref int end in ends)
        {
            for (; next < end; next++)
            {
                ulong feature = features[next];
                ulong word = Unsafe.Add(ref filter, (int)(feature >> 7) & filterMask);
                features[likely] = feature;
                likely += (int)(word >> (int)(feature >> 1)) & 1;
            }

            end = likely;
        }

        ref Slot slots = ref MemoryMarshal.GetArrayDataReference(_slots);
        int mask = _mask;
        features = features[..likely];
        for (int i = 0; i < features.Length; i++)
        {
            ulong feature = features[i];
            ref readonly Slot slot = ref Unsafe.Add(ref slots, (int)(feature >> 32) & mask);
            int row = slot.Row;
            rows[i] = slot.Key == (feature | 1) ? row : Elsewhere;
        }

        int known = 0;
        next = 0;
        foreach (ref int end in ends)
        {
            for (; next < end; next++)
            {
                int row = rows[next];
                if (row == Elsewhere)
                {
                    row = FindSlot(features[next]);
                }

                rows[known] = row;
                known += row >= 0 ? 1 : 0;
            }

            end = known;
        }
    }

    /// <summary>The feature's row, a new one where it is unknown.</summary>
    public int FindOrAdd(ulong feature)
    {
        int row = Find(feature);
        if (row >= 0)
        {
            return row;
        }

        if (Count * 2 >= _slots.Length)
        {
            Grow();
        }

        Place(feature | 1, Count);
        return Count++;
    }

    /// <summary>The features by row; the lowest bit of each is always set.</summary>
    public ulong[] ToArray()
    {
        var features = new ulong[Count];
        foreach (Slot slot in _slots)
        {
            if (slot.Key != 0)
            {
                features[slot.Row] = slot.Key;
            }
        }

        return features;
    }

    // The lowest bit of a key is set for all, so the filter's position is taken from the bits above it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref ulong FilterWord(ulong feature) => ref _filter[(int)(feature >> 7) & (_filter.Length - 1)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FilterBit(ulong feature) => 1UL << (int)(feature >> 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FindSlot(ulong feature)
    {
        ulong key = feature | 1;
        Slot[] slots = _slots;
        for (int at = (int)(feature >> 32) & _mask; ; at = (at + 1) & _mask)
        {
            Slot slot = slots[at];
            if (slot.Key == key)
            {
                return slot.Row;
            }

            if (slot.Key == 0)
            {
                return -1;
            }
        }
    }

    private void Grow()
    {
        Slot[] slots = _slots;
        _slots = new Slot[slots.Length * 2];
        _filter = new ulong[_filter.Length * 2];
        _mask = _slots.Length - 1;
        foreach (Slot slot in slots)
        {
            if (slot.Key != 0)
            {
                Place(slot.Key, slot.Row);
            }
        }
    }

    private void Place(ulong key, int row)
    {
        FilterWord(key) |= FilterBit(key);
        int at = (int)(key >> 32) & _mask;
        while (_slots[at].Key != 0)
        {
            at = (at + 1) & _mask;
        }

        _slots[at] = new Slot(key, row);
    }

    /// <summary>Key and row side by side: one miss of the fast memory for both.</summary>
    private readonly record struct Slot(ulong Key, int Row);
}
