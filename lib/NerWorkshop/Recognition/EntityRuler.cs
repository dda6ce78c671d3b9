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
public sealed class EntityRuler : Ruler, ISavableComponent
{
    /// <summary>Whether a match replaces the entities it overlaps; by default it gives way to them.</summary>
    public bool OverwriteEntities { get; init; }

    string ISavableComponent.Type => "entity_ruler";

    /// <inheritdoc/>
    public Doc Process(Doc doc) => SpanFilters.SetEntities(doc, Match(doc), OverwriteEntities);

    void ISavableComponent.Save(string directory) =>
        SaveComponent(directory, new Settings(OverwriteEntities, PhraseAttribute));

    /// <summary>Reads back what a pipeline saved.</summary>
    internal static EntityRuler LoadComponent(string directory)
    {
        Settings settings = JsonFile.ReadSettings<Settings>(directory);
        var ruler = new EntityRuler
        {
            OverwriteEntities = settings.Overwrite,
            PhraseAttribute = settings.PhraseMatcherAttr,
        };
        ruler.Load(Path.Combine(directory, RulerPatternFile.Name));
        return ruler;
    }

    private sealed record Settings(bool Overwrite, TokenAttribute PhraseMatcherAttr);
}
