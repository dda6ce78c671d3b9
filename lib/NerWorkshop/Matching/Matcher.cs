using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>
/// Finds runs of tokens by rules, as spaCy's <c>Matcher</c> does: each rule has a key and one or more patterns, each
/// pattern a list of what its tokens look like.
/// </summary>
/// <remarks>Matching is safe from many threads; adding rules at the same time is not.</remarks>
/// <example><code>
/// var matcher = new Matcher();
/// matcher.Add("INCEL_PERSON", [T.Lower("chad")], [T.Lower("stacy")]);
/// foreach (Span match in matcher.Match(doc)) Console.WriteLine($"{match.Label}: {match.Text}");
/// </code></example>
public sealed class Matcher
{
    private readonly List<Rule> _rules = [];
    private PatternSet? _compiled;
    private bool _hasCallbacks;

    /// <summary>Number of rules.</summary>
    public int Count => _rules.Count;

    /// <summary>The keys of the rules, in the order they were first added.</summary>
    public IReadOnlyList<string> Keys => [.. _rules.Select(rule => rule.Key)];

    /// <summary>Whether there is a rule of this key.</summary>
    public bool Contains(string key) => _rules.Exists(rule => rule.Key == key);

    /// <summary>Adds patterns under a key; every match of any of them counts.</summary>
    /// <exception cref="PatternException">A pattern has no token.</exception>
    public void Add(string key, params IReadOnlyList<TokenPattern>[] patterns) => Add(key, GreedyMode.None, patterns);

    /// <summary>Adds patterns under a key, and says which of overlapping matches of the rule to keep.</summary>
    /// <exception cref="PatternException">A pattern has no token.</exception>
    public void Add(string key, GreedyMode greedy, params IReadOnlyList<TokenPattern>[] patterns)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (patterns.Length == 0 || Array.Exists(patterns, pattern => pattern.Count == 0))
        {
            throw new PatternException($"Rule '{key}': a pattern needs at least one token.");
        }

        Rule? rule = _rules.Find(r => r.Key == key);
        if (rule is null)
        {
            _rules.Add(rule = new Rule(key));
        }

