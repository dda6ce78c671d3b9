namespace NerWorkshop;

/// <summary>
/// A component that sets a named group of spans by rules, as spaCy's <c>span_ruler</c>: all matches, also overlapping
/// and nested ones, which entities cannot be. On request it sets entities as well, or instead.
/// </summary>
/// <remarks>Processing is safe from many threads; adding patterns at the same time is not.</remarks>
/// <example><code>
/// var ruler = nlp.Add(new SpanRuler { SpansKey = "names" });
/// ruler.Add("ORG", "University of New York");
/// ruler.Add("GPE", "New York");
/// foreach (Span span in nlp.Process(text).Spans["names"]) Console.WriteLine($"{span.Text} {span.Label}");
/// </code></example>
public sealed class SpanRuler : Ruler, ISavableComponent
{
    /// <summary>The name of the group in <see cref="Doc.Spans"/>; null for none, where only entities are wanted.</summary>
    public string? SpansKey { get; init; } = "ruler";

    /// <summary>Which spans the group keeps; by default all.</summary>
    public SpanFilter SpansFilter { get; init; }

    /// <summary>Whether the matches become entities too.</summary>
    public bool AnnotateEntities { get; init; }

    /// <summary>
    /// Which spans become entities: of overlapping ones by default the longest. Without a filter, overlapping ones are
    /// an error.
    /// </summary>
    public SpanFilter EntitiesFilter { get; init; } = SpanFilter.FirstLongest;

    /// <summary>
    /// Whether the group replaces one of its name, and the entities all there were; otherwise the matches are added to
    /// them.
    /// </summary>
    public bool Overwrite { get; init; } = true;

    string ISavableComponent.Type => "span_ruler";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Matches become entities and overlap: <see cref="EntitiesFilter"/> kept them.</exception>
    public Doc Process(Doc doc)
    {
        Span[] matches =
        [
            .. Match(doc).Distinct().OrderBy(span => span.Start).ThenBy(span => span.End)
                .ThenBy(span => span.Label, StringComparer.Ordinal),
        ];
        if (SpansKey is { } key)
        {
            IReadOnlyList<Span> before = !Overwrite && doc.Spans.TryGetValue(key, out IReadOnlyList<Span>? group) ? group : [];
            doc = doc.WithSpans(key, SpansFilter.Apply(doc, before, matches));
        }

        return AnnotateEntities
            ? doc.WithEntities(EntitiesFilter.Apply(doc, Overwrite ? [] : doc.Entities, matches))
            : doc;
    }

    void ISavableComponent.Save(string directory) => SaveComponent(
        directory, new Settings(SpansKey, SpansFilter, AnnotateEntities, EntitiesFilter, Overwrite, PhraseAttribute));

    /// <summary>Reads back what a pipeline saved.</summary>
    internal static SpanRuler LoadComponent(string directory)
    {
        Settings settings = JsonFile.ReadSettings<Settings>(directory);
        var ruler = new SpanRuler
        {
            SpansKey = settings.SpansKey,
            SpansFilter = settings.SpansFilter,
            AnnotateEntities = settings.AnnotateEnts,
            EntitiesFilter = settings.EntsFilter,
            Overwrite = settings.Overwrite,
            PhraseAttribute = settings.PhraseMatcherAttr,
        };
        ruler.Load(Path.Combine(directory, RulerPatternFile.Name));
        return ruler;
    }

    private sealed record Settings(
        string? SpansKey,
        SpanFilter SpansFilter,
        bool AnnotateEnts,
        SpanFilter EntsFilter,
        bool Overwrite,
        TokenAttribute PhraseMatcherAttr);
}
