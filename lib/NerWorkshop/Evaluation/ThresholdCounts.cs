using System.Globalization;

namespace NerWorkshop;

/// <summary>
/// How many of the recognizer's entities each threshold of probability would leave, where nobody has marked what is right.
/// If the probabilities are calibrated, their mean says how many of those are right. In a notebook it shows itself as a
/// table and a chart.
/// </summary>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public sealed class ThresholdCounts : IRenderable
{
    private const int Steps = 20;

    private readonly int[] _counts = new int[Steps + 1];
    private readonly double[] _sums = new double[Steps + 1];

    /// <summary>Number of entities with a probability.</summary>
    public int Count => _counts.Sum();

    /// <summary>Adds the entities of a document; those of rules have no probability and do not count.</summary>
    public void Add(Doc doc)
    {
        ArgumentNullException.ThrowIfNull(doc);
        foreach (Span entity in doc.Entities)
        {
            if (entity.Probability is { } probability)
            {
                int step = Math.Clamp((int)Math.Floor((probability * Steps) + 1e-9), 0, Steps);
                _counts[step]++;
                _sums[step] += probability;
            }
        }
    }

    /// <summary>How many entities have at least this probability, a multiple of 0.05.</summary>
    public int AtLeast(double threshold) => _counts.Skip(Step(threshold)).Sum();

    /// <summary>A row for each tenth.</summary>
    public Table ToTable() => Table.From(
        Enumerable.Range(0, 10).Select(tenth => tenth / 10.0),
        ("Threshold", threshold => threshold.ToString("0.0", CultureInfo.InvariantCulture)),
        ("Entities", threshold => AtLeast(threshold)),
        ("Share", threshold => Count == 0 ? 0 : Math.Round(AtLeast(threshold) / (double)Count, 3)),
        ("Expected right", threshold => AtLeast(threshold) == 0 ? 0
            : Math.Round(_sums.Skip(Step(threshold)).Sum() / AtLeast(threshold), 3)))
        .WithCaption("What a minimum probability would leave");

    /// <summary>Entities left by threshold.</summary>
    public LineChart ToChart() => new(
        [
            new LineSeries(
                "entities", [.. Enumerable.Range(0, Steps).Select(step => (step / (double)Steps, (double)_counts.Skip(step).Sum()))]),
        ],
        "What a minimum probability would leave", "minimum probability", "entities");

    /// <summary>The count in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Count} entities with a probability, {AtLeast(0.5)} of them at 0.5 or more");

    Rendering IRenderable.ToRendering() => new RenderingList([ToTable(), ToChart()]);

    private static int Step(double threshold) => (int)Math.Round(threshold * Steps);
}
