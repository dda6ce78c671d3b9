namespace NerWorkshop;

/// <summary>What <see cref="Exercise.Check"/> says to an answer. In a notebook it shows itself.</summary>
/// <param name="outcome">How far the answer is.</param>
/// <param name="message">A hint, what is wrong, or praise.</param>
public sealed class Feedback(Outcome outcome, string message) : Rendering
{
    /// <summary>How far the answer is.</summary>
    public Outcome Outcome { get; } = outcome;

    /// <summary>A hint, what is wrong, or praise.</summary>
    public string Message { get; } = message;

    private string Heading => Outcome switch
    {
        Outcome.NotYet => "Not yet",
        Outcome.Wrong => "Not quite",
        _ => "Right",
    };

    // The sign and the heading say the same as the colour, for those who do not see it.
    private (string Sign, string Colour) Look => Outcome switch
    {
        Outcome.NotYet => ("…", "128,128,128"),
        Outcome.Wrong => ("✘", "217,119,6"),
        _ => ("✔", "22,163,74"),
    };

    /// <inheritdoc/>
    public override void WriteHtml(TextWriter writer)
    {
        (string sign, string colour) = Look;
        writer.Write($"<div role=\"status\" style=\"max-width:44em;margin:.5em 0;padding:.6em 1em;border-radius:.3em;");
        writer.Write($"border-left:.4em solid rgb({colour});background:rgba({colour},.12)\">");
        writer.Write($"<strong><span aria-hidden=\"true\">{sign}</span> {Heading}.</strong> {Html.Encode(Message)}</div>");
    }

    /// <inheritdoc/>
    public override void WriteText(TextWriter writer) => writer.Write($"{Heading}: {Message}");
}
