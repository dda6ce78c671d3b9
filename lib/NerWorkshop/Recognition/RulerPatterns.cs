namespace NerWorkshop;

/// <summary>The patterns of a ruler: phrases and token patterns, each with a label and perhaps an id.</summary>
internal sealed class RulerPatterns(TokenAttribute phraseAttribute)
{
    private readonly List<RulerPattern> _patterns = [];
    private readonly Dictionary<string, (string Label, string Id)> _namesOf = new(StringComparer.Ordinal);
    private Matcher _matcher = new();
    private PhraseMatcher _phrases = new(phraseAttribute);

    public TokenAttribute PhraseAttribute => phraseAttribute;

    public IReadOnlyList<RulerPattern> All => _patterns;

    public IReadOnlyList<string> Labels => [.. _patterns.Select(p => p.Label).Distinct().Order(StringComparer.Ordinal)];

    public bool Contains(string label) => _patterns.Exists(pattern => pattern.Label == label);

    /// <exception cref="PatternException">The pattern is empty, or has both a phrase and tokens.</exception>
    public void Add(RulerPattern pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern.Label);
        string key = pattern.Id.Length == 0 ? pattern.Label : $"{pattern.Label}||{pattern.Id}";
        switch (pattern)
        {
            case { Phrase: { } phrase, Tokens: null }:
                _phrases.Add(key, phrase);
                break;
            case { Phrase: null, Tokens: { } tokens }:
                _matcher.Add(key, tokens);
                break;
            default:
                throw new PatternException($"{pattern.Label}: a pattern is either a phrase or a list of tokens.");
        }

        _namesOf.TryAdd(key, (pattern.Label, pattern.Id));
        _patterns.Add(pattern);
    }

    public void Add(IEnumerable<RulerPattern> patterns)
    {
        foreach (RulerPattern pattern in patterns)
        {
            Add(pattern);
        }
    }

    /// <exception cref="KeyNotFoundException">No pattern has the id.</exception>
    public void Remove(string id)
    {
        RulerPattern[] kept = [.. _patterns.Where(pattern => pattern.Id != id)];
        if (kept.Length == _patterns.Count || id.Length == 0)
        {
            throw new KeyNotFoundException($"No pattern has the id '{id}'.");
        }

        Clear();
        Add(kept);
    }

    public void Clear()
    {
        _patterns.Clear();
        _namesOf.Clear();
        _matcher = new Matcher();
        _phrases = new PhraseMatcher(phraseAttribute);
    }

    /// <summary>All matches as labelled spans, the longest first and of equally long ones the first.</summary>
    public IReadOnlyList<Span> Match(Doc doc)
    {
        List<PatternMatch> matches = PatternMatch.Scratch();
        _matcher.Match(doc, 0, doc.Count, matches);
        int fromTokens = matches.Count;
        _phrases.Match(doc, 0, doc.Count, matches);
        if (matches.Count == 0)
        {
            return [];
        }

        var spans = new List<Span>(matches.Count);
        for (int i = 0; i < matches.Count; i++)
        {
            PatternMatch match = matches[i];
            (string label, string id) =
                _namesOf[i < fromTokens ? _matcher.KeyOf(match.Rule) : _phrases.KeyOf(match.Rule)];
            spans.Add(new Span(doc, match.Start, match.End, label, id));
        }

        return spans.Count == 1 ? spans : [.. spans.OrderByDescending(span => span.Count).ThenBy(span => span.Start)];
    }
}
