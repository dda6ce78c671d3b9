using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>
/// A component that sets entities by rules: phrases and token patterns, as spaCy's <c>entity_ruler</c>. Of overlapping
/// matches the longest wins, then the first. Entities set before are kept, unless <see cref="OverwriteEntities"/>.
/// </summary>
/// <remarks>Processing is safe from many threads; adding patterns at the same time is not.</remarks>
/// <example><code>
/// var ruler = nlp.AddBefore("ner", new EntityRuler { PhraseAttribute = TokenAttribute.Lower });
/// ruler.Add("PLATFORM", "Tinder", "Reddit");
/// ruler.Add("IDEOLOGY", [T.Lower("red"), T.Lower("pill")]);
/// </code></example>
public sealed class EntityRuler : ISavableComponent
{
    private readonly List<RulerPattern> _patterns = [];
    private readonly Dictionary<string, (string Label, string Id)> _entityOf = new(StringComparer.Ordinal);
    private Matcher _matcher = new();
    private PhraseMatcher _phrases = new();

    /// <summary>Whether a match replaces the entities it overlaps; by default it gives way to them.</summary>
    public bool OverwriteEntities { get; init; }

    /// <summary>By which attribute phrases are compared: by default as written; Lower ignores case.</summary>
    public TokenAttribute PhraseAttribute
    {
        get;
        init
        {
            field = value;
            _phrases = new PhraseMatcher(value);
        }
    }

    /// <summary>All patterns in the order they were added.</summary>
    public IReadOnlyList<RulerPattern> Patterns => _patterns;

    /// <summary>Number of patterns.</summary>
    public int Count => _patterns.Count;

    /// <summary>The labels of all patterns, in alphabetical order.</summary>
    public IReadOnlyList<string> Labels => [.. _patterns.Select(p => p.Label).Distinct().Order(StringComparer.Ordinal)];

    string ISavableComponent.Type => "entity_ruler";

    /// <summary>Adds phrases under a label.</summary>
    public void Add(string label, params IEnumerable<string> phrases)
    {
        foreach (string phrase in phrases)
        {
            Add(new RulerPattern(label, phrase, null));
        }
    }

    /// <summary>Adds a token pattern under a label.</summary>
    public void Add(string label, IReadOnlyList<TokenPattern> tokens, string id = "") =>
        Add(new RulerPattern(label, null, tokens, id));

    /// <summary>Adds a pattern.</summary>
    /// <exception cref="PatternException">It is empty, or has both a phrase and tokens.</exception>
    public void Add(RulerPattern pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern.Label);
        string key = pattern.Id.Length == 0 ? pattern.Label : $"{pattern.Label}||{pattern.Id}";
        switch (pattern)
        {
            case { Phrase: { } phrase, Tokens: null }:
                _phrases.Add(key, phrase);
                break;
            case { Phrase: null, Tokens: { } tokens }:
                _matcher.Add(key, tokens);
                break;
            default:
                throw new PatternException($"{pattern.Label}: a pattern is either a phrase or a list of tokens.");
        }

