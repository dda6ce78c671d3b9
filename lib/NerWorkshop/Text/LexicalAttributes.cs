using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace NerWorkshop;

/// <summary>How each attribute of a word is computed; the definitions are spaCy's for English.</summary>
internal static class LexicalAttributes
{
    private static readonly FrozenDictionary<string, string> Norms = NormsFrom(
        ("'", "’ ‘ ´ `"),
        ("'s", "'s 'S ’s ’S"),
        ("\"", "” “ '' `` ´´ „ » « ‘‘ ’’"),
        ("?", "？"), ("!", "！"), (",", "，"), (";", "；"), (":", "："), (".", "。 ।"),
        ("...", "…"),
        ("-", "— – -- --- ——"),
        ("$", "€ £ ¥ ฿ ₺ ₹ ৳ ₩ ₣ US$ C$ A$ Mex$ E£"));

    private static readonly FrozenSet<string> Brackets = Words("( ) [ ] { } < >");
    private static readonly FrozenSet<string> Quotes = Words("\" ' ` « » ‘ ’ ‚ ‛ “ ” „ ‟ ‹ › ❮ ❯ '' ``");
    private static readonly FrozenSet<string> LeftPunctuation = Words("( [ { < \" ' « ‘ ‚ ‛ “ „ ‟ ‹ ❮ ``");
    private static readonly FrozenSet<string> RightPunctuation = Words(") ] } > \" ' » ’ ” › ❯ ''");

    /// <summary>Number words that <c>LIKE_NUM</c> knows, cardinal and ordinal.</summary>
    private static readonly FrozenSet<string> NumberWords = Words(
        """
        zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million
        billion trillion quadrillion quintillion sextillion septillion octillion nonillion decillion gajillion
        bazillion
        first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth
        seventieth eightieth ninetieth hundredth thousandth millionth billionth trillionth quadrillionth
        quintillionth sextillionth septillionth octillionth nonillionth decillionth gajillionth bazillionth
        """);

    private static readonly FrozenSet<string> TopLevelDomains = Words(
        """
        com org edu gov net mil aero asia biz cat coop info int jobs mobi museum name pro tel travel xyz icu xxx
        ac ad ae af ag ai al am an ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by
        bz ca cc cd cf cg ch ci ck cl cm cn co cr cs cu cv cx cy cz dd de dj dk dm do dz ec ee eg eh er es et eu fi
        fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io
        iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh
        mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl
        pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sy sz tc td
        tf tg th tj tk tl tm tn to tp tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
        """);

    public static string Norm(string text, string lower) => Norms.TryGetValue(text, out string? norm) ? norm : lower;

    public static string Shape(string text)
    {
        if (CodePoints.Count(text) >= 100)
        {
            return "LONG";
        }

        var shape = new StringBuilder(text.Length);
        int last = -1;
        int run = 0;
        for (int i = 0, width; i < text.Length; i += width)
        {
            int c = CodePoints.At(text, i, out width);
            int mapped = CodePoints.IsAlpha(c) ? CodePoints.IsUpper(c) ? 'X' : 'x' : CodePoints.IsDigit(c) ? 'd' : c;
            run = mapped == last ? run + 1 : 0;
            last = mapped;
            if (run < 4)
            {
                shape.Append(mapped == c ? text.AsSpan(i, width) : [(char)mapped]);
            }
        }

        return shape.ToString();
    }

    public static string Prefix(string text)
    {
        if (text.Length == 0)
        {
            return "";
        }

        CodePoints.At(text, 0, out int first);
        return text[..first];
    }

    public static string Suffix(string text)
    {
        int start = text.Length;
        for (int n = 0; n < 3 && start > 0; n++)
        {
            CodePoints.Before(text, start, out int last);
            start -= last;
        }

        return text[start..];
    }

    public static TokenFlags Flags(string text, string lower)
    {
        if (text.Length == 0)
        {
            return TokenFlags.None;
        }

        TokenFlags flags = CharacterFlags(text);
        Set(TokenFlags.IsBracket, Brackets.Contains(text));
        Set(TokenFlags.IsQuote, Quotes.Contains(text));
        Set(TokenFlags.IsLeftPunct, LeftPunctuation.Contains(text));
        Set(TokenFlags.IsRightPunct, RightPunctuation.Contains(text));
        Set(TokenFlags.IsStop, StopWords.Contains(lower));
        Set(TokenFlags.LikeNum, LikeNumber(text, lower));
        Set(TokenFlags.LikeUrl, LikeUrl(text));
        Set(TokenFlags.LikeEmail, LikeEmail(text));
        return flags;

        void Set(TokenFlags flag, bool holds) => flags |= holds ? flag : 0;
    }

