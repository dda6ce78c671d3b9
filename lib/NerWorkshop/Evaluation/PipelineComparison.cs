using System.Globalization;

namespace NerWorkshop;

/// <summary>
/// Two pipelines on the same texts: both scores, their difference, and whether it is more than chance. In a notebook it
/// shows itself as a table.
/// </summary>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public sealed class PipelineComparison : IRenderable
{
    private PipelineComparison(
        ErrorAnalysis a, ErrorAnalysis b, string nameA, string nameB, ScoreDifference overall,
        IReadOnlyDictionary<string, ScoreDifference> byLabel, double level)
    {
        A = a;
        B = b;
        NameA = nameA;
        NameB = nameB;
        Overall = overall;
        ByLabel = byLabel;
        Level = level;
        Differing = [.. a.Docs.Zip(b.Docs, (one, other) => new DocDifference(one, other))
            .Where(pair => !SameEntities(pair.A.Predicted, pair.B.Predicted))];
    }

    /// <summary>What the first pipeline made of the texts.</summary>
    public ErrorAnalysis A { get; }

    /// <summary>What the second pipeline made of the texts.</summary>
    public ErrorAnalysis B { get; }

    /// <summary>What to call the first.</summary>
    public string NameA { get; }

    /// <summary>What to call the second.</summary>
    public string NameB { get; }

    /// <summary>The scores of all labels together.</summary>
    public ScoreDifference Overall { get; }

    /// <summary>
    /// The scores of each label, in alphabetical order. Among twenty labels, chance alone gives one a p-value below
    /// 0.05: look at the overall one first.
    /// </summary>
    public IReadOnlyDictionary<string, ScoreDifference> ByLabel { get; }

    /// <summary>F1 of the second less that of the first: above 0 where the second is better.</summary>
    public double Difference => Overall.Difference;

    /// <summary>
    /// How likely a difference at least as great would be if nothing but chance told the two apart, from 0 to 1.
    /// </summary>
    public double PValue => Overall.PValue;

    /// <summary>The share of the samples that lie within an interval, as 0.95.</summary>
    public double Level { get; }

    /// <summary>The texts in which the two do not predict the same.</summary>
    public IReadOnlyList<DocDifference> Differing { get; }

    /// <summary>Compares two pipelines on examples.</summary>
    /// <param name="examples">The examples, whose entities the pipelines do not see.</param>
    /// <param name="a">The first pipeline.</param>
    /// <param name="b">The second pipeline.</param>
    /// <param name="seed">Decides what is drawn: the same seed gives the same figures, on any number of threads.</param>
    public static PipelineComparison Of(IEnumerable<Example> examples, Pipeline a, Pipeline b, int seed = 42)
    {
        ArgumentNullException.ThrowIfNull(examples);
        IReadOnlyList<Example> all = [.. examples];
        return Of(ErrorAnalysis.Of(all, a), ErrorAnalysis.Of(all, b), seed: seed);
    }

    /// <summary>
    /// Compares what two pipelines made of the same texts: intervals by the bootstrap, of the difference with the same
    /// texts drawn for both; p-values by approximate randomisation (Noreen 1989; Yeh 2000), the answers to each text
    /// swapped or not by chance.
    /// </summary>
    /// <param name="a">What the first made of the texts.</param>
    /// <param name="b">What the second made of them, in the same order.</param>
    /// <param name="nameA">What to call the first.</param>
    /// <param name="nameB">What to call the second.</param>
    /// <param name="seed">Decides what is drawn: the same seed gives the same figures, on any number of threads.</param>
    /// <param name="samples">How many times to draw texts, for the intervals.</param>
    /// <param name="shuffles">How many times to swap answers, for the p-values.</param>
    /// <param name="level">The share of the samples to lie within an interval.</param>
    /// <exception cref="ArgumentException">The texts are not the same, or not marked alike.</exception>
    public static PipelineComparison Of(
        ErrorAnalysis a, ErrorAnalysis b, string nameA = "A", string nameB = "B", int seed = 42,
        int samples = Resampling.DefaultSamples, int shuffles = 10_000, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentOutOfRangeException.ThrowIfLessThan(shuffles, 1);
        Resampling.Check(samples, level);
        RequireSameGold(a, b);
        IReadOnlyDictionary<string, int> labels = LabelCounts.Number(a.Docs, b.Docs);
        var countsA = new LabelCounts(a.Docs, labels);
        var countsB = new LabelCounts(b.Docs, labels);
        double[][] f1A = Rows(labels.Count + 1, samples);
        double[][] f1B = Rows(labels.Count + 1, samples);
        double[][] difference = Rows(labels.Count + 1, samples);
        Resampling.Run(
            countsA.TextCount,
            samples,
            seed,
            () => (A: new int[3 * labels.Count], B: new int[3 * labels.Count]),
            (sample, drawn, totals) =>
            {
                Array.Clear(totals.A);
                Array.Clear(totals.B);
                foreach (int text in drawn)
                {
                    countsA.AddTo(totals.A, text);
                    countsB.AddTo(totals.B, text);
                }

                for (int label = 0; label <= labels.Count; label++)
                {
                    f1A[label][sample] = F1(LabelCounts.ScoreOf(totals.A, label));
                    f1B[label][sample] = F1(LabelCounts.ScoreOf(totals.B, label));
                    difference[label][sample] = f1B[label][sample] - f1A[label][sample];
                }
            });
        double[] p = RandomizationTest.PValues(countsA, countsB, shuffles, seed);
        return new PipelineComparison(
            a,
            b,
            nameA,
            nameB,
            At(labels.Count, a.Scores.Overall, b.Scores.Overall),
            new SortedDictionary<string, ScoreDifference>(
                labels.ToDictionary(
                    label => label.Key,
                    label => At(
                        label.Value,
                        a.Scores.ByLabel.GetValueOrDefault(label.Key),
                        b.Scores.ByLabel.GetValueOrDefault(label.Key))),
                StringComparer.Ordinal),
            level);

        ScoreDifference At(int row, Score scoreA, Score scoreB) => new(
            scoreA,
            scoreB,
            ConfidenceInterval.Percentile(f1A[row], level),
            ConfidenceInterval.Percentile(f1B[row], level),
            ConfidenceInterval.Percentile(difference[row], level),
            p[row]);
    }

    /// <summary>A table with a row for each label and one for all of them.</summary>
    public Table ToTable() => Table.From(
        ByLabel.Append(KeyValuePair.Create("all", Overall)),
        ("Label", row => row.Key),
        ("Gold", row => row.Value.A.TruePositives + row.Value.A.FalseNegatives),
        ($"F1 {NameA}", row => row.Value.A.F1),
        ($"F1 {NameB}", row => row.Value.B.F1),
        ("Difference", row => row.Value.Difference),
        ("from", row => Known(row.Value.Interval.Low)),
        ("to", row => Known(row.Value.Interval.High)),
        ("p", row => row.Value.PValue.ToString("0.0000", CultureInfo.InvariantCulture)));

    /// <summary>
    /// Writes a page with the figures and the texts on which the two differ, which appears once it is whole. It runs no
    /// script.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="title">The heading of the page.</param>
    /// <param name="notes">What a reader should know.</param>
    /// <exception cref="IOException">The place cannot be written to.</exception>
    public void WriteReport(string path, string title = "Comparison", params string[] notes) =>
        AtomicFile.Write(path, writer => new ComparisonReport(this, title, notes).Write(writer));

    /// <summary>The overall result in one sentence.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"F1 {NameA} {Overall.A.F1:0.000} ({Overall.IntervalA}), {NameB} {Overall.B.F1:0.000} ({Overall.IntervalB}); "
        + $"difference {Difference:+0.000;-0.000;0.000} ({Overall.Interval}), p = {PValue:0.0000}");

    Rendering IRenderable.ToRendering() => ToTable().WithCaption(ToString());

    private static double F1(Score score) =>
        score.TruePositives + score.FalsePositives + score.FalseNegatives > 0 ? score.F1 : double.NaN;

    private static double? Known(double value) => double.IsNaN(value) ? null : value;

    private static double[][] Rows(int count, int length) =>
        [.. Enumerable.Range(0, count).Select(_ => new double[length])];

    private static void RequireSameGold(ErrorAnalysis a, ErrorAnalysis b)
    {
        if (a.Docs.Count != b.Docs.Count)
        {
            throw new ArgumentException(
                $"The two are not of the same texts: {a.Docs.Count} and {b.Docs.Count}.", nameof(b));
        }

        if (a.Docs.Zip(b.Docs).FirstOrDefault(pair => !SameEntities(pair.First.Gold, pair.Second.Gold)) is
            ({ } first, { } second))
        {
            EntityPairing.RequireSameText(first.Gold, second.Gold);
            throw new ArgumentException(
                $"Text {first.Index} is not marked alike in the two: '{TerminalText.Cut(first.Text, 60)}'.", nameof(b));
        }
    }

    private static bool SameEntities(Doc one, Doc other) => one.Text == other.Text
        && one.Entities.Select(Key).SequenceEqual(other.Entities.Select(Key));

    private static (int, int, string) Key(Span entity) => (entity.StartChar, entity.EndChar, entity.Label);
}
