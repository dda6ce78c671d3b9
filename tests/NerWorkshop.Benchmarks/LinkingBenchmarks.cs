using BenchmarkDotNet.Attributes;

namespace NerWorkshop.Benchmarks;

/// <summary>
/// A knowledge base of 100 000 aliases for 50 000 entities, and 20 000 mentions, each in a text of its own of 40 words. Of
/// the mentions, half are written as an alias, a quarter in other case, an eighth with a typing error, and an eighth are
/// no alias at all.
/// </summary>
[MemoryDiagnoser]
public class LinkingBenchmarks
{
    private const int EntityCount = 50_000;
    private const int AliasCount = 100_000;
    private const int MentionCount = 20_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("nerworkshop-").FullName;
    private readonly Random _random = new(11);
    private EntityLinker _linker = null!;
    private Doc[] _docs = [];
    private Doc[] _misspelled = [];

    private string KbPath => Path.Combine(_folder, "kb.jsonl");

    [GlobalSetup]
    public void Setup()
    {
        string[] vocabulary = [.. Enumerable.Range(0, 20_000).Select(_ => Word(4, 11)).Distinct()];
        var kb = new KnowledgeBase();
        for (int i = 0; i < EntityCount; i++)
        {
            kb.Add(new KbEntity($"e{i}", i % 2 == 0 ? "PERSON" : "ORG", Words(vocabulary, 15)));
        }

        var names = new HashSet<string>();
        while (names.Count < AliasCount)
        {
            names.Add($"{Name()} {Name()}");
        }

        foreach (string name in names)
        {
            int meanings = _random.Next(1, 6);
            int first = _random.Next(EntityCount - 5);
            kb.AddAlias(name, [.. Enumerable.Range(first, meanings).Select(i => ($"e{i}", 0.9 / meanings))]);
        }

        kb.Save(KbPath);
        _linker = new EntityLinker(KnowledgeBase.Load(KbPath));
        string[] aliases = [.. names];
        _docs = [.. Enumerable.Range(0, MentionCount).Select(i => MakeDoc(vocabulary, (i % 8) switch
        {
            < 4 => aliases[_random.Next(AliasCount)],
            < 6 => aliases[_random.Next(AliasCount)].ToUpperInvariant(),
            6 => WithError(aliases[_random.Next(AliasCount)]),
            _ => $"{Name()} {Name()}",
        }))];
        _misspelled = [.. Enumerable.Range(0, MentionCount).Select(_ => MakeDoc(vocabulary, WithError(aliases[_random.Next(AliasCount)])))];
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    /// <summary>From the file to the first link with a typing error, for which all indexes are made.</summary>
    [Benchmark]
    public string LoadHundredThousandAliases() =>
        new EntityLinker(KnowledgeBase.Load(KbPath)).Process(_misspelled[0]).Entities[0].KbId;

    [Benchmark(OperationsPerInvoke = MentionCount)]
    public int LinkMentions() => Link(_docs);

    [Benchmark(OperationsPerInvoke = MentionCount)]
    public int LinkMisspelledMentions() => Link(_misspelled);

    private int Link(Doc[] docs)
    {
        int linked = 0;
        foreach (Doc doc in docs)
        {
            linked += _linker.Process(doc).Entities[0].IsLinked ? 1 : 0;
        }

        return linked;
    }

    private Doc MakeDoc(string[] vocabulary, string mention)
    {
        string before = Words(vocabulary, 20);
        Doc doc = Tokenizer.English.Tokenize($"{before} {mention} {Words(vocabulary, 20)}");
        return doc.WithEntities([doc.CharSpan(before.Length + 1, before.Length + 1 + mention.Length, "PERSON")!]);
    }

    private string WithError(string name)
    {
        int at = _random.Next(1, name.Length);
        return name[..at] + (char)('a' + _random.Next(26)) + name[at..];
    }

    private string Words(string[] vocabulary, int count) => string.Join(' ', _random.GetItems(vocabulary, count));

    private string Name() => Word(3, 9) is var word ? char.ToUpperInvariant(word[0]) + word[1..] : "";

    private string Word(int shortest, int longest) =>
        new(_random.GetItems("aabcdeeefghiijklmnnoopqrrssttuvwxyz".AsSpan(), _random.Next(shortest, longest)));
}
