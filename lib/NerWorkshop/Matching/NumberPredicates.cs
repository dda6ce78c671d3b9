using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>Reads what a pattern asks of a number, such as <c>LENGTH</c>, or of a yes or no, which is 1 or 0.</summary>
internal static class NumberPredicates
{
    private static readonly string[] Names =
        ["==", "!=", ">=", "<=", ">", "<", "IN", "NOT_IN", "IS_SUBSET", "IS_SUPERSET", "INTERSECTS"];

    /// <param name="name">The attribute, for messages.</param>
    /// <param name="value">A value, or an object of predicates.</param>
    /// <param name="read">Reads one value.</param>
    /// <returns>A test that all of it holds.</returns>
    public static Func<int, bool> Read(string name, JsonNode? value, Func<string, JsonNode?, int> read)
    {
        if (value is not JsonObject predicates)
        {
            int wanted = read(name, value);
            return n => n == wanted;
        }

        List<Func<int, bool>> tests = [.. predicates.Select(p => ReadPredicate(name, p.Key, p.Value, read))];
        return n => tests.TrueForAll(test => test(n));
    }

    private static Func<int, bool> ReadPredicate(
        string name, string key, JsonNode? value, Func<string, JsonNode?, int> read)
    {
        string predicate = key.ToUpperInvariant();
        if (predicate is "IN" or "NOT_IN" or "IS_SUBSET" or "IS_SUPERSET" or "INTERSECTS")
        {
            HashSet<int> set = [.. PatternValue.AsList($"{name} {predicate}", value, read)];
            return predicate switch
            {
                "NOT_IN" => n => !set.Contains(n),
                "IS_SUPERSET" => n => set.Count == 0 || (set.Count == 1 && set.Contains(n)),
                _ => set.Contains,
            };
        }

        if (!Names.Contains(predicate))
        {
            throw new PatternException(
                $"{name} has no predicate '{key}'; did you mean {PatternValue.Nearest(predicate, Names)}?");
        }

        int limit = read($"{name} {predicate}", value);
        return predicate switch
        {
            "==" => n => n == limit,
            "!=" => n => n != limit,
            ">=" => n => n >= limit,
            "<=" => n => n <= limit,
            ">" => n => n > limit,
            _ => n => n < limit,
        };
    }
}
