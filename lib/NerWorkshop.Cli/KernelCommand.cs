using NerWorkshop.Notebooks;

namespace NerWorkshop.Cli;

/// <summary>The command by which Jupyter starts the kernel.</summary>
internal static class KernelCommand
{
    /// <summary>The program and its arguments, up to the connection file.</summary>
    public static IReadOnlyList<string> Find() => [.. Program(), "kernel", "run"];

    private static string[] Program()
    {
        // The command of an installed dotnet tool stays where it is when the tool is updated; the library does not.
        if (FindToolCommand(AppContext.BaseDirectory) is { } command)
        {
            return [command];
        }

        // Otherwise by the very .NET that runs now, which need not be where a program of its own would look for it.
        return [DotNetHost.Path, typeof(KernelCommand).Assembly.Location];
    }

    /// <summary>The command beside the folder <c>.store</c> in which dotnet keeps its tools; null for a program that is none.</summary>
    private static string? FindToolCommand(string folder)
    {
        int store = folder.IndexOf($"{Path.DirectorySeparatorChar}.store{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
        if (store < 0)
        {
            return null;
        }

        string command = Path.Combine(folder[..store], OperatingSystem.IsWindows() ? "ner.exe" : "ner");
        return File.Exists(command) ? command : null;
    }
}
