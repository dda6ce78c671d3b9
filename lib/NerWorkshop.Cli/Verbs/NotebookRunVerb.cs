using System.CommandLine;
using NerWorkshop.Notebooks;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner notebook run</c>: executes notebooks and writes them with their outputs, and as pages.</summary>
internal sealed class NotebookRunVerb : Verb
{
    private readonly Argument<string[]> _paths = NotebookVerb.Paths();

    private readonly Option<string> _out = NotebookVerb.Out();

    private readonly Option<string[]> _parameters = new("--param", "-p")
    {
        Description = "A value for a variable of the cell tagged 'parameters'; may be given several times.",
        HelpName = "name=value",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Terminal _terminal;

    public NotebookRunVerb(Terminal terminal)
        : base(
            "run",
            "Run notebooks from top to bottom; write them with their outputs, and as HTML pages.",
            "ner notebook run notebooks/01-introduction.ipynb",
            "ner notebook run notebooks/02-forum-posts.ipynb --param csvPath=../my.csv --out results")
    {
        _terminal = terminal;
        Arguments.Add(_paths);
        Options.Add(_out);
        Options.Add(_parameters);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, string> parameters = ReadParameters(parsed.GetValue(_parameters) ?? []);
        var job = new NotebookJob(_terminal);
        string outDirectory = parsed.GetValue(_out)!;
        foreach (string path in parsed.GetValue(_paths)!)
        {
            IndexEntry ran = await job.RunAsync(path, outDirectory, parameters, new HtmlExportOptions(), cancellation);
            if (ran.Failed)
            {
                return ExitCode.Failed;
            }

            _terminal.Out.WriteLine(Path.Combine(outDirectory, Path.GetFileNameWithoutExtension(path) + ".html"));
        }

        return ExitCode.Done;
    }

    private static Dictionary<string, string> ReadParameters(string[] assignments)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string assignment in assignments)
        {
            int equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new UsageException($"--param takes name=value, not '{assignment}'");
            }

            parameters[assignment[..equals].Trim()] = assignment[(equals + 1)..];
        }

        return parameters;
    }
}
