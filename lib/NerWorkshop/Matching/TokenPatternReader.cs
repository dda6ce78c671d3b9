using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NerWorkshop;

/// <summary>
/// Reads one token of a pattern in spaCy's JSON and refuses what it does not understand, with the nearest key that it
/// would.
/// </summary>
internal static class TokenPatternReader
{
    private static readonly Dictionary<string, TokenAttribute> TextAttributes = new(StringComparer.Ordinal)
    {
        ["ORTH"] = TokenAttribute.Orth,
        ["TEXT"] = TokenAttribute.Orth,
        ["LOWER"] = TokenAttribute.Lower,
        ["NORM"] = TokenAttribute.Norm,
        ["SHAPE"] = TokenAttribute.Shape,
        ["PREFIX"] = TokenAttribute.Prefix,
        ["SUFFIX"] = TokenAttribute.Suffix,
        ["ENT_TYPE"] = TokenAttribute.EntityType,
        ["ENT_IOB"] = TokenAttribute.EntityIob,
        ["ENT_ID"] = TokenAttribute.EntityId,
        ["ENT_KB_ID"] = TokenAttribute.EntityKbId,
    };

    private static readonly Dictionary<string, TokenFlags> Flags = new(StringComparer.Ordinal)
    {
        ["IS_ALPHA"] = TokenFlags.IsAlpha,
        ["IS_ASCII"] = TokenFlags.IsAscii,
        ["IS_DIGIT"] = TokenFlags.IsDigit,
        ["IS_LOWER"] = TokenFlags.IsLower,
        ["IS_UPPER"] = TokenFlags.IsUpper,
        ["IS_TITLE"] = TokenFlags.IsTitle,
        ["IS_PUNCT"] = TokenFlags.IsPunct,
        ["IS_SPACE"] = TokenFlags.IsSpace,
        ["IS_BRACKET"] = TokenFlags.IsBracket,
        ["IS_QUOTE"] = TokenFlags.IsQuote,
        ["IS_LEFT_PUNCT"] = TokenFlags.IsLeftPunct,
        ["IS_RIGHT_PUNCT"] = TokenFlags.IsRightPunct,
        ["IS_CURRENCY"] = TokenFlags.IsCurrency,
        ["IS_STOP"] = TokenFlags.IsStop,
        ["LIKE_NUM"] = TokenFlags.LikeNum,
        ["LIKE_URL"] = TokenFlags.LikeUrl,
        ["LIKE_EMAIL"] = TokenFlags.LikeEmail,
    };

    /// <summary>Attributes of spaCy that need a component which this library does not have.</summary>
    private static readonly Dictionary<string, string> Missing = new(StringComparer.Ordinal)
    {
        ["POS"] = "tagger",
        ["TAG"] = "tagger",
        ["MORPH"] = "morphologizer",
        ["LEMMA"] = "lemmatizer",
        ["DEP"] = "parser",
        ["IS_SENT_START"] = "sentence splitter",
        ["SENT_START"] = "sentence splitter",
    };

    private static readonly string[] Predicates =
    [
        "IN", "NOT_IN", "IS_SUBSET", "IS_SUPERSET", "INTERSECTS", "REGEX", "FUZZY", "==", "!=", ">=", "<=", ">", "<",
    ];

    public static (IReadOnlyList<TokenConstraint> Constraints, Repetition Repetition) Read(JsonObject token)
    {
        var constraints = new List<TokenConstraint>();
        Repetition repetition = Repetition.Once;
        foreach ((string key, JsonNode? value) in token)
        {
            string name = key.ToUpperInvariant();
            if (name == "OP")
            {
                repetition = ReadOperator(value);
            }
            else if (name == "LENGTH")
            {
                constraints.AddRange(ReadLength(value));
            }
            else if (name == "SPACY")
            {
                constraints.Add(new SpacyConstraint(ReadBoolean(name, value)));
            }
            else if (name == "_")
            {
                constraints.AddRange(ReadExtensions(value));
            }
            else if (Flags.TryGetValue(name, out TokenFlags flag))
            {
                constraints.Add(new FlagConstraint(flag, ReadBoolean(name, value)));
            }
            else if (TextAttributes.TryGetValue(name, out TokenAttribute attribute))
            {
                constraints.AddRange(ReadText(name, attribute, value));
            }
            else
            {
                throw Unknown(key, name);
            }
        }

        return (constraints, repetition);
    }

