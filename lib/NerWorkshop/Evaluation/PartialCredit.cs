namespace NerWorkshop;

/// <summary>
/// The four ways of SemEval-2013 task 9 (Segura-Bedmar, Martínez and Herrero-Zazo 2013) to score entities, of which
/// three forgive something. In a notebook they show themselves as a table.
/// </summary>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public sealed class PartialCredit : IRenderable
{
    internal PartialCredit(ErrorCounts counts)
    {
        int boundary = counts.Boundary;
        int type = counts.Type;
        int both = counts.BoundaryAndType;
        Strict = new MatchScore(counts.Correct, boundary + type + both, 0, counts.Missed, counts.Spurious);
        Exact = new MatchScore(counts.Correct + type, boundary + both, 0, counts.Missed, counts.Spurious);
        Partial = new MatchScore(counts.Correct + type, 0, boundary + both, counts.Missed, counts.Spurious);
        Type = new MatchScore(counts.Correct + boundary, type + both, 0, counts.Missed, counts.Spurious);
    }

    /// <summary>Why strict figures are the ones to report.</summary>
    public static string WhyStrict =>
        "Report the strict figures: half a name counts and links wrongly, other papers report strict ones too, and the "
        + "others rise without anything being found better as soon as a model marks longer stretches. Read them to see "
        + "how much of the loss lies in boundaries, and how much in labels.";

    /// <summary>Right is the exact text with the right label. These figures are the <see cref="Scorer"/>'s.</summary>
    public MatchScore Strict { get; }

    /// <summary>Right is the exact text, whatever its label.</summary>
    public MatchScore Exact { get; }

    /// <summary>Right is the exact text, whatever its label; an overlapping one counts half.</summary>
    public MatchScore Partial { get; }

    /// <summary>Right is the right label on a text that overlaps.</summary>
    public MatchScore Type { get; }

    /// <summary>A table with a row for each way.</summary>
    public Table ToTable() => Table.From(
        new[]
        {
            (Way: "strict", Meaning: "exact text and right label", Score: Strict),
            (Way: "exact", Meaning: "exact text, any label", Score: Exact),
            (Way: "partial", Meaning: "exact text, any label; an overlap counts half", Score: Partial),
            (Way: "type", Meaning: "right label, any overlap", Score: Type),
        },
        ("Match", row => row.Way),
        ("What is right", row => row.Meaning),
        ("Precision", row => row.Score.Precision),
        ("Recall", row => row.Score.Recall),
        ("F1", row => row.Score.F1));

    Rendering IRenderable.ToRendering() => ToTable();
}
