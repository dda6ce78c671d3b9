using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>
/// Reads what a pattern asks of an attribute of the user's own: a value, or predicates on it. As in Python, true is 1,
/// and a number is never equal to a text.
/// </summary>
internal static class ExtensionPredicates
{
    private static readonly string[] Names =
    [
        "==", "!=", ">=", "<=", ">", "<", "IN", "NOT_IN", "IS_SUBSET", "IS_SUPERSET", "INTERSECTS", "REGEX", "FUZZY",
    ];

    public static IEnumerable<Func<object?, bool>> Read(string name, JsonNode? value) => value is JsonObject predicates
        ? predicates.Select(predicate => ReadPredicate($"_.{name}", predicate.Key, predicate.Value)).ToList()
        : [Equal($"_.{name}", value)];

    private static Func<object?, bool> ReadPredicate(string name, string key, JsonNode? value)
    {
        string predicate = key.ToUpperInvariant();
        switch (predicate)
        {
            case "==":
                return Equal($"{name} ==", value);
            case "!=":
                Func<object?, bool> equal = Equal($"{name} !=", value);
                return actual => !equal(actual);
            case ">=" or "<=" or ">" or "<":
                object limit = AsScalar($"{name} {predicate}", value);
                return actual => Compare(actual, limit) is { } order && predicate switch
                {
                    ">=" => order >= 0,
                    "<=" => order <= 0,
                    ">" => order > 0,
                    _ => order < 0,
                };
            case "IN" or "NOT_IN" or "IS_SUBSET" or "IS_SUPERSET" or "INTERSECTS":
                HashSet<object> set = [.. PatternValue.AsList($"{name} {predicate}", value, AsScalar)];
                return predicate switch
                {
                    "IN" => actual => ToScalar(actual) is { } scalar && set.Contains(scalar),
                    "NOT_IN" => actual => ToScalar(actual) is { } scalar && !set.Contains(scalar),
                    "IS_SUBSET" => actual => ToSet(actual)?.IsSubsetOf(set) ?? false,
                    "IS_SUPERSET" => actual => ToSet(actual)?.IsSupersetOf(set) ?? false,
                    _ => actual => ToSet(actual)?.Overlaps(set) ?? false,
                };
            default:
                Func<string, bool>? test = TextPredicates.ReadTest(name, predicate, value);
                return test is not null
                    ? actual => actual is string text && test(text)
                    : throw new PatternException(
                        $"{name} has no predicate '{key}'; did you mean {PatternValue.Nearest(predicate, Names)}?");
        }
    }

    private static Func<object?, bool> Equal(string name, JsonNode? value)
    {
        object expected = AsScalar(name, value);
        return actual => expected.Equals(ToScalar(actual));
    }

    private static int? Compare(object? actual, object limit) => (ToScalar(actual), limit) switch
    {
        (double number, double to) => number.CompareTo(to),
        (string text, string to) => string.CompareOrdinal(text, to),
        _ => null,
    };

    private static HashSet<object>? ToSet(object? value)
    {
        if (value is not IEnumerable items || value is string)
        {
            return ToScalar(value) is { } single ? [single] : null;
        }

        var set = new HashSet<object>();
        foreach (object? item in items)
        {
            if (ToScalar(item) is not { } scalar)
            {
                return null;
            }

            set.Add(scalar);
        }

        return set;
    }

    /// <summary>A text, or any number, char, bool or enum in one form; null for all else.</summary>
    private static object? ToScalar(object? value) => value switch
    {
        string text => text,
        bool flag => flag ? 1.0 : 0.0,
        char c => c.ToString(),
        Enum name => name.ToString(),
        IConvertible number when number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal =>
            Convert.ToDouble(number, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static object AsScalar(string name, JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.True => 1.0,
        JsonValueKind.False => 0.0,
        JsonValueKind.Number => value.AsValue().TryGetValue(out double number) ? number : (double)value.GetValue<int>(),
        _ => throw PatternValue.Unfit(name, "a string, a number, true or false", value),
    };
}
