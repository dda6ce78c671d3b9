using System.Reflection;

namespace NerWorkshop;

/// <summary>The word lists that the library carries with it: entries separated by commas or lines.</summary>
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

    /// <summary>Goes through the entries of a list.</summary>
    /// <param name="list">Its text.</param>
    /// <param name="take">Receives each entry, which need not become a string of its own.</param>
    public static void ForEachEntry(string list, Action<ReadOnlySpan<char>> take)
    {
        foreach (Range range in list.AsSpan().SplitAny(',', '\n'))
        {
            ReadOnlySpan<char> entry = list.AsSpan(range).Trim();
            if (!entry.IsEmpty)
            {
                take(entry);
            }
        }
    }
}
