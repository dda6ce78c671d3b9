using System.CommandLine;
using System.Diagnostics;
using NerWorkshop.Notebooks;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner workshop</c>: runs every notebook and shows the pages.</summary>
internal sealed class WorkshopVerb : Verb
{
    private const string Title = "Named entity recognition: a workshop";

    private const string Introduction =
        "Each page is a notebook as it ran on this machine, exercises still open. To work through them, open the "
        + "notebooks themselves.";

    private static readonly Dictionary<string, string> NoParameters = [];

    private readonly Option<string> _out = new("--out")
    {
        Description = "The folder for the pages.",
        DefaultValueFactory = _ => Path.Combine("artifacts", "workshop"),
        HelpName = "DIR",
    };

    private readonly Option<bool> _noServe = new("--no-serve") { Description = "Write the pages and end." };

    private readonly Option<bool> _solutions = new("--solutions") { Description = "Run the solved notebooks instead." };

    private readonly Option<int?> _port = new("--port")
    {
        Description = "The port to serve on; by default the first free one from 8642 on.",
        HelpName = "N",
    };

    private readonly Terminal _terminal;

    public WorkshopVerb(Terminal terminal)
        : base(
            "workshop",
            "Run every notebook of the workshop, write the pages and serve them on this machine.",
            "ner workshop",
            "ner workshop --no-serve --out pages")
    {
        _terminal = terminal;
        Options.Add(_out);
        Options.Add(_noServe);
        Options.Add(_solutions);
        Options.Add(_port);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        string notebooks = WorkshopFolder.FindNotebooks();
        notebooks = parsed.GetValue(_solutions) ? Path.Combine(notebooks, "solutions") : notebooks;
        string outDirectory = Path.GetFullPath(parsed.GetValue(_out)!);
        string[] paths = [.. Directory.GetFiles(notebooks, "*.ipynb").Order(StringComparer.Ordinal)];
        var clock = Stopwatch.StartNew();
        var job = new NotebookJob(_terminal);
        var entries = new List<IndexEntry>();
        for (int i = 0; i < paths.Length; i++)
        {
            var links = new HtmlExportOptions
            {
                Index = new PageLink("Workshop", "index.html"),
                Previous = i > 0 ? LinkTo(paths[i - 1]) : null,
                Next = i + 1 < paths.Length ? LinkTo(paths[i + 1]) : null,
            };
            entries.Add(await job.RunAsync(paths[i], outDirectory, NoParameters, links, cancellation));
        }

        string index = Path.Combine(outDirectory, "index.html");
        AtomicFile.Write(index, writer => HtmlExport.WriteIndex(Title, entries, writer, Introduction));
        int failed = entries.Count(entry => entry.Failed);
        _terminal.Out.WriteLine(FormattableString.Invariant(
            $"{paths.Length - failed} of {paths.Length} notebooks ran, in {clock.Elapsed.TotalSeconds:F1} s"));
        _terminal.Out.WriteLine($"Pages: {index}");
        if (failed == 0 && !parsed.GetValue(_noServe))
        {
            await ServeAsync(outDirectory, parsed.GetValue(_port), cancellation);
        }

        return failed == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>The link to a notebook's page, titled as the notebook is.</summary>
    private static PageLink LinkTo(string path) => new(
        NotebookDocument.Read(path).Title ?? Path.GetFileNameWithoutExtension(path),
        Path.GetFileNameWithoutExtension(path) + ".html");

    private async Task ServeAsync(string directory, int? port, CancellationToken cancellation)
    {
        using PageServer server = PageServer.Start(directory, port);
        _terminal.Out.WriteLine($"Open {server.Address} in a browser. Ctrl-C ends.");
        _terminal.Out.Flush();
        await server.RunAsync(cancellation);
    }
}
