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
    private RulerPatterns _patterns = new(TokenAttribute.Orth);

    /// <summary>Whether a match replaces the entities it overlaps; by default it gives way to them.</summary>
    public bool OverwriteEntities { get; init; }

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

    string ISavableComponent.Type => "entity_ruler";

    /// <summary>Adds phrases under a label.</summary>
    public void Add(string label, params IEnumerable<string> phrases) =>
        _patterns.Add([.. phrases.Select(phrase => new RulerPattern(label, phrase, null))]);

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
    public void Remove(string id) => _patterns.Remove(id);

    /// <summary>Removes all patterns.</summary>
    public void Clear() => _patterns.Clear();

    /// <inheritdoc/>
    public Doc Process(Doc doc)
    {
        IReadOnlyList<Span> matches = _patterns.Match(doc);
        return matches.Count == 0 ? doc : doc.WithEntities(Resolve(doc, matches));
    }

    /// <summary>Takes matches in order where no token of theirs is taken, by an earlier one or by an entity to be kept.</summary>
    private List<Span> Resolve(Doc doc, IReadOnlyList<Span> matches)
    {
        List<Span> entities = [.. doc.Entities];
        bool[] taken = new bool[doc.Count];
        foreach (Span match in matches)
        {
            bool isFree = !taken[match.Start] && !taken[match.End - 1];
            if (isFree && (OverwriteEntities || !OverlapsAny(doc.Entities, match)))
            {
                entities.RemoveAll(other => other.Overlaps(match));
                entities.Add(match);
                taken.AsSpan(match.Start, match.Count).Fill(true);
            }
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
        JsonFile.Write(
            Path.Combine(directory, RulerPatternFile.ConfigName),
            new JsonObject
            {
                ["overwrite"] = OverwriteEntities,
                ["phrase_matcher_attr"] = PhraseAttribute.ToString().ToUpperInvariant(),
            });
        Save(Path.Combine(directory, RulerPatternFile.Name));
    }

    /// <summary>Reads back what a pipeline saved.</summary>
    internal static EntityRuler LoadComponent(string directory)
    {
        JsonObject config = RulerPatternFile.ReadConfig(directory);
        var ruler = new EntityRuler
        {
            OverwriteEntities = (bool?)config["overwrite"] ?? false,
            PhraseAttribute = RulerPatternFile.PhraseAttributeOf(config, directory),
        };
        ruler.Load(Path.Combine(directory, RulerPatternFile.Name));
        return ruler;
    }
}
