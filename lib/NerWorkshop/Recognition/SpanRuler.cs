using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>
/// A component that sets a named group of spans by rules, as spaCy's <c>span_ruler</c>: all matches, also overlapping
/// and nested ones, which entities cannot be.
/// </summary>
/// <remarks>Processing is safe from many threads; adding patterns at the same time is not.</remarks>
public sealed class SpanRuler : ISavableComponent
{
    private RulerPatterns _patterns = new(TokenAttribute.Orth);

    /// <summary>The name of the group in <see cref="Doc.Spans"/>.</summary>
    public string SpansKey { get; init; } = "ruler";

    /// <summary>Whether the group replaces one of its name; otherwise the matches are added to it.</summary>
    public bool Overwrite { get; init; } = true;

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

    string ISavableComponent.Type => "span_ruler";

    /// <summary>Adds phrases under a label.</summary>
    public void Add(string label, params IEnumerable<string> phrases) =>
        _patterns.Add([.. phrases.Select(phrase => new RulerPattern(label, phrase, null))]);

    /// <summary>Adds a token pattern under a label.</summary>
    public void Add(string label, IReadOnlyList<TokenPattern> tokens, string id = "") =>
        _patterns.Add(new RulerPattern(label, null, tokens, id));

    /// <summary>Adds a pattern.</summary>
    /// <exception cref="PatternException">It is empty, or has both a phrase and tokens.</exception>
    public void Add(RulerPattern pattern) => _patterns.Add(pattern);

    /// <summary>Adds the patterns of a file: spaCy's JSON lines, or what <see cref="Compile"/> wrote.</summary>
    /// <exception cref="PatternException">A line cannot be used; the message names the file and the line. None is added.</exception>
    public void Load(string path) => _patterns.Load(path);

    /// <summary>Writes all patterns to a file that <see cref="Load"/> and spaCy read.</summary>
    public void Save(string path) => RulerPatternFile.Write(path, _patterns.All);

    /// <summary>Writes all patterns ready to use: a million phrases load in a second. <see cref="Load"/> reads it back.</summary>
    public void Compile(string path) => _patterns.Compile(path);

    /// <summary>Removes all patterns of an id.</summary>
    /// <exception cref="KeyNotFoundException">No pattern has it.</exception>
    public void Remove(string id) => _patterns.Remove(id);

    /// <summary>Removes all patterns.</summary>
    public void Clear() => _patterns.Clear();

    /// <inheritdoc/>
    public Doc Process(Doc doc)
    {
        IEnumerable<Span> before = !Overwrite && doc.Spans.TryGetValue(SpansKey, out IReadOnlyList<Span>? group) ? group : [];
        IEnumerable<Span> matches = _patterns.Match(doc).Distinct()
            .OrderBy(span => span.Start).ThenBy(span => span.End).ThenBy(span => span.Label, StringComparer.Ordinal);
        return doc.WithSpans(SpansKey, before.Concat(matches));
    }

    void ISavableComponent.Save(string directory)
    {
        JsonFile.Write(
            Path.Combine(directory, RulerPatternFile.ConfigName),
            new JsonObject
            {
                ["spans_key"] = SpansKey,
                ["overwrite"] = Overwrite,
                ["phrase_matcher_attr"] = PhraseAttribute.ToString().ToUpperInvariant(),
            });
        Save(Path.Combine(directory, RulerPatternFile.Name));
    }

    /// <summary>Reads back what a pipeline saved.</summary>
    internal static SpanRuler LoadComponent(string directory)
    {
        JsonObject config = RulerPatternFile.ReadConfig(directory);
        var ruler = new SpanRuler
        {
            SpansKey = (string?)config["spans_key"] ?? "ruler",
            Overwrite = (bool?)config["overwrite"] ?? true,
            PhraseAttribute = RulerPatternFile.PhraseAttributeOf(config, directory),
        };
        ruler.Load(Path.Combine(directory, RulerPatternFile.Name));
        return ruler;
    }
}
