using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>Reads what a pattern asks of an attribute of the user's own: a value, or predicates on it.</summary>
internal static class ExtensionPredicates
{
    public static IEnumerable<Func<object?, bool>> Read(string name, JsonNode? value) => value is JsonObject predicates
        ? predicates.Select(predicate => ReadPredicate(name, predicate.Key, predicate.Value)).ToList()
        : [Equal(value)];

    private static Func<object?, bool> ReadPredicate(string name, string key, JsonNode? value)
    {
        string predicate = key.ToUpperInvariant();
        switch (predicate)
        {
            case "==":
                return Equal(value);
            case "!=":
                Func<object?, bool> equal = Equal(value);
                return actual => !equal(actual);
            case ">=" or "<=" or ">" or "<":
                double limit = value is JsonValue number && number.TryGetValue(out double given)
                    ? given
                    : throw new PatternException($"_.{name} {predicate} takes a number, not {value?.ToJsonString() ?? "null"}");
                return actual => ToNumber(actual) is { } n && predicate switch
                {
                    ">=" => n >= limit,
                    "<=" => n <= limit,
                    ">" => n > limit,
                    _ => n < limit,
                };
            case "IN" or "NOT_IN" or "IS_SUBSET" or "IS_SUPERSET" or "INTERSECTS":
                HashSet<string> set = value is JsonArray list
                    ? [.. list.Select(ToText)]
                    : throw new PatternException($"_.{name} {predicate} takes a list, not {value?.ToJsonString() ?? "null"}");
                return predicate switch
                {
                    "IN" => actual => actual is not null && !IsList(actual) && set.Contains(ToText(actual)),
                    "NOT_IN" => actual => actual is not null && !IsList(actual) && !set.Contains(ToText(actual)),
                    "IS_SUBSET" => actual => ToSet(actual).IsSubsetOf(set),
                    "IS_SUPERSET" => actual => ToSet(actual).IsSupersetOf(set),
                    _ => actual => ToSet(actual).Overlaps(set),
                };
            default:
                Func<string, bool>? test = TokenPatternReader.ReadTextTest($"_.{name}", predicate, value);
                return test is not null
                    ? actual => actual is string text && test(text)
                    : throw new PatternException($"_.{name} has no predicate '{key}'");
        }
    }

    private static Func<object?, bool> Equal(JsonNode? value)
    {
        string expected = ToText(value);
        return actual => actual is not null && !IsList(actual) && ToText(actual) == expected;
    }

    private static bool IsList(object value) => value is IEnumerable and not string;

    private static HashSet<string> ToSet(object? value) => value switch
    {
        null => [],
        string text => [text],
        IEnumerable list => [.. list.Cast<object?>().Where(item => item is not null).Select(item => ToText(item!))],
        _ => [ToText(value)],
    };

    private static double? ToNumber(object? value) =>
        value is IConvertible and not string and not bool ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : null;

    private static string ToText(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string ToText(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value?.ToJsonString() ?? "null";
}
