namespace NerWorkshop;

/// <summary>
/// What rulers have in common: patterns, phrases as well as lists of tokens, each with a label and perhaps an id, which
/// come from C#, from spaCy's JSON lines, or from a compiled file.
/// </summary>
/// <remarks>Processing is safe from many threads; adding patterns at the same time is not.</remarks>
public abstract class Ruler
{
    private RulerPatterns _patterns = new(TokenAttribute.Orth);

    private protected Ruler()
    {
    }

    /// <summary>By which attribute phrases are compared: by default as written; Lower ignores case.</summary>
    public TokenAttribute PhraseAttribute
    {
        get => _patterns.PhraseAttribute;
        init => _patterns = new RulerPatterns(value);
    }

    /// <summary>All patterns: token patterns, then phrases, each in the order they were added.</summary>
    public IEnumerable<RulerPattern> Patterns => _patterns.All;

    /// <summary>Number of patterns.</summary>
    public int Count => _patterns.Count;

    /// <summary>The labels of all patterns, in alphabetical order.</summary>
    public IReadOnlyList<string> Labels => _patterns.Labels;

    /// <summary>The ids of all patterns, in alphabetical order.</summary>
    public IReadOnlyList<string> Ids => _patterns.Ids;

    /// <summary>Adds phrases under a label.</summary>
    public void Add(string label, params IEnumerable<string> phrases) =>
        _patterns.Add(phrases.Select(phrase => new RulerPattern(label, phrase, null)));

    /// <summary>Adds a token pattern under a label.</summary>
    public void Add(string label, IReadOnlyList<TokenPattern> tokens, string id = "") =>
        _patterns.Add(new RulerPattern(label, null, tokens, id));

    /// <summary>Adds a pattern.</summary>
    /// <exception cref="PatternException">It is empty, or has both a phrase and tokens.</exception>
    public void Add(RulerPattern pattern) => _patterns.Add(pattern);

    /// <summary>
    /// Adds the patterns of a file: spaCy's JSON lines, <c>{"label": …, "pattern": …, "id"?: …}</c>, or what
    /// <see cref="Compile"/> wrote.
    /// </summary>
    /// <exception cref="PatternException">A line cannot be used; the message names the file and the line. None is added.</exception>
    public void Load(string path) => _patterns.Load(path);

    /// <summary>Writes all patterns to a file that <see cref="Load"/> and spaCy read.</summary>
    public void Save(string path) => RulerPatternFile.Write(path, _patterns.All);

    /// <summary>Whether a pattern gives entities of a label.</summary>
    public bool Contains(string label) => _patterns.Contains(label);

    /// <summary>Writes all patterns ready to use: a million phrases load in a second. <see cref="Load"/> reads it back.</summary>
    public void Compile(string path) => _patterns.Compile(path);

    /// <summary>Removes all patterns of an id.</summary>
    /// <exception cref="KeyNotFoundException">No pattern has it.</exception>
    public void Remove(string id)
    {
        if (id.Length == 0 || !_patterns.Remove(pattern => pattern.Id == id))
        {
            throw new KeyNotFoundException($"No pattern has the id '{id}'. There are: {string.Join(", ", Ids)}.");
        }
    }

    /// <summary>Removes all patterns of a label.</summary>
    /// <exception cref="KeyNotFoundException">No pattern has it.</exception>
    public void RemoveLabel(string label)
    {
        if (!_patterns.Remove(pattern => pattern.Label == label))
        {
            throw new KeyNotFoundException($"No pattern has the label '{label}'. There are: {string.Join(", ", Labels)}.");
        }
    }

    /// <summary>Removes all patterns.</summary>
    public void Clear() => _patterns.Clear();

    /// <summary>All matches as labelled spans, in no particular order.</summary>
    private protected IReadOnlyList<Span> Match(Doc doc) => _patterns.Match(doc);

    /// <summary>Writes the patterns and the ruler's settings into a folder.</summary>
    private protected void SaveComponent<T>(string directory, T settings)
        where T : class
    {
        JsonFile.WriteSettings(directory, settings);
        Save(Path.Combine(directory, RulerPatternFile.Name));
    }
}
