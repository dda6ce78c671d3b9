namespace NerWorkshop;

/// <summary>
/// Draws as many texts as there are, with putting back, again and again (the bootstrap of Efron 1979). Each sample has
/// random numbers of its own, so that threads do not change what is drawn.
/// </summary>
internal static class Resampling
{
    /// <summary>Fewer samples than these make intervals that differ from seed to seed.</summary>
    public const int DefaultSamples = 2000;

    /// <param name="texts">How many texts there are.</param>
    /// <param name="samples">How many times to draw.</param>
    /// <param name="seed">Decides what is drawn.</param>
    /// <param name="buffer">Makes what a thread works in.</param>
    /// <param name="measure">Is given the number of a sample, the texts drawn, and the thread's buffer.</param>
    public static void Run<T>(int texts, int samples, int seed, Func<T> buffer, Action<int, int[], T> measure) =>
        Parallel.For(
            0,
            samples,
            () => (Drawn: new int[texts], Buffer: buffer()),
            (sample, state, local) =>
            {
                var random = new RandomStream(StableHash.Mix((ulong)seed, (ulong)sample));
                for (int i = 0; i < texts; i++)
                {
                    local.Drawn[i] = (int)Math.BigMul(random.Next(), (ulong)texts, out ulong _);
                }

                measure(sample, local.Drawn, local.Buffer);
                return local;
            },
            static _ => { });

    /// <exception cref="ArgumentOutOfRangeException">There are too few samples, or the level is no share.</exception>
    public static void Check(int samples, double level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (level is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level is a share between 0 and 1, as 0.95.");
        }
    }
}