    private static IEnumerable<TokenConstraint> ReadExtensions(JsonNode? value)
    {
        if (value is not JsonObject extensions)
        {
            throw new PatternException($"_ takes an object of your own attributes, not {Describe(value)}");
        }

        foreach ((string name, JsonNode? wanted) in extensions)
        {
            if (!TokenExtensions.Has(name))
            {
                throw new PatternException(
                    $"there is no attribute _.{name}; set it first with TokenExtensions.Set(\"{name}\", token => …)");
            }

            foreach (Func<object?, bool> test in ExtensionPredicates.Read(name, wanted))
            {
                yield return new ExtensionConstraint(name, test);
            }
        }
    }

    private static PatternException Unknown(string key, string name)
    {
        if (Missing.TryGetValue(name, out string? component))
        {
            return new PatternException($"{name} needs a {component}, which this library does not have");
        }

        string nearest = Nearest(name, TextAttributes.Keys.Concat(Flags.Keys).Concat(["OP", "LENGTH", "SPACY", "_"]));
        return new PatternException($"there is no attribute '{key}'; did you mean {nearest}?");
    }

    private static IEnumerable<TokenConstraint> ReadText(string name, TokenAttribute attribute, JsonNode? value)
    {
        if (value is JsonObject predicates)
        {
            return predicates.Select(p => ReadPredicate(name, attribute, p.Key, p.Value)).ToList();
        }

        return [new TextConstraint(attribute, [ReadString(name, value)], isAllowed: true)];
    }

    private static TokenConstraint ReadPredicate(string name, TokenAttribute attribute, string key, JsonNode? value)
    {
        string predicate = key.ToUpperInvariant();
        switch (predicate)
        {
            case "IN" or "INTERSECTS" or "IS_SUBSET":
                return new TextConstraint(attribute, ReadStrings(name, predicate, value), isAllowed: true);
            case "NOT_IN":
                return new TextConstraint(attribute, ReadStrings(name, predicate, value), isAllowed: false);
            case "IS_SUPERSET":
                // One value holds a set only if the set has no other.
                HashSet<string> set = [.. ReadStrings(name, predicate, value)];
                return set.Count == 0
                    ? new PredicateConstraint(attribute, static _ => true)
                    : new TextConstraint(attribute, set.Count == 1 ? set : [], isAllowed: true);
            case "==":
                return new TextConstraint(attribute, [ReadString(name, value)], isAllowed: true);
            case "!=":
                return new TextConstraint(attribute, [ReadString(name, value)], isAllowed: false);
        }

        return ReadTextTest(name, predicate, value) is { } test
            ? new PredicateConstraint(attribute, test)
            : throw new PatternException($"{name} has no predicate '{key}'; did you mean {Nearest(predicate, Predicates)}?");
    }

    /// <summary>The test of a text by REGEX or FUZZY; null where the predicate is another one.</summary>
    internal static Func<string, bool>? ReadTextTest(string name, string predicate, JsonNode? value)
    {
        if (predicate == "REGEX")
        {
            return ReadTest(name, predicate, value, ToRegexTest);
        }

        bool isFuzzy = predicate.StartsWith("FUZZY", StringComparison.Ordinal) && predicate.Length <= 6
            && (predicate.Length == 5 || predicate[5] is >= '1' and <= '9');
        int? limit = isFuzzy && predicate.Length == 6 ? predicate[5] - '0' : null;
        return isFuzzy ? ReadTest(name, predicate, value, word => ToFuzzyTest(word, limit)) : null;
    }

    /// <summary>A test of one value, or of several under IN or NOT_IN.</summary>
    private static Func<string, bool> ReadTest(
        string name, string predicate, JsonNode? value, Func<string, Func<string, bool>> toTest)
    {
        if (value is not JsonObject inner)
        {
            return toTest(ReadString($"{name} {predicate}", value));
        }

        if (inner.Count != 1)
        {
            throw new PatternException($"{name} {predicate} takes a string, or an object with IN or NOT_IN alone");
        }

        (string key, JsonNode? values) = inner.First();
        List<Func<string, bool>> tests = [.. ReadStrings(name, predicate, values).Select(toTest)];
        return key.ToUpperInvariant() switch
        {
            "IN" => text => tests.Exists(test => test(text)),
            "NOT_IN" => text => !tests.Exists(test => test(text)),
            _ => throw new PatternException($"{name} {predicate} takes IN or NOT_IN, not '{key}'"),
        };
    }

