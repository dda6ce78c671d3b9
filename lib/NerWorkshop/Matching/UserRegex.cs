using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NerWorkshop;

/// <summary>
/// Regular expressions that people write, in .NET's spelling or in Python's, as spaCy's users do. None can take forever:
/// they run without backtracking where they allow it, and all have a time limit.
/// </summary>
internal static class UserRegex
{
    /// <summary>How long one search may take.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(1);

    /// <summary>An expression ready to use.</summary>
    /// <exception cref="PatternException">It is none; the message says why.</exception>
    public static Regex Compile(string pattern)
    {
        string translated = Translate(pattern);
        try
        {
            return new Regex(translated, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeLimit);
        }
        catch (NotSupportedException)
        {
            // Lookarounds and backreferences need backtracking.
            return new Regex(translated, RegexOptions.CultureInvariant, TimeLimit);
        }
        catch (ArgumentException e)
        {
            throw new PatternException($"'{pattern}' is not a regular expression: {e.Message}", e);
        }
    }

    /// <summary>
    /// What Python spells otherwise: <c>(?P&lt;name&gt;…)</c>, <c>(?P=name)</c>, <c>\Z</c>, <c>{,n}</c> and
    /// <c>\U0001F600</c>.
    /// </summary>
    private static string Translate(string pattern)
    {
        var ours = new StringBuilder(pattern.Length);
        bool isInClass = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            ReadOnlySpan<char> rest = pattern.AsSpan(i);
            if (rest is ['\\', 'U', ..] && rest.Length >= 10 && CodePointOf(rest[2..10]) is { } character)
            {
                ours.Append(isInClass ? character : $"(?:{character})");
                i += 9;
            }
            else if (rest is ['\\', _, ..])
            {
                ours.Append(rest is ['\\', 'Z', ..] ? "\\z" : rest[..2]);
                i++;
            }
            else if (isInClass || rest[0] == '[')
            {
                // A bracket that comes first in a class, or after its ^, stands for itself.
                int opening = isInClass ? 1 : rest is ['[', '^', ']', ..] ? 3 : rest is ['[', ']', ..] ? 2 : 1;
                ours.Append(rest[..opening]);
                isInClass = !isInClass || rest[0] != ']';
                i += opening - 1;
            }
            else if (rest.StartsWith("(?P<"))
            {
                ours.Append("(?<");
                i += 3;
            }
            else if (rest.StartsWith("(?P=") && rest.IndexOf(')') is > 4 and var end)
            {
                ours.Append("\\k<").Append(rest[4..end]).Append('>');
                i += end;
            }
            else if (rest is ['{', ',', >= '0' and <= '9', ..])
            {
                ours.Append("{0");
            }
            else
            {
                ours.Append(rest[0]);
            }
        }

        return ours.ToString();
    }

    private static string? CodePointOf(ReadOnlySpan<char> hex) =>
        int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
        && Rune.IsValid(value)
            ? new Rune(value).ToString()
            : null;
}
