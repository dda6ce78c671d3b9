namespace NerWorkshop;

/// <summary>A word with all that a model's weights say about it alone, summed up once.</summary>
/// <param name="Traits">Its traits.</param>
/// <param name="Sums">
/// One row of scores for each place it is seen from (see <see cref="WordFeatures.Places"/>), and one for nearby.
/// </param>
internal sealed record KnownWord(WordTraits Traits, short[] Sums);
