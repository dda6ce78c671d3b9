using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>
/// A component that sets a named group of spans by rules, as spaCy's <c>span_ruler</c>: all matches, also overlapping
/// and nested ones, which entities cannot be.
/// </summary>
/// <remarks>Processing is safe from many threads; adding patterns at the same time is not.</remarks>
public sealed class SpanRuler : Ruler, ISavableComponent
{
    /// <summary>The name of the group in <see cref="Doc.Spans"/>.</summary>
    public string SpansKey { get; init; } = "ruler";

    /// <summary>Whether the group replaces one of its name; otherwise the matches are added to it.</summary>
    public bool Overwrite { get; init; } = true;

    string ISavableComponent.Type => "span_ruler";

    /// <inheritdoc/>
    public Doc Process(Doc doc)
    {
        IEnumerable<Span> before = !Overwrite && doc.Spans.TryGetValue(SpansKey, out IReadOnlyList<Span>? group) ? group : [];
        IEnumerable<Span> matches = Match(doc).Distinct()
            .OrderBy(span => span.Start).ThenBy(span => span.End).ThenBy(span => span.Label, StringComparer.Ordinal);
        return doc.WithSpans(SpansKey, before.Concat(matches));
    }

    void ISavableComponent.Save(string directory) =>
        SaveComponent(directory, new JsonObject { ["spans_key"] = SpansKey, ["overwrite"] = Overwrite });

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
