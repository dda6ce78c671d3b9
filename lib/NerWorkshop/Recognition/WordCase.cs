namespace NerWorkshop;

/// <summary>How a word is capitalised.</summary>
internal enum WordCase : byte
{
    /// <summary>It has no cased letter.</summary>
    None,

    /// <summary>Small letters only.</summary>
    Lower,

    /// <summary>One capital, then small letters.</summary>
    Title,

    /// <summary>Two or more letters, all capitals.</summary>
    Upper,

    /// <summary>A single capital letter.</summary>
    Initial,

    /// <summary>Capitals within, as in <c>iPhone</c> or <c>McDonald</c>.</summary>
    Mixed,
}
