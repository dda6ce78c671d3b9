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
public sealed class EntityRuler : Ruler, ISavableComponent
{
    /// <summary>Whether a match replaces the entities it overlaps; by default it gives way to them.</summary>
    public bool OverwriteEntities { get; init; }

    string ISavableComponent.Type => "entity_ruler";

    /// <inheritdoc/>
    public Doc Process(Doc doc)
    {
        IReadOnlyList<Span> matches = Match(doc);
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

    void ISavableComponent.Save(string directory) =>
        SaveComponent(directory, new JsonObject { ["overwrite"] = OverwriteEntities });

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
