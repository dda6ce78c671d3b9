namespace NerWorkshop;

/// <summary>A distinct word of the training text.</summary>
/// <param name="lexeme">The word; none for the edges of sentences.</param>
/// <param name="traits">Its traits.</param>
/// <param name="ownIsCapital">Whether it was written with a capital in the text, before a copy was put in lower case.</param>
internal sealed class TrainingWord(Lexeme? lexeme, WordTraits traits, bool ownIsCapital = false)
{
    public Lexeme? Lexeme { get; } = lexeme;

    public WordTraits Traits { get; } = traits;

    public bool OwnIsCapital { get; } = ownIsCapital;

    /// <summary>How often it occurs.</summary>
    public int Occurrences { get; set; }
}
