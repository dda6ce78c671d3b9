namespace NerWorkshop;

/// <summary>Yes-or-no attributes of a word, with spaCy's meanings (<c>IS_ALPHA</c> is <see cref="IsAlpha"/>).</summary>
[Flags]
public enum TokenFlags
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>Letters only.</summary>
    IsAlpha = 1 << 0,

    /// <summary>ASCII characters only.</summary>
    IsAscii = 1 << 1,

    /// <summary>Digits only.</summary>
    IsDigit = 1 << 2,

    /// <summary>Lower case, with at least one cased letter.</summary>
    IsLower = 1 << 3,

    /// <summary>Upper case, with at least one cased letter.</summary>
    IsUpper = 1 << 4,

    /// <summary>Title case: upper-case letters only at the start of runs of letters.</summary>
    IsTitle = 1 << 5,

    /// <summary>Punctuation only.</summary>
    IsPunct = 1 << 6,

    /// <summary>White space only.</summary>
    IsSpace = 1 << 7,

    /// <summary>A round, square, curly or angle bracket.</summary>
    IsBracket = 1 << 8,

    /// <summary>A quotation mark.</summary>
    IsQuote = 1 << 9,

    /// <summary>An opening bracket or quotation mark.</summary>
    IsLeftPunct = 1 << 10,

    /// <summary>A closing bracket or quotation mark.</summary>
    IsRightPunct = 1 << 11,

    /// <summary>Currency signs only.</summary>
    IsCurrency = 1 << 12,

    /// <summary>A very frequent function word.</summary>
    IsStop = 1 << 13,

    /// <summary>A number in digits or words, also ordinal or fractional.</summary>
    LikeNum = 1 << 14,

    /// <summary>Looks like a web address.</summary>
    LikeUrl = 1 << 15,

    /// <summary>Looks like an e-mail address.</summary>
    LikeEmail = 1 << 16,
}
