namespace NerWorkshop;

/// <summary>A word with all that a model's weights say about it alone, summed up once.</summary>
/// <param name="Lexeme">The word; <c>null</c> for the edge of a sentence.</param>
/// <param name="Traits">Its traits.</param>
/// <param name="Sums">
/// One row of scores for each place it is seen from (see <see cref="WordFeatures.Places"/>), and one for nearby.
/// </param>
internal sealed record KnownWord(Lexeme? Lexeme, WordTraits Traits, short[] Sums);
