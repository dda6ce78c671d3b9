namespace NerWorkshop;

/// <summary>An entity that a person marked, the one predicted for it, or only one of the two.</summary>
/// <param name="Gold">The marked entity; null where the predicted one is spurious.</param>
/// <param name="Predicted">The predicted entity; null where the marked one was missed.</param>
/// <param name="Class">How the two stand to each other.</param>
public sealed record EntityPair(Span? Gold, Span? Predicted, ErrorClass Class)
{
    /// <summary>The text that the pair is about: as marked, or where nothing was marked, as predicted.</summary>
    public string Text => (Gold ?? Predicted)!.Text;

    /// <summary>Whether one of the two has the label.</summary>
    public bool Has(string label) => Gold?.Label == label || Predicted?.Label == label;

    /// <summary>What happened, in a line such as <c>type: 'US' GPE, predicted PERSON</c>.</summary>
    public override string ToString() => (Gold, Predicted) switch
    {
        ({ } gold, null) => $"{Class.Name()}: '{TerminalText.OneLine(gold.Text)}' {gold.Label}",
        (null, { } predicted) => $"{Class.Name()}: '{TerminalText.OneLine(predicted.Text)}' {predicted.Label}",
        ({ } gold, { } predicted) => $"{Class.Name()}: '{TerminalText.OneLine(gold.Text)}' {gold.Label}, predicted " + Class switch
        {
            ErrorClass.Boundary => $"'{TerminalText.OneLine(predicted.Text)}'",
            ErrorClass.BoundaryAndType => $"'{TerminalText.OneLine(predicted.Text)}' {predicted.Label}",
            _ => predicted.Label,
        },
        _ => Class.Name(),
    };
}
