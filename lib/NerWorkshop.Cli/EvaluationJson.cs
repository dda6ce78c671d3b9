using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop.Cli;

/// <summary>Scores as JSON, under spaCy's names as far as it has them.</summary>
internal static class EvaluationJson
{
    public static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static JsonObject Of(Score score) => new() { ["p"] = score.Precision, ["r"] = score.Recall, ["f"] = score.F1 };

    /// <summary>The ends of an interval; null for one that is not defined.</summary>
    public static JsonNode? Of(ConfidenceInterval interval) =>
        double.IsNaN(interval.Low) ? null : new JsonArray(interval.Low, interval.High);

    public static JsonObject Of(ErrorCounts counts) => new()
    {
        ["gold"] = counts.Gold,
        ["correct"] = counts.Correct,
        ["boundary"] = counts.Boundary,
        ["type"] = counts.Type,
        ["boundary_and_type"] = counts.BoundaryAndType,
        ["missed"] = counts.Missed,
        ["spurious"] = counts.Spurious,
    };

    public static JsonObject Of(MatchScore score) => new() { ["p"] = score.Precision, ["r"] = score.Recall, ["f"] = score.F1 };

    /// <summary>The entities of a document: text and label, in the order of the text.</summary>
    public static JsonArray Entities(Doc doc) => new([.. doc.Entities.Select(entity => new JsonObject
    {
        ["text"] = entity.Text,
        ["label"] = entity.Label,
    })]);

    public static JsonObject ByLabel<T>(IEnumerable<KeyValuePair<string, T>> values, Func<T, JsonNode?> json) =>
        new(values.Select(value => KeyValuePair.Create(value.Key, json(value.Value))));
}
