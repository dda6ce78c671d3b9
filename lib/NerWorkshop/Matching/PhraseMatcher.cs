namespace NerWorkshop;

/// <summary>
/// Finds phrases, also very many of them, by one attribute of their tokens, as spaCy's <c>PhraseMatcher</c> does. The
/// phrases share one tree of words, so that the time for a text hardly depends on how many there are.
/// </summary>
/// <remarks>Matching is safe from many threads; adding phrases at the same time is not.</remarks>
public sealed class PhraseMatcher
{
    private readonly TokenAttribute _attribute;
    private readonly Tokenizer _tokenizer;
    private WordTable _words = new();
    private PhraseTree _tree = new();

    /// <summary>The key of each rule; null for a removed one.</summary>
    private readonly List<string?> _keys = [];
    private readonly Dictionary<string, int> _ruleOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MatchCallback<PhraseMatcher>> _callbacks = new(StringComparer.Ordinal);
    private LexemeCache<object>? _wordOf;

    /// <summary>Makes an empty one.</summary>
    /// <param name="attribute">What is compared: by default the text as written; Lower ignores case.</param>
    /// <param name="tokenizer">Cuts the phrases; English by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The attribute is not one of the word alone, such as Lower.</exception>
    public PhraseMatcher(TokenAttribute attribute = TokenAttribute.Orth, Tokenizer? tokenizer = null)
    {
        if (!TokenConstraint.IsLexicalText(attribute))
        {
            throw new ArgumentOutOfRangeException(
                nameof(attribute), $"Phrases are compared by Orth, Lower, Norm, Shape, Prefix or Suffix, not {attribute}.");
        }

        _attribute = attribute;
        _tokenizer = tokenizer ?? Tokenizer.English;
    }

    /// <summary>Number of keys.</summary>
    public int Count => _ruleOf.Count;

    /// <summary>The keys in the order they were first added.</summary>
    public IReadOnlyList<string> Keys => [.. _keys.OfType<string>()];

    /// <summary>Adds phrases under a key.</summary>
    public void Add(string key, params IEnumerable<string> phrases)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        int rule = RuleOf(key);
        foreach (string phrase in phrases)
        {
            Add(rule, Cut(phrase));
        }
    }

    /// <summary>Sets what is called for each match of a key, once all matches of a document are known.</summary>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    public void OnMatch(string key, MatchCallback<PhraseMatcher> callback) =>
        _callbacks[Contains(key) ? key : throw NoSuchKey(key)] = callback;

    /// <summary>Removes a key with all its phrases.</summary>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    public void Remove(string key)
    {
        if (!_ruleOf.Remove(key, out int rule))
        {
            throw NoSuchKey(key);
        }

        _keys[rule] = null;
        _callbacks.Remove(key);
        _tree.RemoveRule(rule);
    }

    /// <summary>All matches as spans labelled with their key, in order of their first and last token.</summary>
    public IReadOnlyList<Span> Match(Doc doc) => Match(doc, 0, doc.Count);

    /// <summary>All matches that lie within a span, as spans of its document.</summary>
    public IReadOnlyList<Span> Match(Span span) => Match(span.Doc, span.Start, span.End);

    /// <summary>Whether there are phrases under a key.</summary>
    public bool Contains(string key) => _ruleOf.ContainsKey(key);

    private IReadOnlyList<Span> Match(Doc doc, int start, int end)
    {
        List<PatternMatch> matches = PatternMatch.Scratch();
        Match(doc, start, end, matches);
        if (matches.Count == 0)
        {
            return [];
        }

        Span[] spans = [.. matches.Select(match => new Span(doc, match.Start, match.End, KeyOf(match.Rule)))];
        for (int i = 0; i < spans.Length && _callbacks.Count > 0; i++)
        {
            _callbacks.GetValueOrDefault(spans[i].Label)?.Invoke(this, doc, i, spans);
        }

        return spans;
    }

    internal void Match(Doc doc, int first, int end, List<PatternMatch> matches)
    {
        if (_tree.IsEmpty)
        {
            return;
        }

        LexemeCache<object> wordOf = _wordOf ??= new LexemeCache<object>(capacity: 1 << 14);
        ReadOnlySpan<Lexeme> lexemes = doc.Lexemes;
        for (int start = first; start < end; start++)
        {
            int node = PhraseTree.Root;
            for (int i = start; i < end; i++)
            {
                int word = WordOf(lexemes[i], wordOf);
                node = word < 0 ? -1 : _tree.Child(node, word);
                if (node < 0)
                {
                    break;
                }

                _tree.AddMatches(node, start, i + 1, matches);
            }
        }
    }

    /// <summary>The number of a key, a new one where it has none.</summary>
    internal int RuleOf(string key)
    {
        if (!_ruleOf.TryGetValue(key, out int rule))
        {
            _ruleOf.Add(key, rule = _keys.Count);
            _keys.Add(key);
        }

        return rule;
    }

    internal void Write(ArrayWriter writer)
    {
        _words.Write(writer);
        _tree.Write(writer);
    }

    /// <summary>Reads back the phrases of an empty matcher; its keys have been added already.</summary>
    /// <exception cref="InvalidDataException">The arrays do not fit together.</exception>
    internal void Read(ArrayReader reader)
    {
        _words = WordTable.Read(reader);
        _tree = PhraseTree.Read(reader, _keys.Count);
        _wordOf = null;
    }

    internal string KeyOf(int rule) => _keys[rule]!;

    /// <summary>The words of a phrase as they are compared; safe from many threads.</summary>
    internal string[] Cut(string phrase)
    {
        ReadOnlySpan<Lexeme> lexemes = _tokenizer.Tokenize(phrase).Lexemes;
        string[] words = new string[lexemes.Length];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = TokenConstraint.TextOf(lexemes[i], _attribute);
        }

        return words;
    }

    internal void Add(int rule, string[] words)
    {
        if (words.Length == 0)
        {
            return;
        }

        int node = PhraseTree.Root;
        foreach (string word in words)
        {
            node = _tree.AddChild(node, _words.Add(word));
        }

        _tree.AddRule(node, rule);
        _wordOf = null;
    }

    private KeyNotFoundException NoSuchKey(string key) =>
        new($"There is no key '{key}'. The keys are: {string.Join(", ", Keys)}.");

    /// <summary>The number of a word, or -1 if no phrase has it.</summary>
    private int WordOf(Lexeme lexeme, LexemeCache<object> seen)
    {
        object number = seen.Find(lexeme) ?? seen.Set(
            lexeme, _words.Find(TokenConstraint.TextOf(lexeme, _attribute)));
        return (int)number;
    }
}
