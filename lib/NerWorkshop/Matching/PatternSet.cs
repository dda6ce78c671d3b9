namespace NerWorkshop;

/// <summary>
/// Compiled patterns with an index of the words they may begin with, so that most words of a text cost one look into a
/// cache, however many patterns there are.
/// </summary>
internal sealed class PatternSet
{
    private readonly LexemeCache<CompiledPattern[]> _byWord = new(capacity: 1 << 14);
    private readonly Dictionary<(TokenAttribute, string), List<CompiledPattern>> _byLiteral = [];
    private readonly List<CompiledPattern> _others = [];
    private readonly TokenAttribute[] _literalAttributes;

    public PatternSet(IEnumerable<CompiledPattern> patterns)
    {
        foreach (CompiledPattern pattern in patterns)
        {
            if (pattern.FirstLiterals is not { } literals)
            {
                _others.Add(pattern);
                continue;
            }

            foreach (string value in literals.Values)
            {
                if (!_byLiteral.TryGetValue((literals.Attribute, value), out List<CompiledPattern>? alike))
                {
                    _byLiteral.Add((literals.Attribute, value), alike = []);
                }

                alike.Add(pattern);
            }
        }

        _literalAttributes = [.. _byLiteral.Keys.Select(key => key.Item1).Distinct()];
    }

    /// <summary>Adds all matches within some tokens of a document, in order of their first token.</summary>
    public void Match(Doc doc, int start, int end, List<PatternMatch> matches)
    {
        ReadOnlySpan<Lexeme> lexemes = doc.Lexemes;
        for (int i = start; i < end; i++)
        {
            Lexeme lexeme = lexemes[i];
            foreach (CompiledPattern pattern in _byWord.Find(lexeme) ?? _byWord.Set(lexeme, Candidates(lexeme)))
            {
                pattern.Match(doc, i, end, matches);
            }
        }
    }

    private CompiledPattern[] Candidates(Lexeme lexeme)
    {
        List<CompiledPattern>? candidates = null;
        foreach (TokenAttribute attribute in _literalAttributes)
        {
            if (_byLiteral.TryGetValue((attribute, TokenConstraint.TextOf(lexeme, attribute)), out List<CompiledPattern>? found))
            {
                Keep(found);
            }
        }

        Keep(_others);
        return candidates?.ToArray() ?? [];

        void Keep(List<CompiledPattern> patterns)
        {
            foreach (CompiledPattern pattern in patterns)
            {
                if (pattern.MayBeginWith(lexeme))
                {
                    (candidates ??= []).Add(pattern);
                }
            }
        }
    }
}
