namespace NerWorkshop;

/// <summary>How columns tag the tokens of entities. Reading tells the schemes by the tags.</summary>
internal enum ColumnScheme
{
    /// <summary>Four columns as in CoNLL-2003, tagged as <see cref="Bio"/>.</summary>
    Conll2003,

    /// <summary>IOB1: <c>I-</c>, and <c>B-</c> only where an entity follows one of the same label.</summary>
    Iob,

    /// <summary>IOB2: <c>B-</c> for the first token, <c>I-</c> for the others.</summary>
    Bio,

    /// <summary><c>B-</c>, <c>I-</c>, <c>L-</c> for the last token, <c>U-</c> for a single one.</summary>
    Biluo,

    /// <summary>The same with <c>E-</c> and <c>S-</c>.</summary>
    Bioes,
}