    /// <summary>The flags that ask the same of every character.</summary>
    private static TokenFlags CharacterFlags(string text)
    {
        var all = TokenFlags.IsAlpha | TokenFlags.IsAscii | TokenFlags.IsDigit | TokenFlags.IsLower
            | TokenFlags.IsUpper | TokenFlags.IsTitle | TokenFlags.IsPunct | TokenFlags.IsSpace
            | TokenFlags.IsCurrency;
        bool cased = false;
        bool afterCased = false;
        for (int i = 0, width; i < text.Length; i += width)
        {
            int c = CodePoints.At(text, i, out width);
            bool upper = CodePoints.IsUpper(c);
            bool lower = !upper && CodePoints.IsLower(c);
            bool title = !upper && !lower && CodePoints.IsTitlecase(c);
            TokenFlags no = TokenFlags.None;
            no |= CodePoints.IsAlpha(c) ? 0 : TokenFlags.IsAlpha;
            no |= c < 128 ? 0 : TokenFlags.IsAscii;
            no |= CodePoints.IsDigit(c) ? 0 : TokenFlags.IsDigit;
            no |= upper || title ? TokenFlags.IsLower : 0;
            no |= lower || title ? TokenFlags.IsUpper : 0;
            no |= (upper || title) && afterCased || lower && !afterCased ? TokenFlags.IsTitle : 0;
            no |= CodePoints.IsPunctuation(c) ? 0 : TokenFlags.IsPunct;
            no |= width == 1 && CodePoints.IsSpace((char)c) ? 0 : TokenFlags.IsSpace;
            no |= CodePoints.Category(c) == UnicodeCategory.CurrencySymbol ? 0 : TokenFlags.IsCurrency;
            all &= ~no;
            afterCased = upper || lower || title;
            cased |= afterCased;
        }

        return cased ? all : all & ~(TokenFlags.IsLower | TokenFlags.IsUpper | TokenFlags.IsTitle);
    }

    private static bool LikeNumber(string text, string lower)
    {
        if (text[0] is '+' or '-' or '±' or '~')
        {
            text = text[1..];
            lower = lower[1..];
        }

        if (lower.AsSpan().ContainsAny(',', '.'))
        {
            text = text.Replace(",", "").Replace(".", "");
            lower = lower.Replace(",", "").Replace(".", "");
        }

        return AreDigits(text) || IsFraction(text) || NumberWords.Contains(lower)
            || (lower.AsSpan() is [.. var digits, var a, var b] && AreDigits(digits)
                && (a, b) is ('s', 't') or ('n', 'd') or ('r', 'd') or ('t', 'h'));
    }

    private static bool IsFraction(ReadOnlySpan<char> text)
    {
        int slash = text.IndexOf('/');
        return slash >= 0 && AreDigits(text[..slash]) && AreDigits(text[(slash + 1)..]);
    }

    private static bool AreDigits(ReadOnlySpan<char> text)
    {
        for (int i = 0, width; i < text.Length; i += width)
        {
            if (!CodePoints.IsDigit(CodePoints.At(text, i, out width)))
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    private static bool LikeUrl(string text)
    {
        if (text.StartsWith("http://", StringComparison.Ordinal) || text.StartsWith("https://", StringComparison.Ordinal)
            || (text.StartsWith("www.", StringComparison.Ordinal) && text.Length >= 5))
        {
            return true;
        }

        int lastDot = text.LastIndexOf('.');
        if (lastDot < 0 || text[0] == '.' || text[^1] == '.' || text.Contains('@'))
        {
            return false;
        }

        ReadOnlySpan<char> tld = text.AsSpan(lastDot + 1);
        int colon = tld.IndexOf(':');
        tld = colon >= 0 ? tld[..colon] : tld;
        return tld.EndsWith("/")
            || TopLevelDomains.GetAlternateLookup<ReadOnlySpan<char>>().Contains(tld)
            || UrlPattern.IsMatch(text);
    }

    /// <summary>Some of [a-zA-Z0-9_.+-], an at sign, a label, a dot and at least one more character of a host.</summary>
    private static bool LikeEmail(string text)
    {
        int at = text.IndexOf('@');
        if (at <= 0 || text.AsSpan(0, at).ContainsAnyExcept(EmailUser))
        {
            return false;
        }

        int label = at + 1;
        while (label < text.Length && (char.IsAsciiLetterOrDigit(text[label]) || text[label] == '-'))
        {
            label++;
        }

        return label > at + 1 && label + 1 < text.Length && text[label] == '.'
            && (char.IsAsciiLetterOrDigit(text[label + 1]) || text[label + 1] is '-' or '.');
    }

    private static readonly SearchValues<char> EmailUser = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-");

    private static FrozenSet<string> Words(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, string> NormsFrom(params (string Norm, string Words)[] groups) =>
        groups.SelectMany(g => g.Words.Split(' ').Select(word => (word, g.Norm)))
            .ToFrozenDictionary(pair => pair.word, pair => pair.Norm, StringComparer.Ordinal);
}
