using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NerWorkshop;

/// <summary>Reads what a pattern asks of a text attribute: a value, or predicates on it.</summary>
internal static class TextPredicates
{
    private static readonly string[] Names =
        ["IN", "NOT_IN", "IS_SUBSET", "IS_SUPERSET", "INTERSECTS", "REGEX", "FUZZY", "==", "!="];

    /// <param name="name">The attribute's key, for messages.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="value">A value, or an object of predicates.</param>
    public static IEnumerable<TokenConstraint> Read(string name, TokenAttribute attribute, JsonNode? value)
    {
        Func<string, JsonNode?, string> read = attribute == TokenAttribute.EntityIob ? AsIob : PatternValue.AsString;
        return value is JsonObject predicates
            ? predicates.Select(p => ReadPredicate(name, attribute, p.Key, p.Value, read)).ToList()
            : [new TextConstraint(attribute, [read(name, value)], isAllowed: true)];
    }

    /// <summary>The test of a text by REGEX or FUZZY; null where the predicate is another one.</summary>
    public static Func<string, bool>? ReadTest(string name, string predicate, JsonNode? value)
    {
        if (predicate == "REGEX")
        {
            return ReadTest(name, predicate, value, ToRegexTest);
        }

        bool isFuzzy = predicate.StartsWith("FUZZY", StringComparison.Ordinal)
            && (predicate.Length == 5 || (predicate.Length == 6 && predicate[5] is >= '1' and <= '9'));
        int? limit = isFuzzy && predicate.Length == 6 ? predicate[5] - '0' : null;
        return isFuzzy ? ReadTest(name, predicate, value, word => ToFuzzyTest(word, limit)) : null;
    }

    private static TokenConstraint ReadPredicate(
        string name, TokenAttribute attribute, string key, JsonNode? value, Func<string, JsonNode?, string> read)
    {
        string predicate = key.ToUpperInvariant();
        string full = $"{name} {predicate}";
        switch (predicate)
        {
            case "IN" or "INTERSECTS" or "IS_SUBSET":
                return new TextConstraint(attribute, PatternValue.AsList(full, value, read), isAllowed: true);
            case "NOT_IN":
                return new TextConstraint(attribute, PatternValue.AsList(full, value, read), isAllowed: false);
            case "IS_SUPERSET":
                // One value holds a set only if the set has no other.
                HashSet<string> set = [.. PatternValue.AsList(full, value, read)];
                return set.Count == 0
                    ? new PredicateConstraint(attribute, static _ => true)
                    : new TextConstraint(attribute, set.Count == 1 ? set : [], isAllowed: true);
            case "==":
                return new TextConstraint(attribute, [read(full, value)], isAllowed: true);
            case "!=":
                return new TextConstraint(attribute, [read(full, value)], isAllowed: false);
        }

        return ReadTest(name, predicate, value) is { } test
            ? new PredicateConstraint(attribute, test)
            : throw new PatternException(
                $"{name} has no predicate '{key}'; did you mean {PatternValue.Nearest(predicate, Names)}?");
    }

    /// <summary>A test of one value, or of several under IN and NOT_IN.</summary>
    private static Func<string, bool> ReadTest(
        string name, string predicate, JsonNode? value, Func<string, Func<string, bool>> toTest)
    {
        if (value is not JsonObject inner)
        {
            return toTest(PatternValue.AsString($"{name} {predicate}", value));
        }

        List<Func<string, bool>> all = [];
        foreach ((string key, JsonNode? values) in inner)
        {
            bool isIn = key.Equals("IN", StringComparison.OrdinalIgnoreCase);
            if (!isIn && !key.Equals("NOT_IN", StringComparison.OrdinalIgnoreCase))
            {
                throw new PatternException($"{name} {predicate} takes IN or NOT_IN, not '{key}'");
            }

            List<Func<string, bool>> tests =
                [.. PatternValue.AsList($"{name} {predicate} {key}", values, PatternValue.AsString).Select(toTest)];
            all.Add(text => tests.Exists(test => test(text)) == isIn);
        }

        return text => all.TrueForAll(test => test(text));
    }

    private static Func<string, bool> ToRegexTest(string pattern)
    {
        Regex regex = UserRegex.Compile(pattern);
        return text =>
        {
            try
            {
                return regex.IsMatch(text);
            }
            catch (RegexMatchTimeoutException e)
            {
                throw new PatternException(
                    $"The regular expression '{pattern}' took longer than {UserRegex.TimeLimit.TotalSeconds} s on one word.", e);
            }
        };
    }

    private static Func<string, bool> ToFuzzyTest(string word, int? limit)
    {
        int edits = limit ?? Levenshtein.DefaultLimit(word);
        return text => text == word || Levenshtein.IsWithin(text, word, edits);
    }

    /// <summary>B, I, O or nothing, or the number spaCy gives each: nothing is 0, I 1, O 2, B 3.</summary>
    private static string AsIob(string name, JsonNode? value) => value switch
    {
        JsonValue scalar when scalar.TryGetValue(out string? text) && text is "" or "I" or "O" or "B" => text,
        JsonValue scalar when scalar.TryGetValue(out int number) && number is >= 0 and <= 3 => number switch
        {
            0 => "",
            1 => "I",
            2 => "O",
            _ => "B",
        },
        _ => throw PatternValue.Unfit(name, "\"B\", \"I\", \"O\" or \"\"", value),
    };
}
