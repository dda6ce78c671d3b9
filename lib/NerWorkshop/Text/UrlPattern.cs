namespace NerWorkshop;

/// <summary>
/// Recognizes a whole string as a URL the way spaCy's tokenizer does (after Diego Perini's validation pattern):
/// optional scheme and user, a public IP address or a host with a lower-case top-level domain, then optional port and
/// path. Written out by hand so that it runs in linear time and allocates nothing.
/// </summary>
internal static class UrlPattern
{
    public static bool IsMatch(ReadOnlySpan<char> text)
    {
        if (!text.Contains('.'))
        {
            return false;
        }

        if (MatchesFromUser(text))
        {
            return true;
        }

        int scheme = text.IndexOf("://");
        return scheme >= 2 && IsScheme(text[..scheme]) && MatchesFromUser(text[(scheme + 3)..]);
    }

    private static bool IsScheme(ReadOnlySpan<char> text)
    {
        for (int i = 0, width; i < text.Length; i += width)
        {
            int c = CodePoints.At(text, i, out width);
            if (!CodePoints.IsAlpha(c) && !CodePoints.IsNumber(c) && c is not ('_' or '+' or '-' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The host may begin at once or after any at sign.</summary>
    private static bool MatchesFromUser(ReadOnlySpan<char> text)
    {
        if (MatchesFromHost(text))
        {
            return true;
        }

        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] == '@' && MatchesFromHost(text[(i + 1)..]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MatchesFromHost(ReadOnlySpan<char> text) =>
        (PublicAddress(text) is var address && address > 0 && MatchesTail(text[address..])) || MatchesDomain(text);

    private static bool MatchesDomain(ReadOnlySpan<char> text)
    {
        int label = 0;
        while (true)
        {
            if (label > 0)
            {
                int tld = label;
                int letters = 0;
                while (tld < text.Length && IsTldLetter(text, tld, out int width))
                {
                    tld += width;
                    letters++;
                }

                if (letters is >= 2 and <= 63 && MatchesTail(text[tld..]))
                {
                    return true;
                }
            }

            int end = label;
            while (end < text.Length && (IsHostChar(text, end) || text[end] is '-' or '_'))
            {
                end++;
            }

            bool valid = end > label && end - label <= 64 && end < text.Length && text[end] == '.'
                && IsHostChar(text, label) && IsHostChar(text, end - 1);
            if (!valid)
            {
                return false;
            }

            label = end + 1;
        }
    }

    /// <summary>ASCII letters and digits, and U+00A1 to U+FFFF; code points beyond (surrogate pairs) are no part of a host.</summary>
    private static bool IsHostChar(ReadOnlySpan<char> text, int i)
    {
        char c = text[i];
        if (c < 0xA1)
        {
            return char.IsAsciiLetterOrDigit(c);
        }

        CodePoints.At(text, i, out int width);
        return width == 1 && !(char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(text[i - 1]));
    }

    private static bool IsTldLetter(ReadOnlySpan<char> text, int i, out int width) =>
        (CharClasses.Of(CodePoints.At(text, i, out width)) & CharClass.LowerLetter) != 0;

    /// <summary>Length of a dotted IP address that is neither private, local nor reserved; 0 if there is none.</summary>
    private static int PublicAddress(ReadOnlySpan<char> text)
    {
        Span<int> octets = stackalloc int[4];
        int at = 0;
        for (int n = 0; n < 4; n++)
        {
            int digits = 0;
            int value = 0;
            while (at + digits < text.Length && digits < 4 && char.IsAsciiDigit(text[at + digits]))
            {
                value = (value * 10) + (text[at + digits] - '0');
                digits++;
            }

            bool noLeadingZero = digits > 0 && text[at] != '0';
            bool fits = n switch
            {
                0 => noLeadingZero && value is >= 1 and <= 223,
                3 => noLeadingZero && value is >= 1 and <= 254,
                _ => digits is 1 or 2 || (digits == 3 && noLeadingZero && value <= 255),
            };
            if (!fits)
            {
                return 0;
            }

            octets[n] = value;
            at += digits;
            if (n < 3)
            {
                if (at == text.Length || text[at] != '.')
                {
                    return 0;
                }

                at++;
            }
        }

        bool isPrivate = octets[0] is 10 or 127 || (octets[0] == 169 && octets[1] == 254)
            || (octets[0] == 192 && octets[1] == 168) || (octets[0] == 172 && octets[1] is >= 16 and <= 31);
        return isPrivate ? 0 : at;
    }

    /// <summary>Nothing, or a port of two to five digits and a path, query or fragment.</summary>
    private static bool MatchesTail(ReadOnlySpan<char> text)
    {
        if (text.Length > 0 && text[0] == ':')
        {
            int digits = 1;
            while (digits < text.Length && char.IsDigit(text[digits]))
            {
                digits++;
            }

            if (digits is < 3 or > 6)
            {
                return false;
            }

            text = text[digits..];
        }

        return text.Length == 0 || text[0] is '/' or '?' or '#';
    }
}
