namespace NerWorkshop;

/// <summary>
/// One model of several that have learned the same from different seeds: each weight is their mean. What chance has given a
/// single one cancels out, so that the mean is better, steadier and smaller than any of them.
/// </summary>
internal static class ModelAverage
{
    /// <summary>The mean of models with the same labels and word counts; the settings are those of the first.</summary>
    /// <param name="models">The models; at least one.</param>
    /// <param name="smallestWeight">Features none of whose weights is as great are left out.</param>
    public static CrfModel Of(IReadOnlyList<CrfModel> models, double smallestWeight)
    {
        CrfModel first = models[0];
        if (models.Count == 1)
        {
            return first;
        }

        int width = first.RowWidth;
        double smallest = smallestWeight / CrfModel.Unit;
        ulong[] all = [.. models.SelectMany(model => model.Features.Features.ToArray()).Distinct().Order()];
        var features = new List<ulong>(all.Length);
        var rows = new List<sbyte>(all.Length * width);
        int[] sums = new int[width];
        foreach (ulong feature in all)
        {
            Array.Clear(sums);
            foreach (CrfModel model in models)
            {
                int row = model.Features.Find(feature);
                for (int t = 0; row >= 0 && t < width; t++)
                {
                    sums[t] += model.Rows[(row * width) + t];
                }
            }

            if (Array.Exists(sums, sum => Math.Abs((double)sum / models.Count) >= smallest))
            {
                features.Add(feature);
                rows.AddRange(Array.ConvertAll(sums, sum => (sbyte)Math.Round((double)sum / models.Count)));
            }
        }

        float[] transitions = [.. first.Transitions.Weights
            .Select((_, i) => models.Sum(model => model.Transitions.Weights[i]) / models.Count)];
        return new CrfModel(
            first.Tags, new FeatureRows([.. features]), [.. rows], new Transitions(first.Tags, transitions), first.Counts,
            first.Settings);
    }
}
