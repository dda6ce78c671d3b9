using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NerWorkshop;

/// <summary>The row of weights of each feature that a model knows. Immutable.</summary>
internal sealed class FeatureRows
{
    /// <summary>Bits of the filter for each feature: most unknown ones end there, in fast memory.</summary>
    private const int FilterBits = 16;

    private readonly SortedKeys _keys;
    private readonly ulong[] _filter;
    private readonly int _shift;

    /// <param name="features">The features in ascending order, the lowest bit of each set; the n-th has row n.</param>
    /// <exception cref="ArgumentException">They are not in order.</exception>
    public FeatureRows(ulong[] features)
    {
        _keys = new SortedKeys(features);
        int bits = BitOperations.Log2((uint)Math.Max(features.Length * FilterBits / 64, 1)) + 1;
        _filter = new ulong[1 << bits];
        _shift = 64 - bits;
        foreach (ulong feature in features)
        {
            _filter[feature >> _shift] |= FilterBit(feature);
        }
    }

    /// <summary>Number of features.</summary>
    public int Count => _keys.Count;

    /// <summary>The features by row; the lowest bit of each is set.</summary>
    public ReadOnlySpan<ulong> Features => _keys.Keys;

    /// <summary>The feature's row; −1 where it is unknown.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong feature) => (_filter[feature >> _shift] & FilterBit(feature)) == 0 ? -1 : _keys.Find(feature | 1);

    /// <summary>
    /// Finds the rows of all features of a sentence, first of all what the filter lets through: that loop has no branch to
    /// guess wrong, so that its misses of the fast memory overlap.
    /// </summary>
    /// <param name="features">The features, word after word; overwritten.</param>
    /// <param name="ends">Where the features of each word end; receives where its rows end.</param>
    /// <param name="rows">Receives the rows of those that are known; as long as the features.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find(Span<ulong> features, Span<int> ends, Span<int> rows)
    {
        ref ulong filter = ref MemoryMarshal.GetArrayDataReference(_filter);
        int shift = _shift;
        int likely = 0;
        int next = 0;
        foreach (ref int end in ends)
        {
            for (; next < end; next++)
            {
                ulong feature = features[next];
                ulong word = Unsafe.Add(ref filter, (nint)(feature >> shift));
                features[likely] = feature | 1;
                likely += (int)(word >> (int)(feature >> 1)) & 1;
            }

            end = likely;
        }

        int known = 0;
        next = 0;
        foreach (ref int end in ends)
        {
            for (; next < end; next++)
            {
                int row = _keys.Find(features[next]);
                rows[known] = row;
                known += row >= 0 ? 1 : 0;
            }

            end = known;
        }
    }

    // The lowest bit of a key is set for all, so the filter's position is taken from the bits above it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FilterBit(ulong feature) => 1UL << (int)(feature >> 1);
}
