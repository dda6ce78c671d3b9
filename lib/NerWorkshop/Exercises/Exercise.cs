namespace NerWorkshop;

/// <summary>
/// Checks a learner's answer. A check is a list of conditions, each with the message to show where it holds; the first
/// one that holds decides, and an answer for which none holds is right.
/// </summary>
/// <remarks>
/// Conditions are asked in order and only as far as needed, so that a later one may rely on what an earlier one rules
/// out: <c>() =&gt; answer is null</c> first, <c>() =&gt; answer.Length &lt; 3</c> after it.
/// </remarks>
public static class Exercise
{
    /// <summary>Says how far an answer is. It never throws on an answer: a condition that does is reported as wrong.</summary>
    /// <param name="notYet">What tells that the learner has not begun, or is not through; each with a hint.</param>
    /// <param name="wrong">What tells a mistake; each with what exactly is wrong.</param>
    /// <param name="right">Praise for an answer with no mistake.</param>
    /// <returns>The feedback, which shows itself in a notebook.</returns>
    /// <exception cref="ArgumentException">There is no condition at all, so that every answer would be right.</exception>
    public static Feedback Check(
        IReadOnlyList<(Func<bool> When, string Message)> notYet,
        IReadOnlyList<(Func<bool> When, string Message)> wrong,
        string right)
    {
        ArgumentNullException.ThrowIfNull(notYet);
        ArgumentNullException.ThrowIfNull(wrong);
        if (notYet.Count + wrong.Count == 0)
        {
            throw new ArgumentException("A check needs at least one condition; without, every answer would be right.");
        }

        return FirstThatHolds(notYet, Outcome.NotYet)
            ?? FirstThatHolds(wrong, Outcome.Wrong)
            ?? new Feedback(Outcome.Right, right);
    }

    private static Feedback? FirstThatHolds(IReadOnlyList<(Func<bool> When, string Message)> conditions, Outcome outcome)
    {
        foreach ((Func<bool> when, string message) in conditions)
        {
            try
            {
                if (when())
                {
                    return new Feedback(outcome, message);
                }
            }
            catch (Exception error)
            {
                // A learner's half-done answer must get a sentence, not a stack trace.
                return new Feedback(
                    Outcome.Wrong,
                    $"The check could not look at your answer: {error.Message} "
                    + "Is one of the variables of the exercise null, or of another kind than before?");
            }
        }

        return null;
    }
}