    private static Func<string, bool> ToFuzzyTest(string word, int? limit)
    {
        int edits = limit ?? Levenshtein.DefaultLimit(word);
        return text => text == word || Levenshtein.IsWithin(text, word, edits);
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

    private static IEnumerable<TokenConstraint> ReadLength(JsonNode? value)
    {
        if (value is not JsonObject predicates)
        {
            int length = ReadInteger("LENGTH", value);
            return [new LengthConstraint(n => n == length)];
        }

        return predicates.Select(pair => new LengthConstraint(ReadComparison(pair.Key, pair.Value))).ToList();
    }

    private static Func<int, bool> ReadComparison(string key, JsonNode? value)
    {
        if (key.ToUpperInvariant() is "IN" or "NOT_IN" && value is JsonArray values)
        {
            HashSet<int> set = [.. values.Select(v => ReadInteger("LENGTH", v))];
            bool isAllowed = key.Equals("IN", StringComparison.OrdinalIgnoreCase);
            return n => set.Contains(n) == isAllowed;
        }

        int limit = ReadInteger("LENGTH", value);
        return key switch
        {
            "==" => n => n == limit,
            "!=" => n => n != limit,
            ">=" => n => n >= limit,
            "<=" => n => n <= limit,
            ">" => n => n > limit,
            "<" => n => n < limit,
            _ => throw new PatternException($"LENGTH has no predicate '{key}'; it takes == != >= <= > < IN NOT_IN"),
        };
    }

    private static Repetition ReadOperator(JsonNode? value)
    {
        string op = ReadString("OP", value);
        switch (op)
        {
            case "1":
                return Repetition.Once;
            case "!":
                return new Repetition(1, 1, IsNegated: true);
            case "?":
                return new Repetition(0, 1, false);
            case "+":
                return new Repetition(1, null, false);
            case "*":
                return new Repetition(0, null, false);
        }

        if (op is ['{', .. var inner, '}'])
        {
            string[] bounds = inner.Split(',');
            int? min = ReadBound(bounds[0]);
            int? max = ReadBound(bounds[^1]);
            bool valid = bounds.Length <= 2 && (min ?? max) is not null && (min is null || max is null || min <= max)
                && (bounds[0].Length == 0 || min is not null) && (bounds[^1].Length == 0 || max is not null);
            if (valid)
            {
                return new Repetition(min ?? 0, max, false);
            }
        }

        throw new PatternException(
            $"there is no operator '{op}'; it takes ! ? + * or {{n}} {{n,m}} {{n,}} {{,m}} with n not above m, up to 1000");
    }

    private static int? ReadBound(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int bound) && bound <= 1000 ? bound : null;

    private static string ReadString(string name, JsonNode? value) =>
        value is JsonValue scalar && scalar.TryGetValue(out string? text)
            ? text
            : throw new PatternException($"{name} takes a string, not {Describe(value)}");

    private static IEnumerable<string> ReadStrings(string name, string predicate, JsonNode? value) =>
        value is JsonArray list
            ? list.Select(item => ReadString($"{name} {predicate}", item)).ToList()
            : throw new PatternException($"{name} {predicate} takes a list of strings, not {Describe(value)}");

    private static int ReadInteger(string name, JsonNode? value) =>
        value is JsonValue scalar && scalar.TryGetValue(out int number)
            ? number
            : throw new PatternException($"{name} takes a whole number, not {Describe(value)}");

    private static bool ReadBoolean(string name, JsonNode? value) => value switch
    {
        JsonValue scalar when scalar.TryGetValue(out bool flag) => flag,
        JsonValue scalar when scalar.TryGetValue(out int number) && number is 0 or 1 => number == 1,
        _ => throw new PatternException($"{name} takes true or false, not {Describe(value)}"),
    };

    private static string Describe(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        _ => value.ToJsonString(),
    };

    private static string Nearest(string name, IEnumerable<string> candidates) =>
        candidates.MinBy(candidate => Enumerable.Range(0, 64).First(n => Levenshtein.IsWithin(name, candidate, n) || n == 63))!;
}
