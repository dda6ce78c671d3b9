using BenchmarkDotNet.Attributes;

namespace NerWorkshop.Benchmarks;

/// <summary>Whether many rules cost more than few: ratios are what counts.</summary>
[MemoryDiagnoser]
public class ScaleBenchmarks
{
    private const int Million = 1_000_000;

    private readonly string[] _texts = ForumPosts.Repeated;
    private readonly Matcher _tenPatterns = new();
    private readonly Matcher _thousandPatterns = new();
    private readonly Pipeline _fewPhrases = Pipeline.Blank();
    private readonly Pipeline _millionPhrases = Pipeline.Blank();
    private readonly string _folder = Directory.CreateTempSubdirectory("nerworkshop-").FullName;
    private Doc[] _docs = [];

    private string Lines => Path.Combine(_folder, "phrases.jsonl");

    private string Compiled => Path.Combine(_folder, "phrases.bin");

    [GlobalSetup]
    public void Setup()
    {
        _docs = [.. _texts.Select(Tokenizer.English.Tokenize)];
        string[] words = [.. _docs.SelectMany(doc => doc).Select(token => token.Lower).Where(w => w.Length > 3).Distinct()];
        for (int i = 0; i < 1_000; i++)
        {
            TokenPattern[] pattern = [T.Lower(words[i % words.Length]), T.Lower($"then{i}")];
            _thousandPatterns.Add($"R{i}", pattern);
            if (i < 10)
            {
                _tenPatterns.Add($"R{i}", pattern);
            }
        }

        string[] few = ["Tinder", "Reddit", "YouTube", "Instagram", "TikTok", "red pill", "black pill", "looksmax"];
        _fewPhrases.Add(new EntityRuler { PhraseAttribute = TokenAttribute.Lower }).Add("TERM", few);
        WriteLines();
        EntityRuler million = _millionPhrases.Add(new EntityRuler { PhraseAttribute = TokenAttribute.Lower });
        million.Load(Lines);
        million.Add("TERM", few);
        million.Compile(Compiled);
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [Benchmark]
    public int TenTokenPatterns() => _docs.Sum(doc => _tenPatterns.Match(doc).Count);

    [Benchmark]
    public int ThousandTokenPatterns() => _docs.Sum(doc => _thousandPatterns.Match(doc).Count);

    [Benchmark]
    public int FewPhrases() => _texts.Sum(text => _fewPhrases.Process(text).Entities.Count);

    [Benchmark]
    public int MillionPhrases() => _texts.Sum(text => _millionPhrases.Process(text).Entities.Count);

    [Benchmark]
    public int LoadMillionPhrases() => Load(Lines);

    [Benchmark]
    public int LoadMillionCompiledPhrases() => Load(Compiled);

    private static int Load(string path)
    {
        var ruler = new EntityRuler { PhraseAttribute = TokenAttribute.Lower };
        ruler.Load(path);
        return ruler.Count;
    }

    private void WriteLines()
    {
        var random = new Random(5);
        using var writer = new StreamWriter(Lines);
        for (int i = 0; i < Million; i++)
        {
            string third = i % 3 == 0 ? " " + Word() : "";
            writer.WriteLine($$"""{"label": "L{{i % 20}}", "pattern": "{{Word()}} {{Word()}}{{third}}"}""");
        }

        string Word() => string.Create(
            random.Next(3, 9), random, static (chars, source) => source.GetItems("abcdefghijklmnopqrstuvwxyz", chars));
    }
}
