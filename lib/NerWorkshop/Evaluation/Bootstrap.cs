namespace NerWorkshop;

/// <summary>
/// Says how sure scores are. Other texts of the same kind would give other figures; how far they would lie apart is
/// estimated by drawing texts from those there are (the percentile bootstrap of Efron 1979). Texts are drawn, not
/// entities: those of a text stand and fall together.
/// </summary>
public static class Bootstrap
{
    /// <summary>The confidence intervals of precision, recall and F1.</summary>
    /// <param name="errors">The texts, as they were marked and predicted.</param>
    /// <param name="seed">Decides what is drawn: the same seed gives the same intervals, on any number of threads.</param>
    /// <param name="samples">How many times to draw as many texts as there are.</param>
    /// <param name="level">The share of the samples to lie within an interval.</param>
    /// <returns>
    /// The intervals. Samples in which a figure has no value, as the recall of a label that does not occur in them, do
    /// not count for it; a figure that has none in any is not a number.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="samples"/> is below 1, or <paramref name="level"/> not between 0 and 1.
    /// </exception>
    public static ScoreIntervals Intervals(
        ErrorAnalysis errors, int seed = 42, int samples = Resampling.DefaultSamples, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(errors);
        Resampling.Check(samples, level);
        IReadOnlyDictionary<string, int> labels = LabelCounts.Number(errors.Docs);
        var counts = new LabelCounts(errors.Docs, labels);

        // A row for each label and one for all of them.
        double[][] precision = Rows(labels.Count + 1, samples);
        double[][] recall = Rows(labels.Count + 1, samples);
        double[][] f1 = Rows(labels.Count + 1, samples);
        Resampling.Run(counts.TextCount, samples, seed, () => new int[3 * labels.Count], (sample, drawn, totals) =>
        {
            Array.Clear(totals);
            foreach (int text in drawn)
            {
                counts.AddTo(totals, text);
            }

            for (int label = 0; label <= labels.Count; label++)
            {
                Score score = LabelCounts.ScoreOf(totals, label);
                bool hasPredicted = score.TruePositives + score.FalsePositives > 0;
                bool hasGold = score.TruePositives + score.FalseNegatives > 0;
                precision[label][sample] = hasPredicted ? score.Precision : double.NaN;
                recall[label][sample] = hasGold ? score.Recall : double.NaN;
                f1[label][sample] = hasPredicted || hasGold ? score.F1 : double.NaN;
            }
        });
        return new ScoreIntervals(
            At(labels.Count, errors.Scores.Overall),
            new SortedDictionary<string, ScoreInterval>(
                labels.ToDictionary(label => label.Key, label => At(label.Value, errors.Scores.ByLabel[label.Key])),
                StringComparer.Ordinal),
            counts.TextCount,
            samples,
            level);

        ScoreInterval At(int row, Score score) => new(
            score,
            ConfidenceInterval.Percentile(precision[row], level),
            ConfidenceInterval.Percentile(recall[row], level),
            ConfidenceInterval.Percentile(f1[row], level));
    }

    private static double[][] Rows(int count, int length) =>
        [.. Enumerable.Range(0, count).Select(_ => new double[length])];
}
