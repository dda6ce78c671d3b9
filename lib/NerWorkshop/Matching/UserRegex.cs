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
        string translated = PythonRegex.Translate(pattern);
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
}
