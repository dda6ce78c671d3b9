using System.Runtime.CompilerServices;

namespace NerWorkshop;

/// <summary>The row of weights of each known feature: a hash table with open addressing over stable hashes.</summary>
internal sealed class FeatureIndex
{
    /// <summary>Bits of the filter for one slot of the table: most unknown features end there, in fast memory.</summary>
    private const int FilterBitsPerSlot = 8;

    private ulong[] _filter;
    private ulong[] _keys;
    private int[] _rows;
    private int _mask;

    public FeatureIndex(int capacity = 16)
    {
        int size = 16;
        while (size < capacity * 2)
        {
            size *= 2;
        }

        _keys = new ulong[size];
        _rows = new int[size];
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

        ulong key = feature | 1;
        ulong[] keys = _keys;
        for (int at = (int)(feature >> 32) & _mask; ; at = (at + 1) & _mask)
        {
            ulong found = keys[at];
            if (found == key)
            {
                return _rows[at];
            }

            if (found == 0)
            {
                return -1;
            }
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

        if (Count * 2 >= _keys.Length)
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
        for (int at = 0; at < _keys.Length; at++)
        {
            if (_keys[at] != 0)
            {
                features[_rows[at]] = _keys[at];
            }
        }

        return features;
    }

    // The lowest bit of a key is set for all, so the filter's position is taken from the bits above it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref ulong FilterWord(ulong feature) => ref _filter[(int)(feature >> 7) & (_filter.Length - 1)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FilterBit(ulong feature) => 1UL << (int)(feature >> 1);

    private void Grow()
    {
        ulong[] keys = _keys;
        int[] rows = _rows;
        _keys = new ulong[keys.Length * 2];
        _rows = new int[rows.Length * 2];
        _filter = new ulong[_filter.Length * 2];
        _mask = _keys.Length - 1;
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i] != 0)
            {
                Place(keys[i], rows[i]);
            }
        }
    }

    private void Place(ulong key, int row)
    {
        FilterWord(key) |= FilterBit(key);
        int at = (int)(key >> 32) & _mask;
        while (_keys[at] != 0)
        {
            at = (at + 1) & _mask;
        }

        _keys[at] = key;
        _rows[at] = row;
    }
}
