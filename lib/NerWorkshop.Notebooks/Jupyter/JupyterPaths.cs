namespace NerWorkshop.Notebooks;

/// <summary>
/// Where Jupyter looks for kernels: its data directories on Linux, macOS and Windows. See
/// https://docs.jupyter.org/en/latest/use/jupyter-directories.html.
/// </summary>
public static class JupyterPaths
{
    /// <summary>The user's own data directory.</summary>
    public static string UserData() => UserData(JupyterMachine.This);

    /// <summary>The data directory of an installation, such as a Python environment.</summary>
    public static string PrefixData(string prefix) => Path.Combine(Path.GetFullPath(prefix), "share", "jupyter");

    /// <summary>Every data directory that Jupyter searches, in its order, as far as it can be known from outside.</summary>
    public static IReadOnlyList<string> All() => All(JupyterMachine.This);

    /// <inheritdoc cref="UserData()"/>
    internal static string UserData(JupyterMachine machine) => machine.Variable("JUPYTER_DATA_DIR") ?? machine.System switch
    {
        JupyterMachine.Kind.MacOS => Path.Combine(machine.Home, "Library", "Jupyter"),
        JupyterMachine.Kind.Windows => Path.Combine(machine.Variable("APPDATA") ?? machine.Home, "jupyter"),
        _ => Path.Combine(machine.Variable("XDG_DATA_HOME") ?? Path.Combine(machine.Home, ".local", "share"), "jupyter"),
    };

    /// <inheritdoc cref="All()"/>
    internal static IReadOnlyList<string> All(JupyterMachine machine)
    {
        var found = new List<string>();
        if (machine.Variable("JUPYTER_PATH") is { } given)
        {
            found.AddRange(given.Split(machine.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
        }

        found.Add(UserData(machine));
        foreach (var environment in (string[])["VIRTUAL_ENV", "CONDA_PREFIX"])
        {
            if (machine.Variable(environment) is { } prefix)
            {
                found.Add(PrefixData(prefix));
            }
        }

        if (machine.System == JupyterMachine.Kind.Windows)
        {
            found.Add(Path.Combine(machine.Variable("PROGRAMDATA") ?? machine.Home, "jupyter"));
        }
        else
        {
            found.AddRange(["/usr/local/share/jupyter", "/usr/share/jupyter"]);
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }
}
