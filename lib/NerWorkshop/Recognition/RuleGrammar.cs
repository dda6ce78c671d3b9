using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>
/// Reads a file of rules that share parts. A line either defines a part under a name in capitals, as words, as one
/// token in spaCy's pattern format or as a rule, or gives a label to a rule:
/// <code>
/// {"define": "SEASON", "words": "spring summer autumn winter"}
/// {"define": "YEAR", "token": {"SHAPE": "dddd"}}
/// {"label": "DATE", "rule": "the? SEASON of YEAR"}
/// </code>
/// A rule is a list of elements with spaces between. An element is a name, a word to match in lower case, or several of
/// these with <c>|</c> between; it may end in <c>?</c>, <c>*</c> or <c>+</c>. <c>[</c> and <c>]</c> bound the entity
/// where a rule looks at what stands around it. A name that is defined several times stands for any of its meanings.
/// </summary>
internal sealed class RuleGrammar
{
    private readonly Dictionary<string, List<JsonObject>> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TokenPattern> _tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Sequence>> _expanded = new(StringComparer.Ordinal);

    private RuleGrammar()
    {
    }

    /// <summary>All rules with their parts put in, in the file's order.</summary>
    /// <exception cref="PatternException">A line cannot be used; the message names the file and the line.</exception>
    public static List<GrammarRule> Read(string path)
    {
        var grammar = new RuleGrammar();
        var labelled = new List<(int Line, JsonObject Json)>();
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            At(path, number, () =>
            {
                JsonObject json = JsonNode.Parse(line) as JsonObject
                    ?? throw new PatternException("a line is an object with \"define\" or \"label\"");
                if (json["define"] is { } name)
                {
                    grammar.Define(name.GetValue<string>(), json);
                }
                else
                {
                    labelled.Add((number, json));
                }
            });
        }

        var rules = new List<GrammarRule>();
        foreach ((int line, JsonObject json) in labelled)
        {
            At(path, line, () => rules.AddRange(grammar.Expand(json)));
        }

