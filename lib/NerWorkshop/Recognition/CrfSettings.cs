namespace NerWorkshop;

/// <summary>What a model has beside its weights.</summary>
/// <param name="RecallBias">Taken off the score of O when the best path is sought.</param>
/// <param name="Probabilities">How the probabilities it gives are scaled.</param>
/// <param name="UsesOtherMentions">Whether it has learned from other mentions of a word in the document.</param>
internal sealed record CrfSettings(float RecallBias, ProbabilityScale Probabilities, bool UsesOtherMentions)
{
    public static readonly CrfSettings Default = new(0, ProbabilityScale.None, UsesOtherMentions: false);
}
