using System.Globalization;
using System.Text;

namespace NerWorkshop;

/// <summary>
/// Classification and case mapping of Unicode code points as Python's <c>str</c> methods do them, which spaCy's
/// attributes are defined by. A lone surrogate counts as a code point of its own, as in Python.
/// </summary>
internal static class CodePoints
{
    /// <summary>The code point that starts at <paramref name="index"/>, and how many chars it takes.</summary>
    public static int At(ReadOnlySpan<char> text, int index, out int length)
    {
        char c = text[index];
        if (char.IsHighSurrogate(c) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
        {
            length = 2;
            return char.ConvertToUtf32(c, text[index + 1]);
        }

        length = 1;
        return c;
    }

    /// <summary>The code point that ends just before <paramref name="end"/>, and how many chars it takes.</summary>
    public static int Before(ReadOnlySpan<char> text, int end, out int length)
    {
        char c = text[end - 1];
        if (char.IsLowSurrogate(c) && end >= 2 && char.IsHighSurrogate(text[end - 2]))
        {
            length = 2;
            return char.ConvertToUtf32(text[end - 2], c);
        }

        length = 1;
        return c;
    }

    public static int Count(ReadOnlySpan<char> text)
    {
        int count = text.Length;
        for (int i = 1; i < text.Length; i++)
        {
            if (char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1]))
            {
                count--;
            }
        }

        return count;
    }

    public static UnicodeCategory Category(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint);

    public static bool IsAlpha(int codePoint) => codePoint < 128
        ? char.IsAsciiLetter((char)codePoint)
        : Category(codePoint) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter;

    /// <summary>A digit, a fraction, a Roman numeral and the like.</summary>
    public static bool IsNumber(int codePoint) => Category(codePoint) is
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>Decimal digits, and the other characters with a digit value such as superscripts.</summary>
    public static bool IsDigit(int codePoint)
    {
        if (codePoint < 128)
        {
            return char.IsAsciiDigit((char)codePoint);
        }

        return codePoint <= 0xFFFF
            ? CharUnicodeInfo.GetDigitValue((char)codePoint) >= 0
            : CharUnicodeInfo.GetDigitValue(char.ConvertFromUtf32(codePoint), 0) >= 0;
    }

    public static bool IsSpace(char c) => c < 128
        ? c is ' ' or (>= '\t' and <= '\r') or (>= '\x1c' and <= '\x1f')
        : char.IsWhiteSpace(c);

    public static bool IsPunctuation(int codePoint) => Category(codePoint) is
        UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation
        or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation
        or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation;

    /// <summary>Unicode's derived property <c>Uppercase</c>: the letters, Roman numerals and circled letters.</summary>
    public static bool IsUpper(int codePoint) => codePoint < 128
        ? char.IsAsciiLetterUpper((char)codePoint)
        : Category(codePoint) == UnicodeCategory.UppercaseLetter
            || codePoint is (>= 0x2160 and <= 0x216F) or (>= 0x24B6 and <= 0x24CF) or (>= 0x1F130 and <= 0x1F149)
                or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);

    /// <summary>Unicode's derived property <c>Lowercase</c>: the letters and letter-like modifiers.</summary>
    public static bool IsLower(int codePoint) => codePoint < 128
        ? char.IsAsciiLetterLower((char)codePoint)
        : Category(codePoint) == UnicodeCategory.LowercaseLetter
            || codePoint is 0xAA or 0xBA or (>= 0x2B0 and <= 0x2B8) or 0x2C0 or 0x2C1 or (>= 0x2E0 and <= 0x2E4)
                or 0x345 or 0x37A or 0x10FC or (>= 0x1D2C and <= 0x1D6A) or 0x1D78 or (>= 0x1D9B and <= 0x1DBF)
                or 0x2071 or 0x207F or (>= 0x2090 and <= 0x209C) or (>= 0x2170 and <= 0x217F)
                or (>= 0x24D0 and <= 0x24E9) or 0x2C7C or 0x2C7D or 0xA69C or 0xA69D or 0xA770
                or (>= 0xA7F2 and <= 0xA7F4) or 0xA7F8 or 0xA7F9 or (>= 0xAB5C and <= 0xAB5F) or 0xAB69;

    public static bool IsTitlecase(int codePoint) =>
        codePoint >= 128 && Category(codePoint) == UnicodeCategory.TitlecaseLetter;

    /// <summary>
    /// Lower case with Unicode's full mapping: as the invariant culture, but İ becomes i with a dot above, and Σ at
    /// the end of a word becomes ς.
    /// </summary>
    public static string ToLower(string text)
    {
        int i = 0;
        while (i < text.Length && text[i] < 128 && !char.IsAsciiLetterUpper(text[i]))
        {
            i++;
        }

        if (i == text.Length)
        {
            return text;
        }

        string lower = text.AsSpan(i).ContainsAny('İ', 'Σ') ? ToLowerSpecial(text) : text.ToLowerInvariant();
        return lower == text ? text : lower;
    }

    private static string ToLowerSpecial(string text)
    {
        var lower = new StringBuilder(text.Length + 1);
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case 'İ':
                    lower.Append("i\u0307");
                    break;
                case 'Σ':
                    lower.Append(EndsWord(text, i) ? 'ς' : 'σ');
                    break;
                case var c when char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]):
                    lower.Append(text.Substring(i, 2).ToLowerInvariant());
                    i++;
                    break;
                default:
                    lower.Append(char.ToLowerInvariant(text[i]));
                    break;
            }
        }

        return lower.ToString();
    }

    /// <summary>Unicode's Final_Sigma: a cased letter before, none after, case-ignorable characters skipped.</summary>
    private static bool EndsWord(string text, int sigma)
    {
        int before = sigma - 1;
        while (before >= 0 && IsCaseIgnorable(text[before]))
        {
            before--;
        }

        int after = sigma + 1;
        while (after < text.Length && IsCaseIgnorable(text[after]))
        {
            after++;
        }

        return before >= 0 && IsCased(text[before]) && (after == text.Length || !IsCased(text[after]));
    }

    private static bool IsCased(char c) => IsUpper(c) || IsLower(c) || IsTitlecase(c);

    private static bool IsCaseIgnorable(char c) => c is '\'' or '.' or ':' or '^' or '`' or '·' or '’' or '‘' or '\u00AD'
        || Category(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;
}
