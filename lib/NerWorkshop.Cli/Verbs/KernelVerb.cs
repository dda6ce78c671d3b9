using System.CommandLine;
using NerWorkshop.Notebooks;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner kernel</c>: the C# kernel for Jupyter and VS Code.</summary>
internal sealed class KernelVerb : Command
{
    public KernelVerb(Terminal terminal)
        : base("kernel", "The C# kernel for Jupyter and VS Code.")
    {
        Subcommands.Add(new KernelInstallVerb(terminal));
        Subcommands.Add(new KernelListVerb(terminal));
        Subcommands.Add(new KernelUninstallVerb(terminal));
        Subcommands.Add(new KernelRunVerb(terminal));
    }

    public static Option<bool> User() => new("--user")
    {
        Description = "For this user (the default).",
    };

    public static Option<string?> Prefix() => new("--prefix")
    {
        Description = "For the Jupyter of this installation, such as a Python environment.",
        HelpName = "DIR",
    };

    public static Option<string?> KernelName(string description) => new("--name")
    {
        Description = description,
        HelpName = "NAME",
    };

    /// <summary>The Jupyter data directory that is meant.</summary>
    /// <exception cref="UsageException">Both are given.</exception>
    public static string DataDirectory(bool user, string? prefix)
    {
        if (user && prefix is not null)
        {
            throw new UsageException("--user and --prefix exclude each other");
        }

        return prefix is null ? JupyterPaths.UserData() : JupyterPaths.PrefixData(prefix);
    }
}
