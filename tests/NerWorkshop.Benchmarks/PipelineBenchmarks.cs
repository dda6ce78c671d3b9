using BenchmarkDotNet.Attributes;

namespace NerWorkshop.Benchmarks;

/// <summary>The whole model, tokenizer, recognizer and numeric rules, on one thread and on two.</summary>
[MemoryDiagnoser]
public class PipelineBenchmarks
{
    private readonly string[] _texts = ForumPosts.Repeated[..20_000];
    private readonly Pipeline _nlp = Pipeline.Load("en_open_sm");

    [Benchmark(Baseline = true)]
    public int OneThread() => _nlp.ProcessAll(_texts, threads: 1).Sum(doc => doc.Entities.Count);

    [Benchmark]
    public int TwoThreads() => _nlp.ProcessAll(_texts, threads: 2).Sum(doc => doc.Entities.Count);
}
