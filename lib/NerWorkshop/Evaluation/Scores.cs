using System.Globalization;

namespace NerWorkshop;

/// <summary>
/// The scores of predicted entities, overall and by label. In a notebook they show themselves as a table.
/// </summary>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public sealed class Scores : IRenderable
{
    internal Scores(IReadOnlyDictionary<string, Score> byLabel)
    {
        ByLabel = byLabel;
        Overall = byLabel.Values.Aggregate(default(Score), (sum, score) => sum + score);
    }

    /// <summary>The score of all labels together: their counts added up (micro-average).</summary>
    public Score Overall { get; }

    /// <summary>The score of each label that occurs, in alphabetical order.</summary>
    public IReadOnlyDictionary<string, Score> ByLabel { get; }

    /// <inheritdoc cref="Score.Precision"/>
    public double Precision => Overall.Precision;

    /// <inheritdoc cref="Score.Recall"/>
    public double Recall => Overall.Recall;

    /// <inheritdoc cref="Score.F1"/>
    public double F1 => Overall.F1;

    /// <summary>A table with a row for each label and one for all of them.</summary>
    public Table ToTable() => Table.From(
        ByLabel.Append(KeyValuePair.Create("all", Overall)),
        ("Label", row => row.Key),
        ("Precision", row => row.Value.Precision),
        ("Recall", row => row.Value.Recall),
        ("F1", row => row.Value.F1),
        ("TP", row => row.Value.TruePositives),
        ("FP", row => row.Value.FalsePositives),
        ("FN", row => row.Value.FalseNegatives));

    /// <summary>The overall figures in one line.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture, $"precision {Precision:0.000}, recall {Recall:0.000}, F1 {F1:0.000}");

    Rendering IRenderable.ToRendering() => ToTable();
}
