using System.Runtime.InteropServices;

namespace NerWorkshop;

/// <summary>
/// Finds many sequences at once: a deterministic automaton over words, of which only the states that texts lead to are
/// made (subset construction on demand). Words that pass the same tests are one symbol, so that a word costs one look
/// into a cache and a step costs one look into an array, however many sequences there are. After the last word comes
/// an empty one, by which a sequence can ask for the end of the text.
/// </summary>
/// <remarks>Safe from many threads.</remarks>
internal sealed class TokenAutomaton
{
    /// <summary>Bounds the work on endless repetitions such as a page of figures.</summary>
    private const int LongestMatch = 24;

    /// <summary>More states than this and all are forgotten, so that odd texts cannot fill the memory.</summary>
    private const int MostStates = 1 << 13;

    private static readonly State Dead = new([], []);

    private readonly TokenTest[] _tests;
    private readonly int[] _otherTests;
    private readonly Dictionary<(TokenAttribute, string), List<int>> _testsOfLiteral = [];
    private readonly TokenAttribute[] _literalAttributes;

    /// <summary>The steps of all sequences, one after the other; after each sequence one that accepts it.</summary>
    private readonly Step[] _steps;
    private readonly int[] _first;
    private readonly Func<IEnumerable<int>, int[]> _accepted;

    private readonly LexemeCache<Symbol> _symbolOf = new(capacity: 1 << 16);
    private readonly Dictionary<string, Symbol> _symbols = new(StringComparer.Ordinal);
    private readonly Symbol _end;
    private readonly Lock _lock = new();
    private Dictionary<string, State> _states = new(StringComparer.Ordinal);
    private State _start;

    [ThreadStatic]
    private static Symbol[]? _scratch;

