using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NerWorkshop;

/// <summary>
/// Numbers the features of the training text in the order in which they are met. The features are divided by their hashes
/// into parts that are numbered side by side, so that the numbers do not depend on how many threads do it.
/// </summary>
/// <param name="threads">How many threads may be used.</param>
internal sealed class FeatureNumbers(int threads)
{
    private const int Parts = 4;

    private readonly FeatureIndex[] _parts = [.. Enumerable.Range(0, Parts).Select(_ => new FeatureIndex())];
    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = threads };

    /// <summary>All numbers are below this; some may not be in use.</summary>
    public int End => _parts.Max(part => part.Count) * Parts;

    /// <summary>Fills <see cref="FeatureBatch.Numbers"/>.</summary>
    public void Number(IReadOnlyList<FeatureBatch> batches)
    {
        foreach (FeatureBatch batch in batches)
        {
            CollectionsMarshal.SetCount(batch.Numbers, batch.Features.Count);
        }

        Parallel.For(0, Parts, _parallel, part => NumberPart(batches, part));
    }

    /// <summary>Fills <see cref="FeatureBatch.Numbers"/> as <see cref="Number"/> does, with −1 for features never met.</summary>
    public void Find(IReadOnlyList<FeatureBatch> batches) => Parallel.ForEach(batches, _parallel, batch =>
    {
        batch.Numbers.Clear();
        foreach (ulong feature in batch.Features)
        {
            int part = PartOf(feature);
            int number = _parts[part].Find(feature);
            batch.Numbers.Add(number < 0 ? -1 : (number * Parts) + part);
        }
    });

    /// <summary>The features by number; 0 where a number is not in use.</summary>
    public ulong[] ToArray()
    {
        ulong[] features = new ulong[End];
        for (int part = 0; part < Parts; part++)
        {
            ulong[] keys = _parts[part].ToArray();
            for (int i = 0; i < keys.Length; i++)
            {
                features[(i * Parts) + part] = keys[i];
            }
        }

        return features;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void NumberPart(IReadOnlyList<FeatureBatch> batches, int part)
    {
        FeatureIndex index = _parts[part];
        foreach (FeatureBatch batch in batches)
        {
            ReadOnlySpan<ulong> features = CollectionsMarshal.AsSpan(batch.Features);
            Span<int> numbers = CollectionsMarshal.AsSpan(batch.Numbers);
            for (int i = 0; i < features.Length; i++)
            {
                if (PartOf(features[i]) == part)
                {
                    numbers[i] = (index.FindOrAdd(features[i]) * Parts) + part;
                }
            }
        }
    }

    private static int PartOf(ulong feature) => (int)(feature >> 8) & (Parts - 1);
}