        rule.Greedy = greedy;
        rule.Patterns.AddRange(patterns);
        _compiled = null;
    }

    /// <summary>Adds patterns in spaCy's JSON: one list of tokens, or a list of such lists.</summary>
    /// <exception cref="PatternException">The message names the rule, the token and the key at fault.</exception>
    public void AddJson(string key, string json, GreedyMode greedy = GreedyMode.None)
    {
        try
        {
            JsonNode? node = JsonNode.Parse(json);
            bool hasAlternatives = node is JsonArray { Count: > 0 } list && list[0] is JsonArray;
            Add(key, greedy, hasAlternatives
                ? [.. node!.AsArray().Select(TokenPattern.ParseAll)]
                : [TokenPattern.ParseAll(node)]);
        }
        catch (JsonException e)
        {
            throw new PatternException($"Rule '{key}': the pattern is not valid JSON: {e.Message}", e);
        }
        catch (PatternException e) when (!e.Message.StartsWith("Rule", StringComparison.Ordinal))
        {
            throw new PatternException($"Rule '{key}': {e.Message}", e);
        }
    }

    /// <summary>Sets what is called for each match of a rule, once all matches of a document are known.</summary>
    /// <exception cref="KeyNotFoundException">There is no such rule.</exception>
    public void OnMatch(string key, MatchCallback<Matcher> callback)
    {
        Rule rule = _rules.Find(r => r.Key == key) ?? throw NoSuchRule(key);
        rule.OnMatch = callback;
        _hasCallbacks = true;
    }

    /// <summary>Removes a rule with all its patterns.</summary>
    /// <exception cref="KeyNotFoundException">There is no such rule.</exception>
    public void Remove(string key)
    {
        if (_rules.RemoveAll(rule => rule.Key == key) == 0)
        {
            throw NoSuchRule(key);
        }

        _compiled = null;
    }

    /// <summary>All matches as spans labelled with their rule's key, in order of their first and last token.</summary>
    public IReadOnlyList<Span> Match(Doc doc) => Match(doc, 0, doc.Count);

    /// <summary>All matches that lie within a span, as spans of its document.</summary>
    public IReadOnlyList<Span> Match(Span span) => Match(span.Doc, span.Start, span.End);

    /// <summary>All matches with the token of the pattern that each of their tokens answers to.</summary>
    public IReadOnlyList<AlignedMatch> MatchWithAlignments(Doc doc) => MatchWithAlignments(doc[..]);

    /// <summary>All matches that lie within a span, with the token of the pattern that each of their tokens answers to.</summary>
    public IReadOnlyList<AlignedMatch> MatchWithAlignments(Span within)
    {
        ILookup<int, CompiledPattern> ofRule = CompilePatterns().ToLookup(pattern => pattern.Rule);
        return
        [
            .. Match(within).Select(span =>
            {
                IEnumerable<CompiledPattern> patterns = ofRule[_rules.FindIndex(rule => rule.Key == span.Label)];
                (int[] alignment, _) = patterns
                    .Select(pattern => pattern.Align(span.Doc, span.Start, span.End, within.End))
                    .OfType<(int[] Alignment, int Time)>()
                    .MinBy(found => found.Time);
                return new AlignedMatch(span, alignment);
            }),
        ];
    }

    private IReadOnlyList<Span> Match(Doc doc, int start, int end)
    {
        List<PatternMatch> matches = PatternMatch.Scratch();
        Match(doc, start, end, matches);
        if (matches.Count == 0)
        {
            return [];
        }

        IEnumerable<PatternMatch> ordered = matches.OrderBy(m => m.Start).ThenBy(m => m.End).ThenBy(m => m.Rule);
        Span[] spans = [.. ordered.Select(match => new Span(doc, match.Start, match.End, _rules[match.Rule].Key))];
        for (int i = 0; i < spans.Length && _hasCallbacks; i++)
        {
            _rules.Find(rule => rule.Key == spans[i].Label)!.OnMatch?.Invoke(this, doc, i, spans);
        }

        return spans;
    }

    /// <summary>Adds all matches, each span once a rule.</summary>
    internal void Match(Doc doc, int start, int end, List<PatternMatch> matches)
    {
        int before = matches.Count;
        (_compiled ??= new PatternSet(CompilePatterns())).Match(doc, start, end, matches);
        if (matches.Count - before > 1)
        {
            Unite(matches, before, doc.Count);
        }
    }

    private KeyNotFoundException NoSuchRule(string key) =>
        new($"There is no rule '{key}'. The rules are: {string.Join(", ", Keys)}.");

    internal string KeyOf(int rule) => _rules[rule].Key;

    private IEnumerable<CompiledPattern> CompilePatterns() =>
        _rules.SelectMany((rule, i) => rule.Patterns.Select(pattern => new CompiledPattern(i, pattern)));

    /// <summary>Drops repeated matches, and the overlapping ones of greedy rules.</summary>
    private void Unite(List<PatternMatch> matches, int from, int tokens)
    {
        List<PatternMatch> distinct = [.. matches.Skip(from).Distinct()];
        matches.RemoveRange(from, matches.Count - from);
        foreach (IGrouping<int, PatternMatch> ofRule in distinct.GroupBy(match => match.Rule))
        {
            GreedyMode greedy = _rules[ofRule.Key].Greedy;
            if (greedy == GreedyMode.None)
            {
                matches.AddRange(ofRule);
                continue;
            }

            IEnumerable<PatternMatch> preferred = greedy == GreedyMode.First
                ? ofRule.OrderBy(m => m.Start).ThenByDescending(m => m.End)
                : ofRule.OrderByDescending(m => m.End - m.Start).ThenBy(m => m.Start);
            bool[] taken = new bool[tokens];
            foreach (PatternMatch match in preferred)
            {
                Span<bool> covered = taken.AsSpan(match.Start, match.End - match.Start);
                if (!covered.Contains(true))
                {
                    covered.Fill(true);
                    matches.Add(match);
                }
            }
        }
    }

    private sealed class Rule(string key)
    {
        public string Key { get; } = key;

        public GreedyMode Greedy { get; set; }

        public MatchCallback<Matcher>? OnMatch { get; set; }

        public List<IReadOnlyList<TokenPattern>> Patterns { get; } = [];
    }
}
