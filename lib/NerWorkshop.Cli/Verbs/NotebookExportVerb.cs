using System.CommandLine;
using NerWorkshop.Notebooks;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner notebook export</c>: writes notebooks as pages, with the outputs they have.</summary>
internal sealed class NotebookExportVerb : Verb
{
    private readonly Argument<string[]> _paths = NotebookVerb.Paths();

    private readonly Option<string> _out = NotebookVerb.Out();

    private readonly Terminal _terminal;

    public NotebookExportVerb(Terminal terminal)
        : base(
            "export",
            "Write notebooks as self-contained HTML pages, with the outputs they have; nothing is run.",
            "ner notebook export executed.ipynb --out pages")
    {
        _terminal = terminal;
        Arguments.Add(_paths);
        Options.Add(_out);
        SetAction(Export);
    }

    private int Export(ParseResult parsed)
    {
        string outDirectory = Directory.CreateDirectory(parsed.GetValue(_out)!).FullName;
        foreach (string path in parsed.GetValue(_paths)!)
        {
            string page = Path.Combine(outDirectory, Path.GetFileNameWithoutExtension(path) + ".html");
            NotebookJob.WritePage(NotebookDocument.Read(path), page);
            _terminal.Out.WriteLine(page);
        }

        return ExitCode.Done;
    }
}