        _entityOf.TryAdd(key, (pattern.Label, pattern.Id));
        _patterns.Add(pattern);
    }

    /// <summary>Adds the patterns of a file: spaCy's JSON lines, <c>{"label": …, "pattern": …, "id"?: …}</c>.</summary>
    /// <exception cref="PatternException">A line cannot be used; the message names the file and the line. None is added.</exception>
    public void Load(string path)
    {
        foreach (RulerPattern pattern in RulerPatternFile.Read(path))
        {
            Add(pattern);
        }
    }

    /// <summary>Writes all patterns to a file that <see cref="Load"/> and spaCy read.</summary>
    public void Save(string path) => RulerPatternFile.Write(path, _patterns);

    /// <summary>Whether a pattern gives entities of a label.</summary>
    public bool Contains(string label) => _patterns.Exists(pattern => pattern.Label == label);

    /// <summary>Removes all patterns of an id.</summary>
    /// <exception cref="KeyNotFoundException">No pattern has it.</exception>
    public void Remove(string id)
    {
        RulerPattern[] kept = [.. _patterns.Where(pattern => pattern.Id != id)];
        if (kept.Length == _patterns.Count || id.Length == 0)
        {
            throw new KeyNotFoundException($"No pattern has the id '{id}'.");
        }

        Clear();
        foreach (RulerPattern pattern in kept)
        {
            Add(pattern);
        }
    }

    /// <summary>Removes all patterns.</summary>
    public void Clear()
    {
        _patterns.Clear();
        _entityOf.Clear();
        _matcher = new Matcher();
        _phrases = new PhraseMatcher(PhraseAttribute);
    }

    /// <inheritdoc/>
    public Doc Process(Doc doc)
    {
        List<PatternMatch> matches = PatternMatch.Scratch();
        _matcher.Match(doc, 0, doc.Count, matches);
        int fromTokens = matches.Count;
        _phrases.Match(doc, 0, doc.Count, matches);
        if (matches.Count == 0)
        {
            return doc;
        }

        var found = new List<(PatternMatch Match, string Key)>(matches.Count);
        for (int i = 0; i < matches.Count; i++)
        {
            found.Add((matches[i], i < fromTokens ? _matcher.KeyOf(matches[i].Rule) : _phrases.KeyOf(matches[i].Rule)));
        }

        return doc.WithEntities(Resolve(doc, found));
    }

    private List<Span> Resolve(Doc doc, List<(PatternMatch Match, string Key)> found)
    {
        List<Span> entities = [.. doc.Entities];
        bool[] taken = new bool[doc.Count];
        foreach ((PatternMatch match, string key) in found
            .OrderByDescending(f => f.Match.End - f.Match.Start).ThenBy(f => f.Match.Start))
        {
            if (taken[match.Start] || taken[match.End - 1])
            {
                continue;
            }

            (string label, string id) = _entityOf[key];
            var entity = new Span(doc, match.Start, match.End, label, id);
            if (!OverwriteEntities && OverlapsAny(doc.Entities, entity))
            {
                continue;
            }

            entities.RemoveAll(other => other.Overlaps(entity));
            entities.Add(entity);
            taken.AsSpan(match.Start, match.End - match.Start).Fill(true);
        }

        return entities;
    }

    private static bool OverlapsAny(IReadOnlyList<Span> entities, Span span)
    {
        foreach (Span entity in entities)
        {
            if (entity.Overlaps(span))
            {
                return true;
            }
        }

        return false;
    }

    void ISavableComponent.Save(string directory)
    {
        var config = new JsonObject
        {
            ["overwrite"] = OverwriteEntities,
            ["phrase_matcher_attr"] = PhraseAttribute.ToString().ToUpperInvariant(),
        };
        File.WriteAllText(Path.Combine(directory, "config.json"), config.ToJsonString() + "\n");
        Save(Path.Combine(directory, "patterns.jsonl"));
    }

    /// <summary>Reads back what a pipeline saved.</summary>
    internal static EntityRuler LoadComponent(string directory)
    {
        string config = Path.Combine(directory, "config.json");
        JsonNode? settings = File.Exists(config) ? JsonFile.Read(config) : null;
        string attribute = settings?["phrase_matcher_attr"]?.GetValue<string>() ?? "ORTH";
        if (!Enum.TryParse(attribute, ignoreCase: true, out TokenAttribute phraseAttribute))
        {
            throw new InvalidDataException($"{config}: there is no attribute '{attribute}'.");
        }

        var ruler = new EntityRuler
        {
            OverwriteEntities = settings?["overwrite"]?.GetValue<bool>() ?? false,
            PhraseAttribute = phraseAttribute,
        };
        ruler.Load(Path.Combine(directory, "patterns.jsonl"));
        return ruler;
    }
}
