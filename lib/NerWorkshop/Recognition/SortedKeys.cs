using System.Numerics;
using System.Runtime.CompilerServices;

namespace NerWorkshop;

/// <summary>
/// Finds the place of a hash among many, which are kept in ascending order. A directory by leading bits says where to look;
/// hashes are spread evenly, so that one or two comparisons do. Made in one pass, and read from a file as it stands there.
/// </summary>
internal sealed class SortedKeys
{
    private readonly ulong[] _keys;

    /// <summary>For each value of the leading bits where its keys start; one more for the end.</summary>
    private readonly int[] _starts;
    private readonly int _shift;

    /// <param name="keys">The hashes in ascending order, none twice; kept.</param>
    /// <exception cref="ArgumentException">They are not in order.</exception>
    public SortedKeys(ulong[] keys)
    {
        int bits = BitOperations.Log2((uint)Math.Max(keys.Length, 1)) + 1;
        _keys = keys;
        _shift = 64 - bits;
        _starts = new int[(1 << bits) + 1];
        int next = 0;
        for (int i = 0; i < keys.Length; i++)
        {
            if (i > 0 && keys[i] <= keys[i - 1])
            {
                throw new ArgumentException("keys are not in ascending order.", nameof(keys));
            }

            for (int bucket = (int)(keys[i] >> _shift); next <= bucket; next++)
            {
                _starts[next] = i;
            }
        }

        _starts.AsSpan(next).Fill(keys.Length);
    }

    public int Count => _keys.Length;

    public ReadOnlySpan<ulong> Keys => _keys;

    /// <summary>The place of a key; −1 where it is not there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong key)
    {
        int bucket = (int)(key >> _shift);
        int end = _starts[bucket + 1];
        for (int at = _starts[bucket]; at < end; at++)
        {
            if (_keys[at] == key)
            {
                return at;
            }
        }

        return -1;
    }
}
