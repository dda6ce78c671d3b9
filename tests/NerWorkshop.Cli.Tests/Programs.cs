using System.Diagnostics;
using NerWorkshop.Notebooks;

namespace NerWorkshop.Cli.Tests;

/// <summary>Runs programs from a test, and ends them with it.</summary>
internal static class Programs
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    /// <summary>Runs <c>dotnet</c>.</summary>
    public static Task<(int Code, string Text)> DotNetAsync(string folder, params string[] args) =>
        RunAsync(DotNetHost.Path, folder, new Dictionary<string, string>(), args);

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code, and what it printed.</returns>
    public static async Task<(int Code, string Text)> RunAsync(
        string program, string folder, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        using Process process = Start(program, folder, environment, args);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Limit);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            Kill(process);
        }
    }

    /// <summary>Starts a program; its output is to be read.</summary>
    public static Process Start(
        string program, string folder, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the SDK that runs the tests tells its own processes is not for others.
        foreach (string name in (string[])["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH"])
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Ends a program, and whatever it has started.</summary>
    public static void Kill(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
