namespace NerWorkshop;

/// <summary>The sets of characters that the tokenizer's rules speak of.</summary>
[Flags]
internal enum CharClass : byte
{
    None = 0,

    /// <summary>A letter of the scripts that spaCy's rules cover.</summary>
    Letter = 1,

    /// <summary>A lower-case letter, or a letter of a script without case.</summary>
    LowerLetter = 2,

    /// <summary>An upper-case letter, or a letter of a script without case.</summary>
    UpperLetter = 4,

    /// <summary>A pictograph or other symbol, emoji included.</summary>
    Icon = 8,

    /// <summary>Punctuation, brackets, and signs such as # and &amp;.</summary>
    Punctuation = 16,

    /// <summary>A quotation mark or CJK bracket.</summary>
    Quote = 32,

    /// <summary>A currency sign.</summary>
    Currency = 64,
}
