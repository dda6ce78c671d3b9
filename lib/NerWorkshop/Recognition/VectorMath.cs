using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NerWorkshop;

/// <summary>
/// Vector arithmetic of fixed width and fixed order, without fused operations, so that training gives the same bits on
/// every machine, with or without vector hardware.
/// </summary>
internal static class VectorMath
{
    /// <summary>
    /// e to the power of x, to about 1e-7 relative; 0 below −87. Range reduction by powers of two and Cephes'
    /// polynomial for expf (S. L. Moshier).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        Vector256<float> clamped = Vector256.Min(Vector256.Max(x, Vector256.Create(-87f)), Vector256.Create(88f));
        Vector256<float> n = Vector256.Floor((clamped * Vector256.Create(1.44269504f)) + Vector256.Create(0.5f));
        Vector256<float> r = clamped - (n * Vector256.Create(0.693359375f)) - (n * Vector256.Create(-2.12194440e-4f));
        Vector256<float> p = Vector256.Create(1.9875691500e-4f);
        p = (p * r) + Vector256.Create(1.3981999507e-3f);
        p = (p * r) + Vector256.Create(8.3334519073e-3f);
        p = (p * r) + Vector256.Create(4.1665795894e-2f);
        p = (p * r) + Vector256.Create(1.6666665459e-1f);
        p = (p * r) + Vector256.Create(5.0000001201e-1f);
        p = (p * r * r) + r + Vector256<float>.One;
        Vector256<int> power = (Vector256.ConvertToInt32(n) + Vector256.Create(127)) << 23;
        Vector256<float> result = p * power.AsSingle();
        return Vector256.ConditionalSelect(
            Vector256.LessThan(x, Vector256.Create(-87f)), Vector256<float>.Zero, result);
    }

    /// <summary>Sum of the lanes in a fixed order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> v)
    {
        Vector128<float> half = v.GetLower() + v.GetUpper();
        return (half[0] + half[2]) + (half[1] + half[3]);
    }

    /// <summary>The greatest of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(Vector256<float> v)
    {
        Vector128<float> half = Vector128.Max(v.GetLower(), v.GetUpper());
        return Math.Max(Math.Max(half[0], half[2]), Math.Max(half[1], half[3]));
    }
}
