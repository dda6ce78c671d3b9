using System.CommandLine;
using NerWorkshop.Notebooks;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner notebook convert</c>: writes a notebook in the other of the two formats.</summary>
internal sealed class NotebookConvertVerb : Verb
{
    private static readonly string[] Formats = [".ipynb", ".dib"];

    private readonly Argument<string> _from = new("FROM") { Description = "A notebook, .ipynb or .dib." };

    private readonly Argument<string> _to = new("TO") { Description = "The file to write, .dib or .ipynb." };

    private readonly Terminal _terminal;

    public NotebookConvertVerb(Terminal terminal)
        : base(
            "convert",
            "Turn a .dib notebook into an .ipynb, or an .ipynb into a .dib; nothing is run.",
            "ner notebook convert lesson.dib lesson.ipynb")
    {
        _terminal = terminal;
        Arguments.Add(_from);
        Arguments.Add(_to);
        SetAction(Convert);
    }

    private int Convert(ParseResult parsed)
    {
        string from = Check(parsed.GetValue(_from)!);
        string to = Check(parsed.GetValue(_to)!);
        NotebookDocument document = NotebookDocument.Read(from);
        document.Write(to);
        if (IsDib(to) && !IsDib(from))
        {
            Report(document);
        }

        _terminal.Out.WriteLine(to);
        return ExitCode.Done;
    }

    private static string Check(string path) => Formats.Contains(Path.GetExtension(path).ToLowerInvariant())
        ? path
        : throw new UsageException($"'{path}' ends neither in .ipynb nor in .dib, so its format is not known");

    private static bool IsDib(string path) => Path.GetExtension(path).Equals(".dib", StringComparison.OrdinalIgnoreCase);

    /// <summary>Says what the format has no place for.</summary>
    private void Report(NotebookDocument document)
    {
        int withOutputs = document.Cells.Count(cell => cell.Outputs.Count > 0);
        if (withOutputs > 0)
        {
            _terminal.Error.WriteLine($"The outputs of {withOutputs} cells are left out: a .dib file has no place for them.");
        }

        int withTags = document.Cells.Count(cell => cell.Tags.Count > 0);
        if (withTags > 0)
        {
            _terminal.Error.WriteLine($"The tags of {withTags} cells are left out, for the same reason.");
        }
    }
}