    /// <param name="sequences">What to find; a match names its sequence by its number here.</param>
    /// <param name="accepted">Which of the sequences that end at one place are to be reported.</param>
    public TokenAutomaton(
        IEnumerable<IReadOnlyList<TestedToken>> sequences, Func<IEnumerable<int>, int[]>? accepted = null)
    {
        _accepted = accepted ?? (rules => [.. rules]);
        var tests = new Dictionary<TokenTest, int>();
        var steps = new List<Step>();
        var first = new List<int>();
        foreach (IReadOnlyList<TestedToken> sequence in sequences)
        {
            first.Add(steps.Count);
            foreach (TestedToken token in sequence)
            {
                if (!tests.TryGetValue(token.Test, out int test))
                {
                    tests.Add(token.Test, test = tests.Count);
                }

                Repetition repetition = token.Repetition;
                steps.AddRange(Enumerable.Repeat(new Step(test, false, false), repetition.Min));
                steps.AddRange(repetition.Max is { } max
                    ? Enumerable.Repeat(new Step(test, true, false), max - repetition.Min)
                    : [new Step(test, true, true)]);
            }

            steps.Add(new Step(~(first.Count - 1), false, false));
        }

        _tests = [.. tests.Keys];
        _steps = [.. steps];
        _first = [.. first];
        _otherTests = [.. Enumerable.Range(0, _tests.Length).Where(t => _tests[t].HasOthers)];
        for (int t = 0; t < _tests.Length; t++)
        {
            foreach ((TokenAttribute, string) literal in _tests[t].Literals)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_testsOfLiteral, literal, out _) ??= [];
                _testsOfLiteral[literal].Add(t);
            }
        }

        _literalAttributes = [.. _testsOfLiteral.Keys.Select(key => key.Item1).Distinct()];
        _start = MakeState(_first);
        _end = MakeSymbol(Lexeme.WithNorm("", ""));
    }

    /// <summary>Adds all matches in a document, in order of their first token.</summary>
    public void Match(Doc doc, List<PatternMatch> matches)
    {
        ReadOnlySpan<Lexeme> lexemes = doc.Lexemes;
        Symbol[] symbols = _scratch is { } scratch && scratch.Length > lexemes.Length
            ? scratch
            : _scratch = new Symbol[Math.Max(256, lexemes.Length + 1)];
        for (int i = 0; i < lexemes.Length; i++)
        {
            symbols[i] = _symbolOf.Find(lexemes[i]) ?? _symbolOf.Set(lexemes[i], MakeSymbol(lexemes[i]));
        }

        symbols[lexemes.Length] = _end;
        State start = Volatile.Read(ref _start);
        for (int i = 0; i < lexemes.Length; i++)
        {
            State state = start;
            int limit = Math.Min(lexemes.Length + 1, i + LongestMatch);
            for (int at = i; at < limit; at++)
            {
                Symbol symbol = symbols[at];
                State?[] next = Volatile.Read(ref state.Next);
                State? known = symbol.Index < next.Length ? Volatile.Read(ref next[symbol.Index]) : null;
                state = known ?? Follow(state, symbol);
                if (state == Dead)
                {
                    break;
                }

                foreach (int sequence in state.Accepts)
                {
                    matches.Add(new PatternMatch(sequence, i, at + 1));
                }
            }
        }
    }

    /// <summary>Which tests a word passes, as one object for all words alike.</summary>
    private Symbol MakeSymbol(Lexeme lexeme)
    {
        Span<char> passed = new char[(_tests.Length + 15) / 16];
        foreach (TokenAttribute attribute in _literalAttributes)
        {
            string value = TokenConstraint.TextOf(lexeme, attribute);
            foreach (int test in _testsOfLiteral.GetValueOrDefault((attribute, value)) ?? [])
            {
                passed[test / 16] |= (char)(1 << (test % 16));
            }
        }

        foreach (int test in _otherTests)
        {
            if (_tests[test].HoldsOtherwise(lexeme))
            {
                passed[test / 16] |= (char)(1 << (test % 16));
            }
        }

        string key = passed.ToString();
        lock (_lock)
        {
            if (!_symbols.TryGetValue(key, out Symbol? symbol))
            {
                _symbols.Add(key, symbol = new Symbol(_symbols.Count, key));
            }

            return symbol;
        }
    }

    /// <summary>Makes the state that a word leads to.</summary>
    private State Follow(State from, Symbol symbol)
    {
        var positions = new List<int>();
        foreach (int position in from.Positions)
        {
            Step step = _steps[position];
            if (symbol.Passes(step.Test))
            {
                positions.Add(step.Repeats ? position : position + 1);
            }
        }

        lock (_lock)
        {
            State to = positions.Count == 0 ? Dead : MakeState(positions);
            State?[] next = from.Next;
            if (symbol.Index >= next.Length)
            {
                Array.Resize(ref next, Math.Max(symbol.Index + 1, Math.Min(_symbols.Count, next.Length * 2)));
            }

            Volatile.Write(ref next[symbol.Index], to);
            Volatile.Write(ref from.Next, next);
            return to;
        }
    }

    private State MakeState(IEnumerable<int> positions)
    {
        var closed = new SortedSet<int>();
        foreach (int position in positions)
        {
            int at = position;
            while (closed.Add(at) && _steps[at].IsOptional)
            {
                at++;
            }
        }

        string key = new(MemoryMarshal.Cast<int, char>(closed.ToArray()));
        if (_states.TryGetValue(key, out State? known))
        {
            return known;
        }

        IEnumerable<int> ended = closed.Select(position => _steps[position].Test).Where(test => test < 0);
        var state = new State(
            [.. closed.Where(position => _steps[position].Test >= 0)], _accepted(ended.Select(test => ~test)));
        if (_states.Count >= MostStates)
        {
            _states = new Dictionary<string, State>(StringComparer.Ordinal);
            Volatile.Write(ref _start, MakeState(_first));
        }

        _states.Add(key, state);
        return state;
    }

    private readonly record struct Step(int Test, bool IsOptional, bool Repeats);

    private sealed class Symbol(int index, string passed)
    {
        public int Index { get; } = index;

        public bool Passes(int test) => (passed[test / 16] >> (test % 16) & 1) != 0;
    }

    private sealed class State(int[] positions, int[] accepts)
    {
        public readonly int[] Positions = positions;
        public readonly int[] Accepts = accepts;
        public State?[] Next = new State?[16];
    }
}
