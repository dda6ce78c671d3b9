using System.CommandLine;
using NerWorkshop.Notebooks;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner kernel install</c>: makes the kernel known to Jupyter.</summary>
internal sealed class KernelInstallVerb : Verb
{
    private readonly Option<bool> _user = KernelVerb.User();

    private readonly Option<string?> _prefix = KernelVerb.Prefix();

    private readonly Option<string?> _name = KernelVerb.KernelName(
        $"The kernel's name; by default {KernelSpec.UsualName}, which C# notebooks ask for, or where another kernel "
        + $"has that, {KernelSpec.OtherName}.");

    private readonly Terminal _terminal;

    public KernelInstallVerb(Terminal terminal)
        : base(
            "install",
            "Make the kernel known to Jupyter.",
            "ner kernel install",
            "ner kernel install --prefix ~/venv --name my-csharp")
    {
        _terminal = terminal;
        Options.Add(_user);
        Options.Add(_prefix);
        Options.Add(_name);
        SetAction(Install);
    }

    private int Install(ParseResult parsed)
    {
        string directory = KernelVerb.DataDirectory(parsed.GetValue(_user), parsed.GetValue(_prefix));
        KernelSpec spec;
        try
        {
            spec = KernelSpec.Install(directory, parsed.GetValue(_name) ?? FreeName(directory), KernelCommand.Find());
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new UsageException($"{e.Message} Choose another with --name.");
        }

        _terminal.Error.WriteLine($"'{spec.DisplayName}' is now among Jupyter's kernels, under the name {spec.Name}.");
        _terminal.Out.WriteLine(spec.Directory);
        return ExitCode.Done;
    }

    private string FreeName(string directory)
    {
        KernelSpec? holder = JupyterPaths.All().Append(directory)
            .SelectMany(KernelSpec.In)
            .FirstOrDefault(spec => spec.Name == KernelSpec.UsualName && !spec.IsOurs);
        if (holder is null)
        {
            return KernelSpec.UsualName;
        }

        _terminal.Error.WriteLine(
            $"{KernelSpec.UsualName} is taken by '{holder.DisplayName}' in {holder.Directory}: "
            + $"this kernel is called {KernelSpec.OtherName}. Choose it in the notebook's kernel menu.");
        return KernelSpec.OtherName;
    }
}
