using System.Collections.Concurrent;
using System.Text.Json;

namespace NerWorkshop;

/// <summary>The patterns of a ruler: phrases and token patterns, each with a label and perhaps an id.</summary>
internal sealed class RulerPatterns(TokenAttribute phraseAttribute)
{
    private const ulong Magic = 0x31_30_52_55_4C_52_4E; // "NRLUR01"
    private const int Version = 1;
    private const string Separator = "||";
    private const int ChunkSize = 4096;

    private readonly List<RulerPattern> _tokenPatterns = [];
    private readonly Dictionary<string, (string Label, string Id)> _namesOf = new(StringComparer.Ordinal);
    private PhraseList _phraseList = new();
    private Matcher _matcher = new();
    private PhraseMatcher _phrases = new(phraseAttribute);

    public TokenAttribute PhraseAttribute => phraseAttribute;

    public int Count => _tokenPatterns.Count + _phraseList.Count;

    /// <summary>Token patterns, then phrases, each in the order they were added.</summary>
    public IEnumerable<RulerPattern> All => _tokenPatterns.Concat(Enumerable.Range(0, _phraseList.Count).Select(i =>
    {
        (string phrase, int rule) = _phraseList[i];
        (string label, string id) = _namesOf[_phrases.KeyOf(rule)];
        return new RulerPattern(label, phrase, null, id);
    }));

    public IReadOnlyList<string> Labels =>
        [.. _namesOf.Values.Select(names => names.Label).Distinct().Order(StringComparer.Ordinal)];

    public bool Contains(string label) => _namesOf.Values.Any(names => names.Label == label);

    /// <exception cref="PatternException">The pattern is empty, or has both a phrase and tokens.</exception>
    public void Add(RulerPattern pattern) => Add(pattern, Cut(pattern));

    /// <summary>Adds patterns in order; very many phrases are cut into tokens on all cores.</summary>
    public void Add(IReadOnlyList<RulerPattern> patterns)
    {
        var cut = new Doc?[ChunkSize];
        for (int start = 0; start < patterns.Count; start += ChunkSize)
        {
            int count = Math.Min(ChunkSize, patterns.Count - start);
            int first = start;
            Parallel.ForEach(Partitioner.Create(0, count, ChunkSize / 8), range =>
            {
                for (int i = range.Item1; i < range.Item2; i++)
                {
                    cut[i] = Cut(patterns[first + i]);
                }
            });
            for (int i = 0; i < count; i++)
            {
                Add(patterns[start + i], cut[i]);
            }
        }
    }

    private static Doc? Cut(RulerPattern pattern) =>
        pattern.Phrase is { } phrase ? Tokenizer.English.Tokenize(phrase) : null;

    private void Add(RulerPattern pattern, Doc? cut)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern.Label);
        string key = pattern.Id.Length == 0 ? pattern.Label : pattern.Label + Separator + pattern.Id;
        switch (pattern)
        {
            case { Phrase: { } phrase, Tokens: null }:
                int rule = _phrases.RuleOf(key);
                _phrases.Add(rule, cut!);
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

    /// <summary>Adds the patterns of a file: JSON lines, or the compiled form of them.</summary>
    public void Load(string path)
    {
        if (!ArrayReader.Begins(path, Magic))
        {
            Add(RulerPatternFile.Read(path));
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
        writer.Write([(int)phraseAttribute]);
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
            string key = name[1].Length == 0 ? name[0] : name[0] + Separator + name[1];
            _phrases.RuleOf(key);
            _namesOf.TryAdd(key, (name[0], name[1]));
        }

        reader.Require(_phrases.Count == names.Length);
        _phraseList = PhraseList.Read(reader, names.Length);
        _phrases.Read(reader);
    }

    /// <exception cref="KeyNotFoundException">No pattern has the id.</exception>
    public void Remove(string id)
    {
        RulerPattern[] kept = [.. All.Where(pattern => pattern.Id != id)];
        if (kept.Length == Count || id.Length == 0)
        {
            throw new KeyNotFoundException($"No pattern has the id '{id}'.");
        }

        Clear();
        Add(kept);
    }

    public void Clear()
    {
        _tokenPatterns.Clear();
        _phraseList = new PhraseList();
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
