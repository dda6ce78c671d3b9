using System.Collections;

namespace NerWorkshop;

/// <summary>
/// How F1 grows with the number of examples to learn from: whether it would pay to annotate more. In a notebook it
/// shows itself as a chart.
/// </summary>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public sealed class LearningCurve : IReadOnlyList<LearningCurvePoint>, IRenderable
{
    private readonly LearningCurvePoint[] _points;

    private LearningCurve(LearningCurvePoint[] points) => _points = points;

    /// <summary>Number of points.</summary>
    public int Count => _points.Length;

    /// <summary>The point at a place, from 0; the points go from few examples to many.</summary>
    public LearningCurvePoint this[int index] => _points[index];

    /// <summary>
    /// Trains on growing parts of the examples and measures each model on the test examples. Of one seed, a larger part
    /// holds all of a smaller one.
    /// </summary>
    /// <param name="train">The examples to learn from.</param>
    /// <param name="test">The examples to measure on; none of them should be among the others.</param>
    /// <param name="options">Which parts, which seeds, and how to train.</param>
    /// <param name="onTrained">Called after each training with how many are done, and how many there are.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentException">There are no examples, shares or seeds, or a share is not above 0 and at most 1.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static LearningCurve Measure(
        IEnumerable<Example> train, IEnumerable<Example> test, LearningCurveOptions? options = null,
        Action<int, int>? onTrained = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        options ??= new LearningCurveOptions();
        Example[] material = [.. train];
        IReadOnlyList<Example> measured = [.. test];
        Check(material, measured, options);
        double[] shares = [.. options.Shares.Distinct().Order()];
        double[][] f1 = [.. shares.Select(_ => new double[options.Seeds.Count])];
        for (int s = 0; s < options.Seeds.Count; s++)
        {
            Example[] order = [.. material];
            new RandomStream((ulong)options.Seeds[s]).Shuffle<Example>(order);
            for (int i = 0; i < shares.Length; i++)
            {
                Pipeline nlp = options.Start();
                new Trainer(nlp, options.Seeds[s], options.Training).Train(
                    order.Take(CountOf(shares[i])), options.Epochs, options.Dropout, cancellation: cancellation);
                cancellation.ThrowIfCancellationRequested();
                f1[i][s] = Scorer.Score(measured, nlp).F1;
                onTrained?.Invoke(s * shares.Length + i + 1, options.Seeds.Count * shares.Length);
            }
        }

        return new LearningCurve([.. shares.Select((share, i) => new LearningCurvePoint(share, CountOf(share), f1[i]))]);

        int CountOf(double share) => Math.Max(1, (int)Math.Round(share * material.Length));
    }

    /// <summary>The mean F1 by the number of examples; with several seeds, also the lowest and the highest.</summary>
    public LineChart ToChart()
    {
        List<LineSeries> lines = [Line("mean", point => point.Mean)];
        if (_points.Any(point => point.F1.Count > 1))
        {
            lines.Add(Line("highest", point => point.Highest));
            lines.Add(Line("lowest", point => point.Lowest));
        }

        return new LineChart(lines, "Learning curve", xLabel: "examples", yLabel: "F1");
    }

    /// <summary>A table with a row for each point.</summary>
    public Table ToTable() => Table.From(
        _points,
        ("Share", point => point.Share),
        ("Examples", point => point.Examples),
        ("F1", point => point.Mean),
        ("lowest", point => point.Lowest),
        ("highest", point => point.Highest));

    /// <inheritdoc/>
    public IEnumerator<LearningCurvePoint> GetEnumerator() => ((IEnumerable<LearningCurvePoint>)_points).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    Rendering IRenderable.ToRendering() => ToChart();

    private LineSeries Line(string name, Func<LearningCurvePoint, double> value) =>
        new(name, [.. _points.Select(point => ((double)point.Examples, value(point)))]);

    private static void Check(Example[] train, IReadOnlyList<Example> test, LearningCurveOptions options)
    {
        if (train.Length == 0 || test.Count == 0)
        {
            throw new ArgumentException("A learning curve needs examples to learn from and others to measure on.", nameof(train));
        }

        if (options.Shares.Count == 0 || options.Seeds.Count == 0 || options.Shares.Any(share => share is not (> 0 and <= 1)))
        {
            throw new ArgumentException(
                "A learning curve needs at least one seed, and shares above 0 and at most 1, as 0.1.", nameof(options));
        }
    }
}
