using System.Globalization;

namespace NerWorkshop;

/// <summary>
/// Whether probabilities keep their promise: of the entities at 0.8, eight of ten should be right. In a notebook it shows
/// itself as a reliability table and chart.
/// </summary>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public sealed class Calibration : IRenderable
{
    private const int BinCount = 10;

    private Calibration(IReadOnlyList<CalibrationBin> bins)
    {
        Bins = bins;
        Count = bins.Sum(bin => bin.Count);
        ExpectedError = Count == 0 ? 0
            : bins.Sum(bin => bin.Count * Math.Abs(bin.MeanProbability - bin.ShareRight)) / Count;
    }

    /// <summary>Ten bins of equal width, from 0 to 1.</summary>
    public IReadOnlyList<CalibrationBin> Bins { get; }

    /// <summary>Number of entities measured.</summary>
    public int Count { get; }

    /// <summary>
    /// Expected calibration error (Naeini et al. 2015): how far the mean probability of a bin lies from the share that is
    /// right, on average over the entities, from 0 to 1.
    /// </summary>
    public double ExpectedError { get; }

    /// <summary>Measures the probabilities that a pipeline gives in the texts of examples.</summary>
    public static Calibration Measure(IEnumerable<Example> examples, Pipeline nlp) =>
        Measure(JudgedEntity.In(examples, nlp));

    /// <summary>Measures the probabilities of entities that are judged already.</summary>
    public static Calibration Measure(IEnumerable<JudgedEntity> entities)
    {
        ArgumentNullException.ThrowIfNull(entities);
        int[] counts = new int[BinCount];
        int[] right = new int[BinCount];
        double[] sums = new double[BinCount];
        foreach (JudgedEntity entity in entities)
        {
            int bin = Math.Clamp((int)(entity.Probability * BinCount), 0, BinCount - 1);
            counts[bin]++;
            right[bin] += entity.IsRight ? 1 : 0;
            sums[bin] += entity.Probability;
        }

        return new Calibration(
        [
            .. Enumerable.Range(0, BinCount).Select(bin => new CalibrationBin(
                bin / (double)BinCount, (bin + 1) / (double)BinCount, counts[bin],
                counts[bin] == 0 ? 0 : sums[bin] / counts[bin],
                counts[bin] == 0 ? 0 : right[bin] / (double)counts[bin])),
        ]);
    }

    /// <summary>A row for each bin that has entities.</summary>
    public Table ToTable() => Table.From(
        Bins.Where(bin => bin.Count > 0),
        ("Probability", bin => string.Create(CultureInfo.InvariantCulture, $"{bin.From:0.0}–{bin.To:0.0}")),
        ("Entities", bin => bin.Count),
        ("Promised", bin => Math.Round(bin.MeanProbability, 3)),
        ("Right", bin => Math.Round(bin.ShareRight, 3))).WithCaption(ToString());

    /// <summary>The share that is right by probability, beside what would be perfect.</summary>
    public LineChart ToChart() => new(
        [
            new LineSeries("right", [.. Bins.Where(bin => bin.Count > 0).Select(bin => (bin.MeanProbability, bin.ShareRight))]),
            new LineSeries("perfect", [(0, 0), (1, 1)]),
        ],
        "Reliability of probabilities", "probability", "share that is right");

    /// <summary>The error in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"Expected calibration error {ExpectedError:0.000} over {Count} entities");

    Rendering IRenderable.ToRendering() => new RenderingList([ToTable(), ToChart()]);
}
