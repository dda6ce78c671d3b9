using System.Diagnostics;

namespace NerWorkshop.Cli.Tests;

/// <summary>Runs Python with Jupyter's own client packages, which Debian has as python3-jupyter-client.</summary>
internal static class JupyterClient
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    private static readonly Lazy<string?> Python = new(() => new[] { "/usr/bin/python3", "python3" }
        .FirstOrDefault(python => Has(python, "jupyter_client, nbclient, zmq")));

    /// <summary>Runs a program of Python's; the test is skipped where Jupyter's packages are absent.</summary>
    /// <returns>What it printed, and its exit code.</returns>
    public static async Task<(int Code, string Text)> RunAsync(
        string folder, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        Assert.SkipWhen(
            Python.Value is null,
            "Jupyter's client is not installed; on Debian: apt-get install python3-jupyter-client jupyter-nbconvert.");
        var start = new ProcessStartInfo(Python.Value!, args)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
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
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static bool Has(string python, string modules)
    {
        try
        {
            using Process? process = Process.Start(
                new ProcessStartInfo(python, ["-c", $"import {modules}"]) { RedirectStandardError = true });
            process!.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
