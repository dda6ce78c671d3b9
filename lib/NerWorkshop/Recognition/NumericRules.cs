namespace NerWorkshop;

/// <summary>
/// A component that finds dates, times, shares, amounts and numbers by rules from a file: what regular forms need, no
/// statistics. Entities set before are kept. Of overlapping matches the longest entity wins, then the one of which the
/// rule sees most, then the first, then the earlier rule. A rule labelled <c>O</c> keeps its tokens free of entities.
/// </summary>
/// <remarks>Processing is safe from many threads.</remarks>
/// <example><code>
/// nlp.Add(NumericRules.Load("numbers/patterns.jsonl"), "numbers");
/// </code></example>
public sealed class NumericRules : ISavableComponent
{
    private const string FileName = "patterns.jsonl";
    private const string Outside = "O";

    [ThreadStatic]
    private static List<PatternMatch>? _scratch;

    private readonly string _source;
    private readonly GrammarRule[] _rules;
    private readonly TokenAutomaton _automaton;
    private readonly Comparison<PatternMatch> _preference;

    private NumericRules(string source, IEnumerable<GrammarRule> rules)
    {
        _source = source;
        _rules = [.. rules];
        Labels = [.. _rules.Select(rule => rule.Label).Distinct().Except([Outside]).Order(StringComparer.Ordinal)];
        _automaton = new TokenAutomaton(_rules.Select(rule => rule.Tokens), Preferred);
        _preference = Preference;
    }

    /// <summary>The labels it sets, in alphabetical order.</summary>
    public IReadOnlyList<string> Labels { get; }

    string ISavableComponent.Type => "numeric_rules";

    /// <summary>Reads rules from a file; the model <c>en_open_sm</c> has one, <c>numbers/patterns.jsonl</c>.</summary>
    /// <exception cref="PatternException">A line cannot be used; the message names the file and the line.</exception>
    public static NumericRules Load(string path) => new(File.ReadAllText(path), RuleGrammar.Read(path));

    /// <inheritdoc/>
    public Doc Process(Doc doc)
    {
        List<PatternMatch> matches = _scratch ??= [];
        matches.Clear();
        _automaton.Match(doc, matches);
        if (matches.Count == 0)
        {
            return doc;
        }

        matches.Sort(_preference);
        var entities = new List<Span>(doc.Entities);
        bool[] taken = new bool[doc.Count];
        foreach (Span entity in entities)
        {
            taken.AsSpan(entity.Start, entity.Count).Fill(true);
        }

        foreach (PatternMatch match in matches)
        {
            GrammarRule rule = _rules[match.Rule];
            int start = match.Start + rule.Before;
            int end = Math.Min(match.End - rule.After, doc.Count);
            Span<bool> covered = taken.AsSpan(start, end - start);
            if (covered.Contains(true))
            {
                continue;
            }

            covered.Fill(true);
            if (rule.Label != Outside)
            {
                entities.Add(new Span(doc, start, end, rule.Label));
            }
        }

        return entities.Count == doc.Entities.Count ? doc : doc.WithEntities(entities);
    }

    /// <summary>Of rules that match the same tokens and take the same part of them, the earliest.</summary>
    private int[] Preferred(IEnumerable<int> rules) =>
        [.. rules.Order().DistinctBy(rule => (_rules[rule].Before, _rules[rule].After))];

    private int Preference(PatternMatch a, PatternMatch b)
    {
        GrammarRule ruleA = _rules[a.Rule];
        GrammarRule ruleB = _rules[b.Rule];
        int lengthA = a.End - a.Start;
        int lengthB = b.End - b.Start;
        int order = (lengthB - ruleB.Before - ruleB.After).CompareTo(lengthA - ruleA.Before - ruleA.After);
        order = order != 0 ? order : lengthB.CompareTo(lengthA);
        order = order != 0 ? order : a.Start.CompareTo(b.Start);
        return order != 0 ? order : a.Rule.CompareTo(b.Rule);
    }

    void ISavableComponent.Save(string directory) => File.WriteAllText(Path.Combine(directory, FileName), _source);

    /// <summary>Reads back what a pipeline saved.</summary>
    internal static NumericRules LoadComponent(string directory) => Load(Path.Combine(directory, FileName));
}
