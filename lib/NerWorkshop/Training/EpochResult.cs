namespace NerWorkshop;

/// <summary>How one epoch, one pass over all examples, went.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Loss">Sum over the examples of −log of the probability that the model gave to the right answer.</param>
/// <param name="Precision">Share of the entities found in the dev set that are right; null without a dev set.</param>
/// <param name="Recall">Share of the dev set's entities that are found; null without a dev set.</param>
/// <param name="F1">Harmonic mean of precision and recall; null without a dev set.</param>
public sealed record EpochResult(
    int Epoch, double Loss, double? Precision = null, double? Recall = null, double? F1 = null);
