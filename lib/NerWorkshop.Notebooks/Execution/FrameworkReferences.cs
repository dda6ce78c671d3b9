using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace NerWorkshop.Notebooks;

/// <summary>
/// What cells compile against. Reading metadata is the dearest part of a first compilation, so every session shares
/// the same reference objects.
/// </summary>
internal static class FrameworkReferences
{
    private static readonly ConcurrentDictionary<string, (DateTime Written, long Length, MetadataReference Reference)>
        Files = new(StringComparer.Ordinal);

    private static readonly Lazy<Dictionary<string, string>> Paths = new(FindPaths);

    private static readonly Lazy<MetadataReference[]> Default = new(() =>
    [
        .. Paths.Value.Values.Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(CellFunctions).Assembly.Location),
    ]);

    /// <summary>The shared framework and this engine.</summary>
    public static IReadOnlyList<MetadataReference> All => Default.Value;

    /// <summary>Whether an assembly of that simple name, or of that file's, is part of the running framework.</summary>
    public static bool Contains(string name) =>
        Paths.Value.ContainsKey(name) || Paths.Value.ContainsKey(Path.GetFileNameWithoutExtension(name));

    /// <summary>The file's metadata, read once as long as the file does not change.</summary>
    public static MetadataReference FromFile(string path)
    {
        var file = new FileInfo(path);
        var key = (file.LastWriteTimeUtc, file.Length);
        if (Files.TryGetValue(path, out var known) && (known.Written, known.Length) == key)
        {
            return known.Reference;
        }

        // From a copy in memory, so that the file can be built anew while a session is open.
        var reference = MetadataReference.CreateFromImage(File.ReadAllBytes(path), filePath: path);
        Files[path] = (key.LastWriteTimeUtc, key.Length, reference);
        return reference;
    }

    private static Dictionary<string, string> FindPaths()
    {
        var directory = RuntimeEnvironment.GetRuntimeDirectory();
        var trusted = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator)
            .Where(path => path.StartsWith(directory, StringComparison.Ordinal));
        var paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in trusted.Where(IsReferable))
        {
            paths[Path.GetFileNameWithoutExtension(path)] = path;
        }

        return paths;
    }

    private static bool IsReferable(string path)
    {
        try
        {
            AssemblyName.GetAssemblyName(path);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
