using System.CommandLine;
using NerWorkshop.Notebooks;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner kernel uninstall</c>: makes Jupyter forget the kernel.</summary>
internal sealed class KernelUninstallVerb : Verb
{
    private readonly Option<bool> _user = KernelVerb.User();

    private readonly Option<string?> _prefix = KernelVerb.Prefix();

    private readonly Option<string?> _name = KernelVerb.KernelName("Only the kernel of that name.");

    private readonly Terminal _terminal;

    public KernelUninstallVerb(Terminal terminal)
        : base(
            "uninstall",
            "Make Jupyter forget the kernel. Other kernels stay.",
            "ner kernel uninstall")
    {
        _terminal = terminal;
        Options.Add(_user);
        Options.Add(_prefix);
        Options.Add(_name);
        SetAction(Uninstall);
    }

    private int Uninstall(ParseResult parsed)
    {
        string directory = KernelVerb.DataDirectory(parsed.GetValue(_user), parsed.GetValue(_prefix));
        string? name = parsed.GetValue(_name);
        List<KernelSpec> specs = [.. KernelSpec.In(directory).Where(spec => name is null ? spec.IsOurs : spec.Name == name)];
        if (specs.Count == 0)
        {
            throw new UsageException($"there is no {(name is null ? "kernel of ours" : $"kernel '{name}'")} in {directory}");
        }

        foreach (KernelSpec spec in specs)
        {
            if (!spec.IsOurs)
            {
                throw new UsageException($"'{spec.Name}' is another kernel, {spec.DisplayName}; it stays");
            }

            spec.Uninstall();
            _terminal.Out.WriteLine(spec.Directory);
        }

        return ExitCode.Done;
    }
}
