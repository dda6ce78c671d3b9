using BenchmarkDotNet.Attributes;

namespace NerWorkshop.Benchmarks;

/// <summary>Rules over the repeated posts: with tokenization, and alone on ready documents.</summary>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private readonly string[] _texts = ForumPosts.Repeated;
    private readonly Pipeline _ruler = Pipeline.Blank();
    private readonly Matcher _matcher = new();
    private readonly PhraseMatcher _phrases = new(TokenAttribute.Lower);
    private Doc[] _docs = [];

    [GlobalSetup]
    public void Setup()
    {
        string[] phrases =
        [
            "Tinder", "Reddit", "YouTube", "Instagram", "TikTok", "Twitter", "Facebook", "red pill", "black pill",
            "Elliot Rodger", "Jordan Peterson", "men going their own way", "looksmax",
        ];
        _ruler.Add(new EntityRuler { PhraseAttribute = TokenAttribute.Lower }).Add("TERM", phrases);
        _phrases.Add("TERM", phrases);
        _matcher.Add("INCEL_PERSON", [T.Lower("chad")], [T.Lower("stacy")]);
        _docs = [.. _texts.Select(Tokenizer.English.Tokenize)];
    }

    [Benchmark(Baseline = true)]
    public int Tokenize() => _texts.Sum(text => Tokenizer.English.Tokenize(text).Count);

    [Benchmark]
    public int TokenizeAndRuler13() => _texts.Sum(text => _ruler.Process(text).Entities.Count);

    [Benchmark]
    public int MatcherOnDocs() => _docs.Sum(doc => _matcher.Match(doc).Count);

    [Benchmark]
    public int PhraseMatcherOnDocs() => _docs.Sum(doc => _phrases.Match(doc).Count);
}
