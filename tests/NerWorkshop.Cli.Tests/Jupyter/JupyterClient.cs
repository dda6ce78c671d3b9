using System.Diagnostics;

namespace NerWorkshop.Cli.Tests;

/// <summary>Runs Python with Jupyter's own client packages, which Debian has as python3-jupyter-client.</summary>
internal static class JupyterClient
{
    private static readonly Lazy<string?> Client = new(() => Find("import jupyter_client, nbclient, zmq"));

    private static readonly Lazy<string?> Server = new(() => Find("import notebook; assert notebook.__version__[:2] == '6.'"));

    /// <summary>The Python that has Jupyter's client; the test is skipped where there is none.</summary>
    public static string Python()
    {
        Assert.SkipWhen(
            Client.Value is null,
            "Jupyter's client is not installed; on Debian: apt-get install python3-jupyter-client jupyter-nbconvert.");
        return Client.Value!;
    }

    /// <summary>The Python that has Jupyter Notebook 6; the test is skipped where there is none.</summary>
    public static string PythonWithNotebook()
    {
        Assert.SkipWhen(
            Server.Value is null,
            "Jupyter Notebook 6 is not installed; on Debian: apt-get install jupyter-notebook.");
        return Server.Value!;
    }

    /// <summary>Runs a program of Python's; the test is skipped where Jupyter's packages are absent.</summary>
    /// <returns>Its exit code, and what it printed.</returns>
    public static Task<(int Code, string Text)> RunAsync(
        string folder, IReadOnlyDictionary<string, string> environment, params string[] args) =>
        Programs.RunAsync(Python(), folder, environment, args);

    private static string? Find(string check) => new[] { "/usr/bin/python3", "python3" }
        .FirstOrDefault(python => Succeeds(python, check));

    private static bool Succeeds(string python, string code)
    {
        try
        {
            using Process? process = Process.Start(
                new ProcessStartInfo(python, ["-c", code]) { RedirectStandardError = true });
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
