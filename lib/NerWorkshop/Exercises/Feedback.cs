using System.Net;

namespace NerWorkshop;

/// <summary>What <see cref="Exercise.Check"/> says to an answer. In a notebook it shows itself.</summary>
/// <param name="Outcome">How far the answer is.</param>
/// <param name="Message">A hint, what is wrong, or praise.</param>
public sealed record Feedback(Outcome Outcome, string Message)
{
    private string Heading => Outcome switch
    {
        Outcome.NotYet => "Not yet",
        Outcome.Wrong => "Not quite",
        _ => "Right",
    };

    // The sign and the heading say the same as the colour, for those who do not see it.
    private (string Sign, string Colour) Look => Outcome switch
    {
        Outcome.NotYet => ("…", "128, 128, 128"),
        Outcome.Wrong => ("✘", "217, 119, 6"),
        _ => ("✔", "22, 163, 74"),
    };

    /// <summary>The outcome and the message in one line.</summary>
    public override string ToString() => $"{Heading}: {Message}";

    internal string ToHtml()
    {
        (string sign, string colour) = Look;
        return $"""
            <div role="status" style="border-left: .4em solid rgb({colour}); background: rgba({colour}, .12); padding: .6em 1em; border-radius: .3em; max-width: 46em">
            <strong><span aria-hidden="true">{sign}</span> {Heading}.</strong> {WebUtility.HtmlEncode(Message)}
            </div>
            """;
    }
}
