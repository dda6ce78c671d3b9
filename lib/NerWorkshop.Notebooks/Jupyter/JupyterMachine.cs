namespace NerWorkshop.Notebooks;

/// <summary>What of a machine decides where Jupyter keeps its files.</summary>
/// <param name="System">Its operating system.</param>
/// <param name="Home">The user's folder.</param>
/// <param name="Variables">The environment's variables; one that is empty counts as absent.</param>
internal sealed record JupyterMachine(JupyterMachine.Kind System, string Home, Func<string, string?> Variables)
{
    /// <summary>The operating systems that Jupyter tells apart.</summary>
    public enum Kind
    {
        /// <summary>Linux, and whatever else is neither of the others.</summary>
        Linux,

        /// <summary>macOS.</summary>
        MacOS,

        /// <summary>Windows.</summary>
        Windows,
    }

    /// <summary>The machine that this runs on.</summary>
    public static JupyterMachine This => new(
        OperatingSystem.IsWindows() ? Kind.Windows : OperatingSystem.IsMacOS() ? Kind.MacOS : Kind.Linux,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        Environment.GetEnvironmentVariable);

    /// <summary>What stands between the paths of a list.</summary>
    public char PathSeparator => System == Kind.Windows ? ';' : ':';

    /// <summary>A variable's value; null where it is absent.</summary>
    public string? Variable(string name) => Variables(name) is { Length: > 0 } value ? value : null;
}
