using System.CommandLine;
using NerWorkshop.Notebooks;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner notebook</c>: runs notebooks without a browser, or turns them into pages and other files.</summary>
internal sealed class NotebookVerb : Command
{
    public NotebookVerb(Terminal terminal)
        : base("notebook", "Run notebooks without a browser, or turn them into pages and other files.")
    {
        Subcommands.Add(new NotebookRunVerb(terminal));
        Subcommands.Add(new NotebookExportVerb(terminal));
        Subcommands.Add(new NotebookConvertVerb(terminal));
    }

    /// <summary>The notebooks to work on: files, all of which exist.</summary>
    public static Argument<string[]> Paths() => new("NOTEBOOK")
    {
        Description = "One or more .ipynb or .dib files.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<string> Out() => new("--out")
    {
        Description = "The folder for what is written.",
        DefaultValueFactory = _ => Path.Combine("artifacts", "notebooks"),
        HelpName = "DIR",
    };
}
