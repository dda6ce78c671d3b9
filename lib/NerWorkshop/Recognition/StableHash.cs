using System.Runtime.CompilerServices;

namespace NerWorkshop;

/// <summary>64-bit hashes that are the same in every process and on every machine, as a saved model needs them.</summary>
internal static class StableHash
{
    /// <summary>Hash of a text, by FNV-1a over its chars with a final mix.</summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 0x100000001B3;
        }

        return Finish(hash);
    }

    /// <summary>Hash of two values in this order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong first, ulong second) =>
        Finish((first * 0x9E3779B97F4A7C15) ^ BitRotate(second * 0xC2B2AE3D27D4EB4F));

    /// <summary>Hash of three values in this order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong first, ulong second, ulong third) => Finish(
        (first * 0x9E3779B97F4A7C15) ^ BitRotate(second * 0xC2B2AE3D27D4EB4F) ^ (third * 0xFF51AFD7ED558CCD));

    private static ulong BitRotate(ulong value) => (value << 31) | (value >> 33);

    private static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93;
        hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93;
        return hash ^ (hash >> 32);
    }
}
