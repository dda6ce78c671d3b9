namespace NerWorkshop.Notebooks;

/// <summary>
/// Where Jupyter looks for kernels: its data directories on Linux, macOS and Windows. See
/// https://docs.jupyter.org/en/latest/use/jupyter-directories.html.
/// </summary>
public static class JupyterPaths
{
    /// <summary>The user's own data directory.</summary>
    public static string UserData()
    {
        if (Variable("JUPYTER_DATA_DIR") is { } own)
        {
            return own;
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsMacOS())
        {
            return Path.Combine(home, "Library", "Jupyter");
        }

        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter");
        }

        return Path.Combine(Variable("XDG_DATA_HOME") ?? Path.Combine(home, ".local", "share"), "jupyter");
    }

    /// <summary>The data directory of an installation, such as a Python environment.</summary>
    public static string PrefixData(string prefix) => Path.Combine(Path.GetFullPath(prefix), "share", "jupyter");

    /// <summary>Every data directory that Jupyter searches, in its order, as far as it can be known from outside.</summary>
    public static IReadOnlyList<string> All()
    {
        var found = new List<string>();
        if (Variable("JUPYTER_PATH") is { } given)
        {
            found.AddRange(given.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
        }

        found.Add(UserData());
        foreach (var environment in (string[])["VIRTUAL_ENV", "CONDA_PREFIX"])
        {
            if (Variable(environment) is { } prefix)
            {
                found.Add(PrefixData(prefix));
            }
        }

        if (OperatingSystem.IsWindows())
        {
            found.Add(Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "jupyter"));
        }
        else
        {
            found.AddRange(["/usr/local/share/jupyter", "/usr/share/jupyter"]);
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
