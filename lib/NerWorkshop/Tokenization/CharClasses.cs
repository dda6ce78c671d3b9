using System.Globalization;

namespace NerWorkshop;

/// <summary>
/// Looks up the <see cref="CharClass"/> of a code point. The sets are those of spaCy's rules, stated by script and
/// Unicode category rather than character by character.
/// </summary>
internal static class CharClasses
{
    private const string Punctuation = "…,:;!?¿؟¡()[]{}<>_#*&。？！，、；：～·।،۔؛٪";
    private const string Quotes = "'\"”“`‘´’‚,„»«「」『』（）〔〕【】《》\u2329\u232A\u3008\u3009⟦⟧";
    private const string Currencies = "$£€¥฿₽﷼₴₠₡₢₣₤₥₦₧₨₩₪₫₭₮₯₰₱₲₳₵₶₷₸₹₺₻₼₾₿";

    /// <summary>Scripts without case: a letter of theirs counts as lower and as upper case.</summary>
    private static readonly (int First, int Last)[] UncasedScripts =
    [
        (0x0591, 0x05F4), (0x0620, 0x064A), (0x066E, 0x06D5), (0x06E5, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08BD),
        (0x0900, 0x09FF), (0x0B80, 0x0CFF), (0x0D80, 0x0DFF), (0x1100, 0x137F), (0x2E80, 0x2FDF), (0x2FF0, 0x30FF),
        (0x31C0, 0x31EF), (0x3200, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0xFB1D, 0xFBB1),
        (0xFBD3, 0xFD3D), (0xFD50, 0xFDC7), (0xFDF0, 0xFDFB), (0xFE30, 0xFE4F), (0xFE70, 0xFEFC),
        (0x1EE00, 0x1EEBB), (0x1F200, 0x1F2FF), (0x20000, 0x2A6DF), (0x2A700, 0x2EBEF), (0x2F800, 0x2FA1F),
    ];

    /// <summary>Latin, Greek and Cyrillic, whose letters are lower or upper case by their Unicode category.</summary>
    private static readonly (int First, int Last)[] CasedScripts =
    [
        (0x41, 0x5A), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x1BF), (0x1C4, 0x2AF), (0x386, 0x386),
        (0x388, 0x38A), (0x38C, 0x38C), (0x38E, 0x38F), (0x391, 0x3A9), (0x3AC, 0x3AF), (0x3B1, 0x3C9),
        (0x3CC, 0x3CE), (0x400, 0x401), (0x403, 0x40A), (0x40C, 0x40D), (0x410, 0x451), (0x453, 0x45A),
        (0x45C, 0x45D), (0x490, 0x491), (0x496, 0x497), (0x4A2, 0x4A3), (0x4AE, 0x4AF), (0x4BA, 0x4BB),
        (0x4D8, 0x4D9), (0x4E8, 0x4E9), (0x1D00, 0x1D25), (0x1D6B, 0x1D77), (0x1D79, 0x1D9A), (0x1E00, 0x1EFF),
        (0x2C60, 0x2C7B), (0x2C7E, 0x2C7F), (0xA722, 0xA76F), (0xA771, 0xA787), (0xA78B, 0xA78E), (0xA790, 0xA7B9),
        (0xA7FA, 0xA7FA), (0xAB30, 0xAB5A), (0xAB60, 0xAB64), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A),
    ];

    /// <summary>Symbols that spaCy's list of icons leaves out: those newer than Unicode 11, and one sign of syllabics.</summary>
    private static readonly (int First, int Last)[] NotIcons =
    [
        (0x166D, 0x166D), (0x2427, 0x2429), (0x2B97, 0x2B97), (0x2BC9, 0x2BC9), (0x2BFF, 0x2BFF),
        (0x2E50, 0x2E51), (0x2FFC, 0x2FFF), (0x31E4, 0x31EF), (0x32FF, 0x32FF), (0xFD40, 0xFDCF),
        (0xFDFE, 0xFDFF), (0x1019C, 0x1019C), (0x11FD5, 0x11FF1), (0x1CC00, 0x1CFC3), (0x1D1E9, 0x1D1EA),
        (0x1E14F, 0x1E14F), (0x1ED2E, 0x1ED2E), (0x1F10D, 0x1F10F), (0x1F16C, 0x1F16F), (0x1F1AD, 0x1F1AD),
        (0x1F6D5, 0x1F6DF), (0x1F6FA, 0x1F6FC), (0x1F774, 0x1F77F), (0x1F7D9, 0x1F7F0), (0x1F8B0, 0x1F8C1),
        (0x1F90C, 0x1F90F), (0x1F93F, 0x1F93F), (0x1F971, 0x1F972), (0x1F977, 0x1F979), (0x1F97B, 0x1F97B),
        (0x1F9A3, 0x1F9AF), (0x1F9BA, 0x1F9BF), (0x1F9C3, 0x1F9CF), (0x1FA00, 0x1FA53), (0x1FA70, 0x1FBEF),
    ];

    private static readonly CharClass[] Bmp = BuildBmp();

    public static CharClass Of(int codePoint) => codePoint < 0x10000 ? Bmp[codePoint] : Classify(codePoint);

    private static CharClass[] BuildBmp()
    {
        var classes = new CharClass[0x10000];
        for (int c = 0; c < classes.Length; c++)
        {
            classes[c] = char.IsSurrogate((char)c) ? CharClass.None : Classify(c);
        }

        Add(Punctuation, CharClass.Punctuation);
        Add(Quotes, CharClass.Quote);
        Add(Currencies, CharClass.Currency);
        return classes;

        void Add(string characters, CharClass @class)
        {
            foreach (char c in characters)
            {
                classes[c] |= @class;
            }
        }
    }

    private static CharClass Classify(int codePoint)
    {
        UnicodeCategory category = CodePoints.Category(codePoint);
        CharClass icon = category == UnicodeCategory.OtherSymbol && !IsIn(NotIcons, codePoint)
            ? CharClass.Icon
            : CharClass.None;
        if (IsIn(UncasedScripts, codePoint))
        {
            return icon | CharClass.Letter | CharClass.LowerLetter | CharClass.UpperLetter;
        }

        if (!IsIn(CasedScripts, codePoint))
        {
            return icon;
        }

        return icon | CharClass.Letter
            | (category == UnicodeCategory.LowercaseLetter || codePoint == 'ʔ' ? CharClass.LowerLetter : 0)
            | (category == UnicodeCategory.UppercaseLetter || codePoint == 0x3A2 ? CharClass.UpperLetter : 0);
    }

    private static bool IsIn((int First, int Last)[] ranges, int codePoint)
    {
        int low = 0;
        int high = ranges.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (codePoint > ranges[middle].Last)
            {
                low = middle + 1;
            }
            else if (codePoint < ranges[middle].First)
            {
                high = middle - 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }
}
