namespace NerWorkshop;

/// <summary>A distinct word of the training text, and the rows of the features that depend on it alone.</summary>
internal sealed class TrainingWord(Lexeme? lexeme, WordTraits traits, bool ownIsCapital = false)
{
    public Lexeme? Lexeme { get; } = lexeme;

    public WordTraits Traits { get; } = traits;

    /// <summary>Whether it was written with a capital in the text, before a copy was put in lower case.</summary>
    public bool OwnIsCapital { get; } = ownIsCapital;

    /// <summary>The rows for each place it is seen from, as in <see cref="WordFeatures.Places"/>.</summary>
    public int[][] Rows { get; } = new int[WordFeatures.Places][];

    /// <summary>The rows it would have if it were unknown: those of what it has in common with other words.</summary>
    public int[][] UnknownRows { get; } = new int[WordFeatures.Places][];

    /// <summary>The row for being seen from nearby; −1 for none.</summary>
    public int Nearby { get; set; } = -1;

    /// <summary>How often it occurs.</summary>
    public int Occurrences { get; set; }
}
