using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>
/// What one token of a pattern must look like and how often, in spaCy's terms: <c>{"LOWER": "chad", "OP": "?"}</c>.
/// Built with <see cref="T"/> or read from JSON; immutable.
/// </summary>
public sealed class TokenPattern
{
    internal static readonly JsonSerializerOptions Written = new()
    {
        // Patterns are files for people to read, never HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject _json;

    internal TokenPattern(JsonObject json)
    {
        _json = json;
        (Constraints, Repetition) = TokenPatternReader.Read(json);
    }

    internal IReadOnlyList<TokenConstraint> Constraints { get; }

    internal Repetition Repetition { get; }

    /// <summary>The constraints without the operator, as a key by which equal ones are found.</summary>
    internal string ConstraintKey
    {
        get
        {
            var json = (JsonObject)_json.DeepClone();
            json.Remove("OP");
            return json.ToJsonString(Written);
        }
    }

    /// <summary>Reads a pattern: a JSON list of one object a token.</summary>
    /// <exception cref="PatternException">It is not valid JSON or asks for something unknown; the message says what.</exception>
    public static IReadOnlyList<TokenPattern> ParseAll(string json)
    {
        try
        {
            return ParseAll(JsonNode.Parse(json));
        }
        catch (JsonException e)
        {
            throw new PatternException($"The pattern is not valid JSON: {e.Message}", e);
        }
    }

    internal static IReadOnlyList<TokenPattern> ParseAll(JsonNode? json)
    {
        if (json is not JsonArray tokens)
        {
            throw new PatternException("A pattern is a list of tokens, such as [{\"LOWER\": \"chad\"}].");
        }

        var patterns = new TokenPattern[tokens.Count];
        for (int i = 0; i < patterns.Length; i++)
        {
            try
            {
                patterns[i] = tokens[i] is JsonObject token
                    ? new TokenPattern((JsonObject)token.DeepClone())
                    : throw new PatternException("a token must be an object, such as {\"LOWER\": \"chad\"}");
            }
            catch (PatternException e)
            {
                throw new PatternException($"Token {i}: {e.Message}", e);
            }
        }

        return patterns.Length > 0 ? patterns : throw new PatternException("A pattern needs at least one token.");
    }

    /// <summary>A token that meets both patterns.</summary>
    /// <exception cref="PatternException">Both say something of the same attribute.</exception>
    public TokenPattern And(TokenPattern other)
    {
        var both = (JsonObject)_json.DeepClone();
        foreach ((string key, JsonNode? value) in other._json)
        {
            if (!both.TryAdd(key, value?.DeepClone()))
            {
                throw new PatternException($"Both patterns speak of {key}.");
            }
        }

        return new TokenPattern(both);
    }

    /// <summary>Once or not at all (<c>"OP": "?"</c>).</summary>
    public TokenPattern Optional() => WithOperator("?");

    /// <summary>Once or more (<c>"OP": "+"</c>).</summary>
    public TokenPattern OneOrMore() => WithOperator("+");

    /// <summary>Any number of times, also none (<c>"OP": "*"</c>).</summary>
    public TokenPattern ZeroOrMore() => WithOperator("*");

    /// <summary>One token that does not meet the pattern (<c>"OP": "!"</c>).</summary>
    public TokenPattern Not() => WithOperator("!");

    /// <summary>Exactly <paramref name="count"/> times (<c>"OP": "{n}"</c>).</summary>
    public TokenPattern Times(int count) => WithOperator($"{{{count}}}");

    /// <summary>From <paramref name="min"/> to <paramref name="max"/> times (<c>"OP": "{n,m}"</c>).</summary>
    public TokenPattern Times(int min, int max) => WithOperator($"{{{min},{max}}}");

    /// <summary>The pattern as spaCy writes it.</summary>
    public override string ToString() => _json.ToJsonString(Written);

    internal JsonObject ToJson() => (JsonObject)_json.DeepClone();

    private TokenPattern WithOperator(string op)
    {
        var json = (JsonObject)_json.DeepClone();
        json["OP"] = op;
        return new TokenPattern(json);
    }
}
