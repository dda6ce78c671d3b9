using System.Globalization;

namespace NerWorkshop;

/// <summary>
/// What a threshold on the probability trades: the higher <see cref="Pipeline.MinimumProbability"/>, the more of what is
/// left is right (precision), and the more is missed (recall). In a notebook it shows itself as a table and a chart.
/// </summary>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public sealed class ThresholdTradeOff : IRenderable
{
    private const int Steps = 20;

    private ThresholdTradeOff(IReadOnlyList<ThresholdPoint> points) => Points = points;

    /// <summary>Thresholds from 0 to 0.95 in steps of 0.05.</summary>
    public IReadOnlyList<ThresholdPoint> Points { get; }

    /// <summary>The point of the highest F1, the lowest threshold of equals.</summary>
    public ThresholdPoint Best => Points.MaxBy(point => point.Score.F1)!;

    /// <summary>Measures a pipeline on examples; its own minimum counts, so that lower thresholds change nothing.</summary>
    public static ThresholdTradeOff Measure(IEnumerable<Example> examples, Pipeline nlp)
    {
        List<Example> list = [.. examples];
        Score all = Scorer.Score(list, nlp).Overall;
        List<JudgedEntity> judged = [.. JudgedEntity.In(list, nlp)];
        int right = judged.Count(entity => entity.IsRight);

        // Entities of rules have no probability: they stay at every threshold.
        var rules = new Score(all.TruePositives - right, all.FalsePositives - (judged.Count - right), 0);
        return Measure(judged, all.TruePositives + all.FalseNegatives, rules);
    }

    /// <summary>Measures entities that are judged already.</summary>
    /// <param name="entities">The entities that were found.</param>
    /// <param name="wanted">How many entities there are to be found.</param>
    /// <param name="always">What is right and wrong at every threshold, as rules find it.</param>
    public static ThresholdTradeOff Measure(IEnumerable<JudgedEntity> entities, int wanted, Score always = default)
    {
        List<JudgedEntity> list = [.. entities];
        return new ThresholdTradeOff(
        [
            .. Enumerable.Range(0, Steps).Select(step =>
            {
                double threshold = step / (double)Steps;
                int kept = list.Count(entity => entity.Probability >= threshold);
                int right = list.Count(entity => entity.IsRight && entity.Probability >= threshold)
                    + always.TruePositives;
                int wrong = kept + always.TruePositives + always.FalsePositives - right;
                return new ThresholdPoint(threshold, new Score(right, wrong, wanted - right));
            }),
        ]);
    }

    /// <summary>A row for each tenth.</summary>
    public Table ToTable() => Table.From(
        Points.Where((_, index) => index % 2 == 0),
        ("Threshold", point => point.Threshold.ToString("0.0", CultureInfo.InvariantCulture)),
        ("Precision", point => Math.Round(point.Score.Precision, 3)),
        ("Recall", point => Math.Round(point.Score.Recall, 3)),
        ("F1", point => Math.Round(point.Score.F1, 3)),
        ("Entities", point => point.Score.TruePositives + point.Score.FalsePositives)).WithCaption(ToString());

    /// <summary>Precision, recall and F1 by threshold.</summary>
    public LineChart ToChart() => new(
        [
            new LineSeries("precision", [.. Points.Select(point => (point.Threshold, point.Score.Precision))]),
            new LineSeries("recall", [.. Points.Select(point => (point.Threshold, point.Score.Recall))]),
            new LineSeries("F1", [.. Points.Select(point => (point.Threshold, point.Score.F1))]),
        ],
        "What a threshold trades", "minimum probability", "share");

    /// <summary>The best threshold in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"Highest F1, {Best.Score.F1:0.000}, at a minimum probability of {Best.Threshold:0.00}");

    Rendering IRenderable.ToRendering() => new RenderingList([ToTable(), ToChart()]);
}
