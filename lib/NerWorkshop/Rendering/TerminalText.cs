using System.Globalization;
using System.Text;

namespace NerWorkshop;

/// <summary>Text for a terminal: without control sequences, and measured in columns.</summary>
internal static class TerminalText
{
    /// <summary>
    /// The text with control characters made visible, so that no text from outside steers the terminal.
    /// </summary>
    public static string Clean(string text) => text.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0
        && text.AsSpan().IndexOfAnyInRange('\x7f', '\x9f') < 0
            ? text
            : string.Create(text.Length, text, static (clean, text) =>
            {
                for (int i = 0; i < clean.Length; i++)
                {
                    clean[i] = text[i] switch
                    {
                        '\n' or '\t' => text[i],
                        '\r' when i + 1 < text.Length && text[i + 1] == '\n' => ' ',
                        < ' ' => (char)('\u2400' + text[i]),
                        '\x7f' => '\u2421',
                        > '\x7f' and <= '\x9f' => '\ufffd',
                        _ => text[i],
                    };
                }
            });

    /// <summary>The text on one line.</summary>
    public static string OneLine(string text) =>
        Clean(text.ReplaceLineEndings("↵").Replace('\t', ' '));

    /// <summary>Writes the title as a line of its own.</summary>
    /// <returns>What to write before the next line: nothing if there is no title.</returns>
    public static string WriteTitle(TextWriter writer, string? title)
    {
        if (string.IsNullOrEmpty(title))
        {
            return "";
        }

        writer.Write(OneLine(title));
        return writer.NewLine;
    }

    /// <summary>
    /// How many columns a text takes: two for wide characters and emoji, none for marks that join others.
    /// </summary>
    public static int Width(ReadOnlySpan<char> text)
    {
        int width = 0;
        while (text.Length > 0)
        {
            int length = StringInfo.GetNextTextElementLength(text);
            width += ElementWidth(text[..length]);
            text = text[length..];
        }

        return width;
    }

    /// <summary>The text, cut to so many columns and ending in … if it is longer.</summary>
    public static string Cut(string text, int columns)
    {
        if (text.Length <= columns && Width(text) <= columns)
        {
            return text;
        }

        int width = 0;
        int fits = 0;
        ReadOnlySpan<char> rest = text;
        for (int end = 0; rest.Length > 0;)
        {
            int length = StringInfo.GetNextTextElementLength(rest);
            width += ElementWidth(rest[..length]);
            if (width > columns)
            {
                return text[..fits] + "…";
            }

            end += length;
            fits = width < columns ? end : fits;
            rest = rest[length..];
        }

        return text;
    }

    /// <summary>The text filled up with spaces to so many columns.</summary>
    public static string Pad(string text, int columns, bool toTheRight)
    {
        string space = new(' ', Math.Max(0, columns - Width(text)));
        return toTheRight ? space + text : text + space;
    }

    private static int ElementWidth(ReadOnlySpan<char> element)
    {
        int width = 0;
        foreach (Rune rune in element.EnumerateRunes())
        {
            width = Math.Max(width, Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
                _ => IsWide(rune.Value) ? 2 : 1,
            });
        }

        return width;
    }

    /// <summary>East Asian Wide and Fullwidth of UAX #11, by blocks, with the emoji.</summary>
    private static bool IsWide(int value) => value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF)
        or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F)
        or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1F64F)
        or (>= 0x1F680 and <= 0x1F6FF) or (>= 0x1F900 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
}
