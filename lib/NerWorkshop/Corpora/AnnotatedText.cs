using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>One record of a corpus: a text with the entities that somebody marked in it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Entities">
/// The entities as the file has them: in its order, and perhaps overlapping or within words.
/// </param>
public sealed record AnnotatedText(string Text, IReadOnlyList<TextEntity> Entities)
{
    private static readonly Dictionary<string, IReadOnlyList<TextEntity>> NoSpans = [];

    /// <summary>
    /// Number of the line in its file, from 1, or of the record where records are no lines; 0 if it is from none.
    /// </summary>
    public int Line { get; init; }

    /// <summary>Where it stands in its file, for messages: <c>line 12</c>, <c>task 3</c>, or a name.</summary>
    public string Place
    {
        get => field ?? FormattableString.Invariant($"line {Line}");
        init;
    }

    /// <summary>Whether the record says anything about entities, if only that there are none.</summary>
    public bool IsAnnotated { get; init; } = true;

    /// <summary>
    /// Whether it may be learned from and scored against: false where Prodigy's <c>answer</c> is reject or ignore, and
    /// where an annotation in Label Studio was cancelled.
    /// </summary>
    public bool IsAccepted { get; init; } = true;

    /// <summary>
    /// The text as the file cuts it into tokens; null where the file holds none. Its entities are not set.
    /// </summary>
    public Doc? Tokens { get; init; }

    /// <summary>Named groups of spans beside the entities, as in <see cref="Doc.Spans"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<TextEntity>> Spans { get; init; } = NoSpans;

    /// <summary>Every field of the record but <c>text</c>, <c>ents</c> and <c>tokens</c>, to be handed on.</summary>
    public JsonObject Fields { get; init; } = [];

    /// <summary>The fields without those that say again what the entities and spans say.</summary>
    internal IEnumerable<KeyValuePair<string, JsonNode?>> OtherFields =>
        Fields.Where(pair => !JsonLines.HoldsEntities(pair.Key, pair.Value));

    /// <summary>The same in lower case; every char stays one, so that the offsets hold.</summary>
    public AnnotatedText ToLower() => this with { Text = Text.ToLowerInvariant(), Tokens = null };
}
