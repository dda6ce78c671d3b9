namespace NerWorkshop;

/// <summary>How a sentence uses capitals, which tells how much a capital is worth in it.</summary>
internal enum SentenceCase : byte
{
    /// <summary>Capitals mark names and beginnings.</summary>
    Normal,

    /// <summary>There is no capital.</summary>
    Lower,

    /// <summary>Most words are all capitals.</summary>
    Upper,

    /// <summary>Most words begin with a capital, as in a headline.</summary>
    Title,
}
