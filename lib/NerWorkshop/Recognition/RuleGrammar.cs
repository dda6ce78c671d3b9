using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>
/// Reads a file of rules that share parts. A line either defines a part under a name in capitals or gives a label to a
/// rule. A part is words, a form (a regular expression for words with something other than letters in them), a token in
/// spaCy's pattern format, or a rule. Words are compared in lower case.
/// <code>
/// {"define": "SEASON", "words": "spring summer autumn winter"}
/// {"define": "YEAR", "form": "(?:19|20)\\d\\d"}
/// {"label": "DATE", "rule": "the? SEASON of YEAR"}
/// </code>
/// A rule is a list of elements with spaces between. An element is a name, a word to match in lower case, or several of
/// these with <c>|</c> between; it may end in <c>?</c>, <c>*</c> or <c>+</c>. <c>[</c> and <c>]</c> bound the entity
/// where a rule looks at what stands around it; the empty word stands after the last one. A name that is defined
/// several times stands for any of its meanings.
/// </summary>
internal sealed class RuleGrammar
{
    private readonly Dictionary<string, List<JsonObject>> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TokenTest> _tests = new(StringComparer.Ordinal);
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
            foreach (Sequence entity in Sequences(elements[(open + 1)..close]))
            {
                foreach (Sequence rest in Sequences(after))
                {
                    if (!context.IsFixed || !rest.IsFixed)
                    {
                        throw new PatternException("what stands around [ ] must have a fixed number of tokens");
                    }

                    TestedToken[] tokens = [.. context.Tokens, .. entity.Tokens, .. rest.Tokens];
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
        var sequences = new List<Sequence>();
        var words = new List<string>();
        var forms = new List<string>();
        var tokens = new List<JsonObject>();
        foreach (string part in what.Split('|'))
        {
            if (!IsName(part))
            {
                words.Add(part);
                continue;
            }

            foreach (JsonObject definition in DefinitionsOf(part))
            {
                bool isWord = false;
                if (definition["words"] is { } list)
                {
                    words.AddRange(Split(list.GetValue<string>()));
                    isWord = true;
                }

                if (definition["form"] is { } form)
                {
                    forms.Add(form.GetValue<string>());
                    isWord = true;
                }

                if (definition["token"] is JsonObject token)
                {
                    tokens.Add(token);
                    isWord = true;
                }

                if (definition["rule"] is { } rule)
                {
                    sequences.AddRange(Sequences(Split(rule.GetValue<string>())));
                }
                else if (!isWord)
                {
                    throw new PatternException(
                        $"the definition of {part} has none of \"words\", \"form\", \"token\" and \"rule\"");
                }
            }
        }

        if (sequences.Count > 0 && op is "*" or "+")
        {
            throw new PatternException($"{what} is a sequence; it cannot be repeated with {op}");
        }

        if (sequences.Count > 0 && op == "?")
        {
            sequences.Insert(0, new Sequence([]));
        }

        if (words.Count + forms.Count + tokens.Count > 0)
        {
            sequences.Add(new Sequence([new TestedToken(Test(words, forms, tokens), RepetitionOf(op))]));
        }

        return _expanded[element] = sequences;
    }

    private List<JsonObject> DefinitionsOf(string name) =>
        _definitions.TryGetValue(name, out List<JsonObject>? found)
            ? found
            : throw new PatternException($"{name} is not defined");

    /// <summary>What is asked of a word twice is one test: it is made ready once, and a word is asked once.</summary>
    private TokenTest Test(List<string> words, List<string> forms, List<JsonObject> tokens)
    {
        string key = string.Join('\n', [.. words, "", .. forms, "", .. tokens.Select(token => token.ToJsonString())]);
        if (!_tests.TryGetValue(key, out TokenTest? test))
        {
            var anyOf = new JsonArray([.. tokens.Select(token => token.DeepClone())]);
            _tests.Add(key, test = new TokenTest(words, forms, anyOf.Count > 0 ? TokenPattern.ParseAll(anyOf) : []));
        }

        return test;
    }

    private static Repetition RepetitionOf(string op) => op switch
    {
        "?" => new Repetition(0, 1, false),
        "*" => new Repetition(0, null, false),
        "+" => new Repetition(1, null, false),
        _ => Repetition.Once,
    };

    private static bool IsName(string text) =>
        text.Length > 0 && char.IsAsciiLetterUpper(text[0])
        && text.AsSpan().IndexOfAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") < 0;

    private static string[] Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private sealed record Sequence(IReadOnlyList<TestedToken> Tokens)
    {
        public bool IsFixed => Tokens.All(token => token.Repetition is { Min: 1, Max: 1 });
    }
}
