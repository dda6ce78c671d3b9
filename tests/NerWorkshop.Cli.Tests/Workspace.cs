using System.Runtime.CompilerServices;

namespace NerWorkshop.Cli.Tests;

/// <summary>A folder that is gone after the test, and the repository the tests were built from.</summary>
internal sealed class Workspace : IDisposable
{
    public static string Repository { get; } =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    public string Folder { get; } = Directory.CreateTempSubdirectory("nerworkshop-").FullName;

    public IEnumerable<string> Files => Directory.GetFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal);

    public string this[string name] => Path.Combine(Folder, name);

    public string Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], content);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