        return rules;
    }

    private static void At(string path, int line, Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is PatternException or JsonException or InvalidOperationException)
        {
            throw new PatternException($"{path}, line {line}: {e.Message}", e);
        }
    }

    private void Define(string name, JsonObject json)
    {
        if (!IsName(name))
        {
            throw new PatternException($"the name '{name}' must be in capitals");
        }

        if (!_definitions.TryGetValue(name, out List<JsonObject>? meanings))
        {
            _definitions.Add(name, meanings = []);
        }

        meanings.Add(json);
    }

    private IEnumerable<GrammarRule> Expand(JsonObject json)
    {
        string label = json["label"]?.GetValue<string>()
            ?? throw new PatternException("a line is an object with \"define\" or \"label\"");
        string[] elements = Split(json["rule"]?.GetValue<string>()
            ?? throw new PatternException("a label needs a \"rule\""));
        int open = Array.IndexOf(elements, "[");
        int close = Array.IndexOf(elements, "]");
        if (open < 0 && close < 0)
        {
            (open, close) = (-1, elements.Length);
        }
        else if (open < 0 || close < open + 2)
        {
            throw new PatternException("the entity stands between one [ and one ]");
        }

        string[] before = elements[..Math.Max(open, 0)];
        string[] after = close < elements.Length ? elements[(close + 1)..] : [];
        foreach (Sequence context in Sequences(before))
        {
            foreach (Sequence entity in Sequences(elements[(open + 1)..close]).SelectMany(WithCertainStart))
            {
                foreach (Sequence rest in Sequences(after))
                {
                    if (!context.IsFixed || !rest.IsFixed)
                    {
                        throw new PatternException("what stands around [ ] must have a fixed number of tokens");
                    }

                    TokenPattern[] tokens = [.. context.Tokens, .. entity.Tokens, .. rest.Tokens];
                    yield return new GrammarRule(label, tokens, context.Tokens.Count, rest.Tokens.Count);
                }
            }
        }
    }

    /// <summary>Every sequence of tokens that a list of elements stands for.</summary>
    private List<Sequence> Sequences(string[] elements)
    {
        List<Sequence> sequences = [new Sequence([])];
        foreach (string element in elements)
        {
            List<Sequence> meanings = Meanings(element);
            sequences =
            [
                .. from head in sequences from tail in meanings select new Sequence([.. head.Tokens, .. tail.Tokens]),
            ];
        }

        return sequences;
    }

    private List<Sequence> Meanings(string element)
    {
        if (_expanded.TryGetValue(element, out List<Sequence>? known))
        {
            return known.Count > 0 ? known : throw new PatternException($"{element} is defined by itself");
        }

        _expanded.Add(element, []);
        string op = element.Length > 1 && element[^1] is '?' or '*' or '+' ? element[^1..] : "";
        string what = element[..^op.Length];
        List<Sequence> meanings = [];
        var words = new List<string>();
        foreach (string part in what.Split('|'))
        {
            if (!IsName(part))
            {
                words.Add(part);
                continue;
            }

            List<JsonObject> definitions = _definitions.TryGetValue(part, out List<JsonObject>? found)
                ? found
                : throw new PatternException($"{part} is not defined");
            foreach (JsonObject definition in definitions)
            {
                if (definition["words"] is { } list)
                {
                    words.AddRange(Split(list.GetValue<string>()));
                }
                else
                {
                    meanings.AddRange(Meanings(part, definition, op));
                }
            }
        }

        if (words.Count > 0)
        {
            meanings.Add(new Sequence([WordToken(words, op)]));
        }

        return _expanded[element] = meanings;
    }

    private List<Sequence> Meanings(string name, JsonObject definition, string op)
    {
        if (definition["token"] is JsonObject token)
        {
            return [new Sequence([Token(token, op)])];
        }

        if (definition["rule"] is not { } rule)
        {
            throw new PatternException($"the definition of {name} has none of \"words\", \"token\" and \"rule\"");
        }

        List<Sequence> sequences = Sequences(Split(rule.GetValue<string>()));
        return op switch
        {
            "" => sequences,
            "?" => [new Sequence([]), .. sequences],
            _ => throw new PatternException($"{name} is a sequence; it cannot be repeated with {op}"),
        };
    }

    /// <summary>A pattern that may begin with nothing looks everywhere: write out both cases.</summary>
    private IEnumerable<Sequence> WithCertainStart(Sequence sequence)
    {
        if (sequence.Tokens is not [var first, ..] || first.Repetition.Min > 0)
        {
            return [sequence];
        }

        Sequence without = new([.. sequence.Tokens.Skip(1)]);
        JsonObject json = first.ToJson();
        json.Remove("OP");
        TokenPattern certain = Token(json, first.Repetition.Max is null ? "+" : "");
        return without.Tokens.Count == 0
            ? [new Sequence([certain])]
            : WithCertainStart(without).Prepend(new Sequence([certain, .. without.Tokens]));
    }

    private TokenPattern WordToken(IEnumerable<string> words, string op)
    {
        var list = new JsonArray([.. words.Select(word => (JsonNode)word)]);
        return Token(new JsonObject { ["LOWER"] = new JsonObject { ["IN"] = list } }, op);
    }

    /// <summary>Equal tokens are one object: each test is made ready, and its answers are remembered, once.</summary>
    private TokenPattern Token(JsonObject json, string op)
    {
        string key = json.ToJsonString() + op;
        if (_tokens.TryGetValue(key, out TokenPattern? known))
        {
            return known;
        }

        var token = (JsonObject)json.DeepClone();
        if (op.Length > 0)
        {
            token["OP"] = op;
        }

        TokenPattern pattern = TokenPattern.ParseAll(new JsonArray(token))[0];
        _tokens.Add(key, pattern);
        return pattern;
    }

    private static bool IsName(string text) =>
        text.Length > 0 && char.IsAsciiLetterUpper(text[0])
        && text.AsSpan().IndexOfAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") < 0;

    private static string[] Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private sealed record Sequence(IReadOnlyList<TokenPattern> Tokens)
    {
        public bool IsFixed => Tokens.All(token => token.Repetition is { Min: 1, Max: 1 });
    }
}
