using System.CommandLine;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner analyze</c>: the entities of one's own posts as tables and as a page.</summary>
internal sealed class AnalyzeVerb : Verb
{
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "The posts: a .csv or .jsonl file or web address.",
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "The folder for entities.csv, counts.csv and report.html.",
        DefaultValueFactory = _ => Path.Combine("artifacts", "analysis"),
        HelpName = "DIR",
    };

    private readonly Option<string> _textColumn = new("--text-column")
    {
        Description = "The column that holds the text.",
        DefaultValueFactory = _ => "text",
        HelpName = "NAME",
    };

    private readonly Option<string?> _exclude = new("--exclude")
    {
        Description = "Labels to leave out, separated by commas.",
        HelpName = "LABEL,…",
    };

    private readonly Option<int> _top = new("--top")
    {
        Description = "How many of the most frequent entities to print.",
        DefaultValueFactory = _ => 15,
        HelpName = "N",
    };

    private readonly PipelineOptions _pipeline = new();
    private readonly Terminal _terminal;

    public AnalyzeVerb(Terminal terminal)
        : base(
            "analyze",
            "Find the entities in your own posts; write them, their counts and an HTML report.",
            "ner analyze posts.csv --out results",
            "ner analyze posts.csv --text-column body --rules patterns.jsonl --exclude CARDINAL,ORDINAL,PERCENT",
            "ner analyze posts.csv --kb data/linking/kb.jsonl")
    {
        _terminal = terminal;
        Arguments.Add(_file);
        Options.Add(_out);
        Options.Add(_textColumn);
        Options.Add(_exclude);
        Options.Add(_top);
        _pipeline.AddTo(this);
        SetWork(Run);
    }

    private Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        string file = parsed.GetValue(_file)!;
        Pipeline nlp = _pipeline.Load(parsed);
        Posts posts = Posts.Read(file, parsed.GetValue(_textColumn)!);
        foreach (string note in posts.Notes)
        {
            _terminal.Error.WriteLine($"{file}: {note}");
        }

        EntityLinker? linker = nlp.ComponentNames.Select(name => nlp[name]).OfType<EntityLinker>().LastOrDefault();
        var options = new AnalysisOptions
        {
            Title = $"Entities in {Path.GetFileName(file)}",
            Exclude = LabelList.Parse(parsed.GetValue(_exclude)),
            Top = parsed.GetValue(_top),
            KbUrl = linker is null ? null : linker.KnowledgeBase.UrlOf,
            Notes = [.. posts.Notes, $"Found by the pipeline {nlp.Name}: {string.Join(", ", nlp.ComponentNames)}."],
        };
        using var writer = new AnalysisWriter(parsed.GetValue(_out)!, options);
        var progress = new Progress(_terminal.Error, "rows", posts.Count);
        foreach ((Post post, Doc doc) in nlp.ProcessAll(posts, post => post.Text, _pipeline.Threads(parsed), cancellation))
        {
            writer.Add(post.Row, doc);
            progress.Advance();
        }

        EntityCounts counts = writer.Complete();
        _terminal.Out.WriteLine(counts.MostCommon(options.Top).ToTable());
        if (writer.Thresholds.Count > 0)
        {
            _terminal.Out.WriteLine();
            _terminal.Out.WriteLine(writer.Thresholds.ToTable());
        }

        _terminal.Out.WriteLine(FormattableString.Invariant($"{posts.Count} rows, {counts.Total} entities"));
        return Task.FromResult(ExitCode.Done);
    }
}
