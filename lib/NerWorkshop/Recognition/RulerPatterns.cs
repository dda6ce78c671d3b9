using System.Text.Json;

namespace NerWorkshop;

/// <summary>The patterns of a ruler: phrases and token patterns, each with a label and perhaps an id.</summary>
internal sealed class RulerPatterns(TokenAttribute phraseAttribute)
{
    private const ulong Magic = 0x31_30_52_55_4C_52_4E; // "NRLUR01"
    private const int Version = 2;

    private readonly List<RulerPattern> _tokenPatterns = [];
    private readonly Dictionary<string, (string Label, string Id)> _namesOf = new(StringComparer.Ordinal);
    private PhraseList _phraseList = new();
    private Matcher _matcher = new();
    private PhraseMatcher _phrases = new(phraseAttribute);

    public TokenAttribute PhraseAttribute => phraseAttribute;

    public int Count => _tokenPatterns.Count + _phraseList.Count;

    /// <summary>Token patterns, then phrases, each in the order they were added.</summary>
    public IEnumerable<RulerPattern> All => _tokenPatterns.Concat(Phrases);

    private IEnumerable<RulerPattern> Phrases => Enumerable.Range(0, _phraseList.Count).Select(i =>
    {
        (string phrase, int rule) = _phraseList[i];
        (string label, string id) = _namesOf[_phrases.KeyOf(rule)];
        return new RulerPattern(label, phrase, null, id);
    });

    public IReadOnlyList<string> Labels =>
        [.. _namesOf.Values.Select(names => names.Label).Distinct().Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> Ids =>
        [.. _namesOf.Values.Select(names => names.Id).Where(id => id.Length > 0).Distinct().Order(StringComparer.Ordinal)];

    public bool Contains(string label) => _namesOf.Values.Any(names => names.Label == label);

    /// <exception cref="PatternException">The pattern is empty, or has both a phrase and tokens.</exception>
    public void Add(RulerPattern pattern) => Add(pattern, Cut(pattern));

    /// <summary>Adds patterns in order, all or none.</summary>
    /// <exception cref="PatternException">One is empty, or has both a phrase and tokens.</exception>
    public void Add(IEnumerable<RulerPattern> patterns) =>
        Add(patterns, static pattern => pattern.Phrase?.Length ?? 0, static pattern => pattern);

    /// <summary>Phrases come by the million: they are read and cut on all cores, while one thread adds them in order.</summary>
    private void Add<T>(IEnumerable<T> items, Func<T, int> length, Func<T, RulerPattern> read)
    {
        int tokenPatterns = _tokenPatterns.Count;
        int phrases = _phraseList.Count;
        IEnumerable<(RulerPattern Pattern, string[]? Words)> ready = OrderedParallel.Select(
            items,
            length,
            item =>
            {
                RulerPattern pattern = read(item);
                return (pattern, Cut(pattern));
            },
            Environment.ProcessorCount);
        try
        {
            foreach ((RulerPattern pattern, string[]? words) in ready)
            {
                Add(pattern, words);
            }
        }
        catch
        {
            Replace([.. _tokenPatterns.Take(tokenPatterns), .. Phrases.Take(phrases)]);
            throw;
        }
    }

    private string[]? Cut(RulerPattern pattern) => pattern.Phrase is { } phrase ? _phrases.Cut(phrase) : null;

    private void Add(RulerPattern pattern, string[]? words)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern.Label);
        string key = KeyOf(pattern.Label, pattern.Id);
        switch (pattern)
        {
            case { Phrase: { } phrase, Tokens: null }:
                int rule = _phrases.RuleOf(key);
                _phrases.Add(rule, words!);
                _phraseList.Add(phrase, rule);
                break;
            case { Phrase: null, Tokens: { } tokens }:
                _matcher.Add(key, tokens);
                _tokenPatterns.Add(pattern);
                break;
            default:
                throw new PatternException($"{pattern.Label}: a pattern is either a phrase or a list of tokens.");
        }

        _namesOf.TryAdd(key, (pattern.Label, pattern.Id));
    }

    private static string KeyOf(string label, string id) => id.Length == 0 ? label : $"{label}\0{id}";

    private void Replace(RulerPattern[] patterns)
    {
        Clear();
        Add(patterns);
    }

    /// <summary>Adds the patterns of a file: JSON lines, or the compiled form of them.</summary>
    public void Load(string path)
    {
        if (!ArrayReader.Begins(path, Magic))
        {
            Add(
                RulerPatternFile.ReadLines(path),
                static line => line.Line.Length,
                line => RulerPatternFile.Parse(path, line.Number, line.Line));
            return;
        }

        if (Count > 0)
        {
            throw new InvalidOperationException($"{path} is compiled and goes into a ruler without patterns; this one has {Count}.");
        }

        try
        {
            ReadCompiled(path);
        }
        catch
        {
            Clear();
            throw;
        }
    }

    /// <summary>Writes the compiled form, which loads without cutting or indexing anything again.</summary>
    public void Compile(string path)
    {
        using var writer = new ArrayWriter(path, Magic, Version);
        writer.Write(new[] { (int)phraseAttribute });
        string tokenPatterns = string.Concat(_tokenPatterns.Select(pattern => RulerPatternFile.Format(pattern) + "\n"));
        writer.Write(tokenPatterns.AsSpan());
        writer.Write(JsonSerializer.Serialize(_phrases.Keys.Select(key => new[] { _namesOf[key].Label, _namesOf[key].Id })).AsSpan());
        _phraseList.Write(writer);
        _phrases.Write(writer);
        writer.Commit();
    }

    private void ReadCompiled(string path)
    {
        using var reader = new ArrayReader(path, Magic, Version);
        if (reader.Read<int>() is not [var attribute] || attribute != (int)phraseAttribute)
        {
            throw new InvalidDataException($"{path} was compiled for another phrase attribute than {phraseAttribute}.");
        }

        foreach (string line in new string(reader.Read<char>()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Add(RulerPatternFile.Parse(line));
        }

        string[][] names = JsonSerializer.Deserialize<string[][]>(reader.Read<char>()) ?? [];
        foreach (string[] name in names)
        {
            reader.Require(name.Length == 2);
            string key = KeyOf(name[0], name[1]);
            _phrases.RuleOf(key);
            _namesOf.TryAdd(key, (name[0], name[1]));
        }

        reader.Require(_phrases.Count == names.Length);
        _phraseList = PhraseList.Read(reader, names.Length);
        _phrases.Read(reader);
    }

    /// <summary>Removes patterns; false where there is none of them.</summary>
    public bool Remove(Predicate<RulerPattern> isOut)
    {
        RulerPattern[] kept = [.. All.Where(pattern => !isOut(pattern))];
        if (kept.Length == Count)
        {
            return false;
        }

        Replace(kept);
        return true;
    }

    public void Clear()
    {
        _tokenPatterns.Clear();
        _phraseList = new PhraseList();
        _namesOf.Clear();
        _matcher = new Matcher();
        _phrases = new PhraseMatcher(phraseAttribute);
    }

    /// <summary>All matches as labelled spans: those of token patterns, then those of phrases.</summary>
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

        return spans;
    }
}
