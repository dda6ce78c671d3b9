namespace NerWorkshop;

/// <summary>
/// Approximate randomisation (Noreen 1989; Yeh 2000): if two pipelines were alike, it would not matter which of them
/// gave an answer. So for each text the answers are swapped or not by chance, again and again, and counted how often F1
/// then differs as much as it does.
/// </summary>
internal static class RandomizationTest
{
    /// <returns>A p-value for each label, and as the last one that of all together.</returns>
    public static double[] PValues(LabelCounts a, LabelCounts b, int shuffles, int seed)
    {
        int labels = a.LabelCount;
        int[] totalA = Total(a);
        int[] totalB = Total(b);
        double[] observed = Differences(totalA, totalB);

        // Only texts whose counts differ can change anything by being swapped.
        var swaps = new List<(int Text, int Label, int Right, int Predicted)>();
        for (int text = 0, differing = 0; text < a.TextCount; text++)
        {
            int before = swaps.Count;
            int[] one = new int[3 * labels];
            int[] other = new int[3 * labels];
            a.AddTo(one, text);
            b.AddTo(other, text);
            for (int label = 0; label < labels; label++)
            {
                int right = other[3 * label] - one[3 * label];
                int predicted = other[3 * label + 1] - one[3 * label + 1];
                if (right != 0 || predicted != 0)
                {
                    swaps.Add((differing, label, right, predicted));
                }
            }

            differing += swaps.Count > before ? 1 : 0;
        }

        (int Text, int Label, int Right, int Predicted)[] all = [.. swaps];
        int[] reached = new int[labels + 1];
        Parallel.For(
            0,
            shuffles,
            () => (A: new int[3 * labels], B: new int[3 * labels], Reached: new int[labels + 1]),
            (shuffle, _, local) =>
            {
                totalA.CopyTo(local.A, 0);
                totalB.CopyTo(local.B, 0);
                Swap(all, local.A, local.B, new RandomStream(StableHash.Mix((ulong)seed, (ulong)shuffle, 1)));
                double[] differences = Differences(local.A, local.B);
                for (int i = 0; i <= labels; i++)
                {
                    // The same counts the other way round must not fail by a rounding error.
                    local.Reached[i] += differences[i] >= observed[i] - 1e-12 ? 1 : 0;
                }

                return local;
            },
            local =>
            {
                lock (reached)
                {
                    for (int i = 0; i <= labels; i++)
                    {
                        reached[i] += local.Reached[i];
                    }
                }
            });

        // The observed answers are one of the possible ways, too: no p-value is 0.
        return [.. reached.Select(count => (count + 1.0) / (shuffles + 1.0))];
    }

    private static void Swap(
        (int Text, int Label, int Right, int Predicted)[] swaps, int[] a, int[] b, RandomStream random)
    {
        ulong bits = 0;
        int bitsOf = -1;
        foreach ((int text, int label, int right, int predicted) in swaps)
        {
            while (text >> 6 > bitsOf)
            {
                bits = random.Next();
                bitsOf++;
            }

            if ((bits >> (text & 63) & 1) != 0)
            {
                a[3 * label] += right;
                a[3 * label + 1] += predicted;
                b[3 * label] -= right;
                b[3 * label + 1] -= predicted;
            }
        }
    }

    private static int[] Total(LabelCounts counts)
    {
        int[] total = new int[3 * counts.LabelCount];
        for (int text = 0; text < counts.TextCount; text++)
        {
            counts.AddTo(total, text);
        }

        return total;
    }

    private static double[] Differences(int[] a, int[] b)
    {
        double[] differences = new double[a.Length / 3 + 1];
        for (int label = 0; label < differences.Length; label++)
        {
            differences[label] = Math.Abs(LabelCounts.ScoreOf(a, label).F1 - LabelCounts.ScoreOf(b, label).F1);
        }

        return differences;
    }
}
