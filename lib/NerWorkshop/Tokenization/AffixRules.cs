using System.Collections.Frozen;

namespace NerWorkshop;

/// <summary>
/// Where punctuation comes off a word: spaCy's prefix, suffix and infix rules for English, written out by hand instead
/// of as regular expressions so that each character is looked at a few times at most.
/// </summary>
internal static class AffixRules
{
    private const CharClass Marks = CharClass.Punctuation | CharClass.Quote | CharClass.Icon;

    /// <summary>Units that come off a number, by their last char, the longest first.</summary>
    private static readonly FrozenDictionary<char, string[]> Units =
        """
        km km² km³ m m² m³ dm dm² dm³ cm cm² cm³ mm mm² mm³ ha µm nm yd in ft kg g mg µg t lb oz m/s km/h kmh mph
        hPa Pa mbar mb MB kb KB gb GB tb TB T G M K %
        км км² км³ м м² м³ дм дм² дм³ см см² см³ мм мм² мм³ нм кг г мг м/с км/ч кПа Па мбар Кб КБ кб Мб МБ мб Гб ГБ
        гб Тб ТБ тбكم
        كم كم² كم³ م م² م³ سم سم² سم³ مم مم² مم³ غرام جرام جم كغ ملغ كوب اكواب
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .GroupBy(unit => unit[^1])
        .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(unit => unit.Length).ToArray());

    private static readonly string[] PrefixedDollars = ["US$", "C$", "A$"];

    /// <summary>Chars of the punctuation that comes off the front; 0 if none does.</summary>
    public static int PrefixLength(ReadOnlySpan<char> text)
    {
        char first = text[0];
        switch (first)
        {
            case '§' or '%' or '=' or '—' or '–':
                return 1;
            case '+':
                return text.Length > 1 && char.IsAsciiDigit(text[1]) ? 0 : 1;
            case '.':
                int dots = DotRun(text, 0);
                return dots >= 2 ? dots : 0;
            case 'U' or 'C' or 'A':
                return LongestAtStart(text, PrefixedDollars);
        }

        CharClass found = CharClasses.Of(CodePoints.At(text, 0, out int width));
        return (found & (Marks | CharClass.Currency)) != 0 ? width : 0;
    }

    /// <summary>Chars of the punctuation that comes off the end; 0 if none does. The rule that reaches furthest left wins.</summary>
    public static int SuffixLength(ReadOnlySpan<char> text)
    {
        if (text.Length == 0)
        {
            return 0;
        }

        int last = CodePoints.Before(text, text.Length, out int width);
        CharClass found = CharClasses.Of(last);
        int length = (found & Marks) != 0 || last is '—' or '–' ? width : 0;
        switch (last)
        {
            case '.':
                return FullStopLength(text);
            case '…':
                return text.EndsWith("……") ? 2 : 1;
            case 's' or 'S':
                length = text.Length > 1 && text[^2] is '\'' or '’' ? 2 : 0;
                break;
            case '+':
                length = text.Length > 1 && char.IsAsciiDigit(text[^2]) ? 1 : 0;
                break;
        }

        if ((found & CharClass.Currency) != 0)
        {
            length = Math.Max(length, AfterDigit(text, width));
            foreach (string currency in last == '$' ? PrefixedDollars : [])
            {
                length = Math.Max(length, text.EndsWith(currency) ? AfterDigit(text, currency.Length) : 0);
            }
        }

        return Math.Max(length, UnitLength(text));
    }

    /// <summary>The next split inside a word at or after <paramref name="from"/>; false if there is none.</summary>
    public static bool NextInfix(ReadOnlySpan<char> text, int from, out int start, out int length)
    {
        for (start = from; start < text.Length; start++)
        {
            length = InfixLength(text, start);
            if (length > 0)
            {
                return true;
            }
        }

        length = 0;
        return false;
    }

    private static int InfixLength(ReadOnlySpan<char> text, int at)
    {
        char c = text[at];
        if (c < 128)
        {
            return c switch
            {
                '.' => DotRun(text, at) is var dots && dots >= 2 ? dots : IsSentenceBreak(text, at) ? 1 : 0,
                ',' => LetterBefore(text, at) && LetterAfter(text, at + 1) ? 1 : 0,
                '-' => IsArithmetic(text, at) ? 1 : HyphenLength(text, at),
                '+' or '*' or '^' => IsArithmetic(text, at) ? 1 : 0,
                '~' => HyphenLength(text, at),
                ':' or '<' or '>' or '=' or '/' => WordBefore(text, at) && LetterAfter(text, at + 1) ? 1 : 0,
                _ => 0,
            };
        }

        if (c is '–' or '—')
        {
            return HyphenLength(text, at);
        }

        bool isSplit = c == '…'
            || ((CharClasses.Of(CodePoints.At(text, at, out int width)) & CharClass.Icon) != 0 && !char.IsLowSurrogate(c));
        if (!isSplit)
        {
            return 0;
        }

        CodePoints.At(text, at, out width);
        return width;
    }

    /// <summary>A full stop between a lower-case and an upper-case letter, quotes counting as either.</summary>
    private static bool IsSentenceBreak(ReadOnlySpan<char> text, int at) =>
        at > 0 && at + 1 < text.Length
        && (CharClasses.Of(CodePoints.Before(text, at, out _)) & (CharClass.LowerLetter | CharClass.Quote)) != 0
        && (CharClasses.Of(CodePoints.At(text, at + 1, out _)) & (CharClass.UpperLetter | CharClass.Quote)) != 0;

    private static bool IsArithmetic(ReadOnlySpan<char> text, int at) =>
        at > 0 && at + 1 < text.Length && char.IsAsciiDigit(text[at - 1])
        && (char.IsAsciiDigit(text[at + 1]) || text[at + 1] == '-');

    /// <summary>A dash of one to three hyphens, or one or two long dashes, with a word before and a letter after.</summary>
    private static int HyphenLength(ReadOnlySpan<char> text, int at)
    {
        if (!WordBefore(text, at))
        {
            return 0;
        }

        char dash = text[at];
        int longest = dash switch { '-' => 3, '—' => 2, _ => 1 };
        for (int n = 1; n <= longest && at + n <= text.Length && text[at + n - 1] == dash; n++)
        {
            if (LetterAfter(text, at + n))
            {
                return n;
            }
        }

        return 0;
    }

    private static bool LetterBefore(ReadOnlySpan<char> text, int at) =>
        at > 0 && (CharClasses.Of(CodePoints.Before(text, at, out _)) & CharClass.Letter) != 0;

    private static bool WordBefore(ReadOnlySpan<char> text, int at) =>
        at > 0 && (char.IsAsciiDigit(text[at - 1]) || LetterBefore(text, at));

    private static bool LetterAfter(ReadOnlySpan<char> text, int at) =>
        at < text.Length && (CharClasses.Of(CodePoints.At(text, at, out _)) & CharClass.Letter) != 0;

    private static int DotRun(ReadOnlySpan<char> text, int at)
    {
        int end = at;
        while (end < text.Length && text[end] == '.')
        {
            end++;
        }

        return end - at;
    }

    private static int FullStopLength(ReadOnlySpan<char> text)
    {
        int dots = 1;
        while (dots < text.Length && text[^(dots + 1)] == '.')
        {
            dots++;
        }

        if (dots >= 2)
        {
            return dots;
        }

        if (text.Length == 1)
        {
            return 0;
        }

        int before = CodePoints.Before(text, text.Length - 1, out int width);
        CharClass kind = CharClasses.Of(before);
        if ((kind & (CharClass.LowerLetter | CharClass.Punctuation | CharClass.Quote)) != 0
            || before is (>= '0' and <= '9') or '%' or '²' or '-' or '+' or '|')
        {
            return 1;
        }

        ReadOnlySpan<char> head = text[..(text.Length - 1 - width)];
        if (head.Length == 0)
        {
            return 0;
        }

        CharClass second = CharClasses.Of(CodePoints.Before(head, head.Length, out _));
        bool initials = (kind & second & CharClass.UpperLetter) != 0;
        return initials || (head[^1] == '°' && before is 'F' or 'C' or 'K') ? 1 : 0;
    }

    private static int UnitLength(ReadOnlySpan<char> text)
    {
        if (!Units.TryGetValue(text[^1], out string[]? units))
        {
            return 0;
        }

        foreach (string unit in units)
        {
            if (text.Length > unit.Length && char.IsAsciiDigit(text[^(unit.Length + 1)])
                && text.EndsWith(unit))
            {
                return unit.Length;
            }
        }

        return 0;
    }

    private static int AfterDigit(ReadOnlySpan<char> text, int length) =>
        text.Length > length && char.IsAsciiDigit(text[^(length + 1)]) ? length : 0;

    private static int LongestAtStart(ReadOnlySpan<char> text, string[] candidates)
    {
        foreach (string candidate in candidates)
        {
            if (text.StartsWith(candidate))
            {
                return candidate.Length;
            }
        }

        return 0;
    }
}
