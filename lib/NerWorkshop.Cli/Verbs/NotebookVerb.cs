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

    /// <summary>The notebooks to work on. Two of one name are refused: one page would overwrite the other.</summary>
    public static Argument<string[]> Paths()
    {
        var paths = new Argument<string[]>("NOTEBOOK")
        {
            Description = "One or more .ipynb or .dib files.",
            Arity = ArgumentArity.OneOrMore,
        };
        paths.Validators.Add(result =>
        {
            IGrouping<string, string>? twice = result.Tokens.Select(token => token.Value)
                .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
                .FirstOrDefault(paths => paths.Count() > 1);
            if (twice is not null)
            {
                result.AddError(
                    $"{string.Join(" and ", twice)} have one name, so one would overwrite the other: give each an --out of its own");
            }
        });
        return paths;
    }

    public static Option<string> Out() => new("--out")
    {
        Description = "The folder for what is written.",
        DefaultValueFactory = _ => Path.Combine("artifacts", "notebooks"),
        HelpName = "DIR",
    };
}
