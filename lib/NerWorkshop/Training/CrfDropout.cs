namespace NerWorkshop;

/// <summary>What a <see cref="CrfLearner"/> leaves out at random, so that it does not lean on little.</summary>
/// <param name="Features">Share of the features, each by itself.</param>
/// <param name="Words">Share of the words that count as unknown; see <see cref="TrainerOptions.WordDropout"/>.</param>
internal readonly record struct CrfDropout(double Features, double Words);
