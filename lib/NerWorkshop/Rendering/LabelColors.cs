namespace NerWorkshop;

/// <summary>
/// A colour for every label. Hues of our own, spread evenly in OKLCH at a lightness that carries dark text; the numeric
/// labels are muted because they are many and matter less.
/// </summary>
internal static class LabelColors
{
    private static readonly Dictionary<string, Rgb> Known = new(StringComparer.Ordinal)
    {
        ["PERSON"] = new(0xb9, 0xa9, 0xfe),
        ["NORP"] = new(0xdb, 0x93, 0xde),
        ["FAC"] = new(0x80, 0xc6, 0xc5),
        ["ORG"] = new(0x66, 0xda, 0xf4),
        ["GPE"] = new(0xfc, 0xc7, 0x71),
        ["LOC"] = new(0xfd, 0xa1, 0x6b),
        ["PRODUCT"] = new(0xac, 0xe0, 0x8f),
        ["EVENT"] = new(0xf2, 0xe5, 0x79),
        ["WORK_OF_ART"] = new(0xde, 0xc0, 0xf5),
        ["LAW"] = new(0xf7, 0x93, 0x9b),
        ["LANGUAGE"] = new(0xf7, 0xaf, 0xca),
        ["DATE"] = new(0xa0, 0xdd, 0xc7),
        ["TIME"] = new(0x89, 0xd6, 0xc4),
        ["PERCENT"] = new(0xd2, 0xda, 0xad),
        ["MONEY"] = new(0xc3, 0xd4, 0x91),
        ["QUANTITY"] = new(0xd2, 0xd0, 0xab),
        ["ORDINAL"] = new(0xd1, 0xca, 0xb9),
        ["CARDINAL"] = new(0xbb, 0xc5, 0xd1),
        ["IDEOLOGY"] = new(0xef, 0x8b, 0xc5),
        ["PLATFORM"] = new(0x7c, 0xb9, 0xf8),
        ["COMMUNITY"] = new(0x71, 0xdf, 0x9c),
        ["INCEL_PERSON"] = new(0xfb, 0xa9, 0x52),
        ["SLUR"] = new(0xf4, 0x7b, 0x74),
    };

    /// <summary>The labels that have a colour of their own.</summary>
    public static IReadOnlyCollection<string> KnownLabels => Known.Keys;

    /// <summary>The colour of a label; for one we do not know, a hue that depends on its name alone.</summary>
    public static Rgb For(string label) =>
        Known.TryGetValue(label, out Rgb color) ? color : Rgb.FromHsl(Hash(label) % 360, 0.65, 0.78);

    /// <summary>FNV-1a: string.GetHashCode differs from run to run.</summary>
    private static uint Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 16777619;
        }

        return hash;
    }
}
