using System.CommandLine;
using NerWorkshop.Notebooks;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner kernel list</c>: the kernels that Jupyter finds.</summary>
internal sealed class KernelListVerb : Verb
{
    private readonly Option<string?> _prefix = KernelVerb.Prefix();

    private readonly Terminal _terminal;

    public KernelListVerb(Terminal terminal)
        : base(
            "list",
            "List the kernels that Jupyter finds; a star marks this one.",
            "ner kernel list")
    {
        _terminal = terminal;
        Options.Add(_prefix);
        SetAction(List);
    }

    private int List(ParseResult parsed)
    {
        IReadOnlyList<string> directories = parsed.GetValue(_prefix) is { } prefix
            ? [JupyterPaths.PrefixData(prefix)]
            : JupyterPaths.All();
        List<KernelSpec> specs = [.. directories.SelectMany(KernelSpec.In)];
        foreach (KernelSpec spec in specs)
        {
            _terminal.Out.WriteLine($"{(spec.IsOurs ? '*' : ' ')} {spec.Name,-16} {spec.DisplayName,-20} {spec.Directory}");
        }

        if (specs.Count == 0)
        {
            _terminal.Error.WriteLine("There are no kernels. Install this one: ner kernel install");
        }

        return ExitCode.Done;
    }
}
