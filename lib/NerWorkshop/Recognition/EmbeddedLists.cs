using System.Reflection;

namespace NerWorkshop;

/// <summary>The word lists that the library carries with it.</summary>
internal static class EmbeddedLists
{
    /// <summary>Reads the lists of a folder, in alphabetical order of their names.</summary>
    public static IReadOnlyList<(string Name, string Text)> Read(string folder)
    {
        Assembly assembly = typeof(EmbeddedLists).Assembly;
        string prefix = $"NerWorkshop.{folder}.";
        var lists = new List<(string, string)>();
        foreach (string resource in assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            lists.Add((resource[prefix.Length..^".txt".Length], reader.ReadToEnd()));
        }

        return lists;
    }
}
