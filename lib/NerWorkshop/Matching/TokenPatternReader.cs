using System.Text.Json.Nodes;

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

    public static (IReadOnlyList<TokenConstraint> Constraints, Repetition Repetition) Read(JsonObject token)
    {
        var constraints = new List<TokenConstraint>();
        Repetition repetition = Repetition.Once;
        foreach ((string key, JsonNode? value) in token)
        {
            string name = key.ToUpperInvariant();
            if (name == "OP")
            {
                repetition = Repetition.Parse(PatternValue.AsString(name, value));
            }
            else if (name == "LENGTH")
            {
                constraints.Add(new LengthConstraint(NumberPredicates.Read(name, value, PatternValue.AsInteger)));
            }
            else if (name == "SPACY")
            {
                Func<int, bool> test = NumberPredicates.Read(name, value, PatternValue.AsFlag);
                constraints.Add(new SpacyConstraint(test(1), test(0)));
            }
            else if (name == "_")
            {
                constraints.AddRange(ReadExtensions(value));
            }
            else if (Flags.TryGetValue(name, out TokenFlags flag))
            {
                Func<int, bool> test = NumberPredicates.Read(name, value, PatternValue.AsFlag);
                constraints.Add(new FlagConstraint(flag, test(1), test(0)));
            }
            else if (TextAttributes.TryGetValue(name, out TokenAttribute attribute))
            {
                constraints.AddRange(TextPredicates.Read(name, attribute, value));
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
            throw PatternValue.Unfit("_", "an object of your own attributes", value);
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

        string nearest = PatternValue.Nearest(name, TextAttributes.Keys.Concat(Flags.Keys).Concat(["OP", "LENGTH", "SPACY", "_"]));
        return new PatternException($"there is no attribute '{key}'; did you mean {nearest}?");
    }
}
