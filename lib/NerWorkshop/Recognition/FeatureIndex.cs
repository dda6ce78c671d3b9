using System.Runtime.CompilerServices;

namespace NerWorkshop;

/// <summary>Numbers features as they are added: a hash table with open addressing over stable hashes.</summary>
internal sealed class FeatureIndex
{
    private Slot[] _slots = new Slot[16];

    /// <summary>Number of features; they are numbered in the order in which they were added.</summary>
    public int Count { get; private set; }

    /// <summary>The feature's number; −1 where it is unknown.</summary>
    public int Find(ulong feature)
    {
        Slot slot = _slots[Locate(feature | 1)];
        return slot.Key == 0 ? -1 : slot.Number;
    }

    /// <summary>The feature's number, a new one where it is unknown.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int FindOrAdd(ulong feature)
    {
        int at = Locate(feature | 1);
        if (_slots[at].Key != 0)
        {
            return _slots[at].Number;
        }

        if (Count * 2 >= _slots.Length)
        {
            Grow();
            at = Locate(feature | 1);
        }

        _slots[at] = new Slot(feature | 1, Count);
        return Count++;
    }

    /// <summary>The features by number; the lowest bit of each is always set.</summary>
    public ulong[] ToArray()
    {
        var features = new ulong[Count];
        foreach (Slot slot in _slots)
        {
            if (slot.Key != 0)
            {
                features[slot.Number] = slot.Key;
            }
        }

        return features;
    }

    /// <summary>Where a key is, or where there is room for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Locate(ulong key)
    {
        Slot[] slots = _slots;
        int mask = slots.Length - 1;
        int at = (int)(key >> 32) & mask;
        while (slots[at].Key != key && slots[at].Key != 0)
        {
            at = (at + 1) & mask;
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Grow()
    {
        Slot[] slots = _slots;
        _slots = new Slot[slots.Length * 2];
        foreach (Slot slot in slots)
        {
            if (slot.Key != 0)
            {
                _slots[Locate(slot.Key)] = slot;
            }
        }
    }

    /// <summary>Key and number side by side: one miss of the fast memory for both.</summary>
    private readonly record struct Slot(ulong Key, int Number);
}
