using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>Takes values out of a pattern's JSON, and says what stands there instead of what is asked for.</summary>
internal static class PatternValue
{
    public static string AsString(string name, JsonNode? value) =>
        value is JsonValue scalar && scalar.TryGetValue(out string? text) ? text : throw Unfit(name, "a string", value);

    public static int AsInteger(string name, JsonNode? value) =>
        value is JsonValue scalar && scalar.TryGetValue(out int number) ? number : throw Unfit(name, "a whole number", value);

    /// <summary>A yes or no as a number: true is 1.</summary>
    public static int AsFlag(string name, JsonNode? value) => value switch
    {
        JsonValue scalar when scalar.TryGetValue(out bool flag) => flag ? 1 : 0,
        JsonValue scalar when scalar.TryGetValue(out int number) && number is 0 or 1 => number,
        _ => throw Unfit(name, "true or false", value),
    };

    /// <summary>The items of a list, each read in the same way.</summary>
    public static IReadOnlyList<T> AsList<T>(string name, JsonNode? value, Func<string, JsonNode?, T> read) =>
        value is JsonArray list ? [.. list.Select(item => read(name, item))] : throw Unfit(name, "a list", value);

    public static PatternException Unfit(string name, string wanted, JsonNode? value) => new(
        $"{name} takes {wanted}, not {(value is null ? "null" : value.ToJsonString(TokenPattern.Written))}");

    /// <summary>Of the names there are, the one that was probably meant.</summary>
    public static string Nearest(string name, IEnumerable<string> candidates) => candidates.MinBy(
        candidate => Enumerable.Range(0, 64).First(n => Levenshtein.IsWithin(name, candidate, n) || n == 63))!;
}
