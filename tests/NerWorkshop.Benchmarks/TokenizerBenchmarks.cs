using BenchmarkDotNet.Attributes;

namespace NerWorkshop.Benchmarks;

/// <summary>Tokens a second, on words seen before and on words never seen.</summary>
[MemoryDiagnoser]
public class TokenizerBenchmarks
{
    private readonly string[] _repeated = ForumPosts.Repeated;
    private string[] _distinct = [];
    private int _seed;

    [IterationSetup(Target = nameof(Distinct))]
    public void NewWords() => _distinct = ForumPosts.Distinct(_seed++);

    [Benchmark(Baseline = true)]
    public int Repeated() => Count(_repeated);

    [Benchmark]
    public int Distinct() => Count(_distinct);

    private static int Count(string[] texts)
    {
        int tokens = 0;
        foreach (string text in texts)
        {
            tokens += Tokenizer.English.Tokenize(text).Count;
        }

        return tokens;
    }
}
