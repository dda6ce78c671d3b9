using System.Globalization;

namespace NerWorkshop;

/// <summary>Scores, overall and by label, with how sure they are. In a notebook they show themselves as a table.</summary>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public sealed class ScoreIntervals : IRenderable
{
    internal ScoreIntervals(
        ScoreInterval overall, IReadOnlyDictionary<string, ScoreInterval> byLabel, int texts, int samples, double level)
    {
        Overall = overall;
        ByLabel = byLabel;
        Texts = texts;
        Samples = samples;
        Level = level;
    }

    /// <summary>All labels together.</summary>
    public ScoreInterval Overall { get; }

    /// <summary>Each label that occurs, in alphabetical order.</summary>
    public IReadOnlyDictionary<string, ScoreInterval> ByLabel { get; }

    /// <summary>The confidence interval of the overall F1.</summary>
    public ConfidenceInterval F1 => Overall.F1;

    /// <summary>Number of texts.</summary>
    public int Texts { get; }

    /// <summary>How many times as many texts were drawn.</summary>
    public int Samples { get; }

    /// <summary>The share of the samples that lie within an interval, as 0.95.</summary>
    public double Level { get; }

    /// <summary>A table with a row for each label and one for all of them.</summary>
    public Table ToTable() => Table.From(
        ByLabel.Append(KeyValuePair.Create("all", Overall)),
        ("Label", row => row.Key),
        ("Gold", row => row.Value.Score.TruePositives + row.Value.Score.FalseNegatives),
        ("Precision", row => row.Value.Score.Precision),
        ("Recall", row => row.Value.Score.Recall),
        ("F1", row => row.Value.Score.F1),
        ("from", row => Known(row.Value.F1.Low)),
        ("to", row => Known(row.Value.F1.High)))
        .WithCaption(string.Create(
            CultureInfo.InvariantCulture, $"From and to: the {Level * 100:0.#} % confidence interval of F1 (bootstrap over {Texts} texts)"));

    /// <summary>The overall F1 in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"F1 {Overall.Score.F1:0.000}, {Level * 100:0.#} % confidence interval {F1} (bootstrap over {Texts} texts)");

    Rendering IRenderable.ToRendering() => ToTable();

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
