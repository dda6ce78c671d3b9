namespace NerWorkshop;

/// <summary>A pattern as a small automaton: its tokens in order, each once, at most once, or any number of times.</summary>
internal sealed class CompiledPattern
{
    private readonly Step[] _steps;
    private readonly bool _isFixed;

    /// <summary>How many steps are certain to be met where a pattern is tried: the first, if it asks for the word alone.</summary>
    private readonly int _certain;

    public CompiledPattern(int rule, IReadOnlyList<TokenPattern> tokens)
    {
        Rule = rule;
        _steps = [.. tokens.SelectMany((token, index) => Expand(token, index))];
        _isFixed = Array.TrueForAll(_steps, step => step.Kind == StepKind.Once);
        _certain = Array.TrueForAll(_steps[0].Constraints, constraint => constraint.IsLexical) ? 1 : 0;
    }

    internal enum StepKind
    {
        Once,
        AtMostOnce,
        AnyNumber,
    }

    /// <summary>Index of the rule it belongs to.</summary>
    public int Rule { get; }

    /// <summary>
    /// The attribute and values of which a match's first token must have one; null where that cannot be told from the
    /// pattern.
    /// </summary>
    public (TokenAttribute Attribute, IReadOnlyCollection<string> Values)? FirstLiterals =>
        _steps[0] is { Kind: StepKind.Once, IsNegated: false } first
            ? first.Constraints.Select(constraint => constraint.Literals).FirstOrDefault(literals => literals is not null)
            : null;

    /// <summary>Whether a match may begin with the word, as far as the word alone can tell.</summary>
    public bool MayBeginWith(Lexeme lexeme)
    {
        foreach (Step step in _steps)
        {
            if (step.MayMeet(lexeme))
            {
                return true;
            }

            if (step.Kind == StepKind.Once)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>
    /// Adds every match that begins at a token, which <see cref="MayBeginWith"/> has let pass, and ends before another;
    /// matches of no token do not count.
    /// </summary>
    public void Match(Doc doc, int start, int limit, List<PatternMatch> matches)
    {
        if (_isFixed)
        {
            MatchFixed(doc, start, limit, matches);
            return;
        }

        // The set of steps that may come next, moved on token by token: linear in the text, whatever the operators.
        int count = _steps.Length;
        Span<bool> active = count < 256 ? stackalloc bool[count + 1] : new bool[count + 1];
        Span<bool> next = count < 256 ? stackalloc bool[count + 1] : new bool[count + 1];
        active.Clear();
        active[0] = true;
        SkipOptional(active);
        for (int i = start; i < limit; i++)
        {
            next.Clear();
            bool any = false;
            for (int s = 0; s < count; s++)
            {
                if (active[s] && _steps[s].IsMet(doc, i))
                {
                    next[_steps[s].Kind == StepKind.AnyNumber ? s : s + 1] = true;
                    any = true;
                }
            }

            if (!any)
            {
                return;
            }

            SkipOptional(next);
            if (next[count])
            {
                matches.Add(new PatternMatch(Rule, start, i + 1));
            }

            Span<bool> last = active;
            active = next;
            next = last;
        }
    }

    /// <inheritdoc cref="PatternAlignment.Find"/>
    public (int[] Alignment, int Time)? Align(Doc doc, int start, int end, int limit) =>
        PatternAlignment.Find(_steps, doc, start, end, limit);

    private void MatchFixed(Doc doc, int start, int limit, List<PatternMatch> matches)
    {
        if (start + _steps.Length > limit)
        {
            return;
        }

        for (int s = _certain; s < _steps.Length; s++)
        {
            if (!_steps[s].IsMet(doc, start + s))
            {
                return;
            }
        }

        matches.Add(new PatternMatch(Rule, start, start + _steps.Length));
    }

    private void SkipOptional(Span<bool> active)
    {
        for (int s = 0; s < _steps.Length; s++)
        {
            active[s + 1] |= active[s] && _steps[s].Kind != StepKind.Once;
        }
    }

    private static IEnumerable<Step> Expand(TokenPattern token, int index)
    {
        Repetition repetition = token.Repetition;
        TokenConstraint[] constraints = [.. token.Constraints];
        for (int i = 0; i < repetition.Min; i++)
        {
            yield return new Step(StepKind.Once, repetition.IsNegated, constraints, index);
        }

        if (repetition.Max is not { } max)
        {
            yield return new Step(StepKind.AnyNumber, false, constraints, index);
            yield break;
        }

        for (int i = repetition.Min; i < max; i++)
        {
            yield return new Step(StepKind.AtMostOnce, false, constraints, index);
        }
    }

    internal sealed record Step(StepKind Kind, bool IsNegated, TokenConstraint[] Constraints, int TokenIndex)
    {
        public bool IsMet(Doc doc, int index)
        {
            foreach (TokenConstraint constraint in Constraints)
            {
                if (!constraint.Holds(doc, index))
                {
                    return IsNegated;
                }
            }

            return !IsNegated;
        }

        public bool MayMeet(Lexeme lexeme)
        {
            bool isCertain = true;
            foreach (TokenConstraint constraint in Constraints)
            {
                if (!constraint.IsLexical)
                {
                    isCertain = false;
                }
                else if (!constraint.HoldsFor(lexeme))
                {
                    return IsNegated;
                }
            }

            return !IsNegated || !isCertain;
        }
    }
}
