using System.Text.RegularExpressions;

namespace NerWorkshop;

/// <summary>
/// What a word must be like: one of some words in lower case, of a form, or as one of some token patterns, none of
/// which asks where the word stands.
/// </summary>
internal sealed class TokenTest
{
    private static readonly TimeSpan FormTimeout = TimeSpan.FromSeconds(1);

    private readonly Regex[] _forms;
    private readonly TokenConstraint[][] _others;

    /// <param name="words">Words in lower case.</param>
    /// <param name="forms">Regular expressions for whole words in lower case, asked of words not all letters.</param>
    /// <param name="patterns">Token patterns.</param>
    /// <exception cref="PatternException">
    /// A form is no regular expression, or a pattern asks for more than the word.
    /// </exception>
    public TokenTest(IEnumerable<string> words, IEnumerable<string> forms, IEnumerable<TokenPattern> patterns)
    {
        List<(TokenAttribute, string)> literals = [.. words.Select(word => (TokenAttribute.Lower, word))];
        var others = new List<TokenConstraint[]>();
        foreach (TokenPattern pattern in patterns)
        {
            TokenConstraint[] constraints = [.. pattern.Constraints];
            if (!Array.TrueForAll(constraints, constraint => constraint.IsLexical) || pattern.Repetition.IsNegated)
            {
                throw new PatternException($"{pattern} asks for more than the word alone can tell");
            }

            if (constraints is [{ Literals: { } only }])
            {
                literals.AddRange(only.Values.Select(value => (only.Attribute, value)));
            }
            else
            {
                others.Add(constraints);
            }
        }

        Literals = literals;
        _forms = [.. forms.Select(ToRegex)];
        _others = [.. others];
    }

    /// <summary>Attributes with a value that are enough to pass.</summary>
    public IReadOnlyList<(TokenAttribute Attribute, string Value)> Literals { get; }

    /// <summary>Whether there are ways to pass besides <see cref="Literals"/>.</summary>
    public bool HasOthers => _forms.Length + _others.Length > 0;

    /// <summary>Whether a word passes in another way than by <see cref="Literals"/>.</summary>
    public bool HoldsOtherwise(Lexeme lexeme)
    {
        if (_forms.Length > 0 && !lexeme.Has(TokenFlags.IsAlpha))
        {
            foreach (Regex form in _forms)
            {
                if (form.IsMatch(lexeme.Lower))
                {
                    return true;
                }
            }
        }

        foreach (TokenConstraint[] constraints in _others)
        {
            if (HoldsAll(constraints, lexeme))
            {
                return true;
            }
        }

        return false;
    }

    private static Regex ToRegex(string form)
    {
        try
        {
            // Backtracking: a word is short, and an automaton takes a hundred times as long to make ready.
            return new Regex($"^(?:{form})\\z", RegexOptions.CultureInvariant, FormTimeout);
        }
        catch (ArgumentException e)
        {
            throw new PatternException($"'{form}' is not a regular expression: {e.Message}", e);
        }
    }

    private static bool HoldsAll(TokenConstraint[] constraints, Lexeme lexeme)
    {
        foreach (TokenConstraint constraint in constraints)
        {
            if (!constraint.HoldsFor(lexeme))
            {
                return false;
            }
        }

        return true;
    }
}
