using NerWorkshop.Notebooks;

namespace NerWorkshop.Cli;

/// <summary>The command by which Jupyter starts the kernel.</summary>
internal static class KernelCommand
{
    /// <summary>The program and its arguments, up to the connection file.</summary>
    public static IReadOnlyList<string> Find() => [.. Program(), "kernel", "run"];

    private static string[] Program()
    {
        string library = typeof(KernelCommand).Assembly.Location;
        string folder = AppContext.BaseDirectory;
        // The command of an installed dotnet tool stands apart from the library, and stays when the tool is updated.
        if (Environment.ProcessPath is { } process
            && !Path.GetFileNameWithoutExtension(process).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            && !process.StartsWith(folder, StringComparison.Ordinal))
        {
            return [process];
        }

        // Otherwise by the very .NET that runs now, which need not be where a program of its own would look for it.
        return [DotNetHost.Path, library];
    }
}
