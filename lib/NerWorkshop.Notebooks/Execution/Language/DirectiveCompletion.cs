using System.Text.RegularExpressions;

namespace NerWorkshop.Notebooks;

/// <summary>Completes the names of directives, and the paths that some of them take.</summary>
internal static partial class DirectiveCompletion
{
    private static readonly string[] Libraries = [".dll"];
    private static readonly string[] Sources = [".cs", ".csx", ".ipynb", ".dib"];

    /// <summary>The completions where the cursor's line is a directive; null where it is none.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="position">The cursor, in UTF-16 chars.</param>
    /// <param name="folder">What relative paths are relative to.</param>
    public static CompletionList? At(string code, int position, string folder)
    {
        var lineStart = code.LastIndexOf('\n', Math.Max(0, position - 1), Math.Max(0, position)) + 1;
        var line = code[lineStart..position];
        if (Name().IsMatch(line))
        {
            return new CompletionList(lineStart,
            [
                .. Directive.All.Where(directive => directive.Name.StartsWith(line, StringComparison.Ordinal))
                    .Select(directive => new Completion(directive.Name, "keyword", directive.Usage)),
            ]);
        }

        if (Path().Match(line) is not { Success: true } match)
        {
            return null;
        }

        var typed = match.Groups["path"].Value;
        var slash = typed.LastIndexOf('/') + 1;
        var start = position - (typed.Length - slash);
        var types = match.Groups["name"].Value == "#r" ? Libraries : Sources;
        return new CompletionList(start, [.. Entries(typed[..slash], typed[slash..], types, folder)]);
    }

    private static IEnumerable<Completion> Entries(string directory, string prefix, string[] types, string folder)
    {
        List<FileSystemInfo> entries;
        try
        {
            entries = [.. new DirectoryInfo(System.IO.Path.GetFullPath(directory, folder)).EnumerateFileSystemInfos()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            yield break;
        }

        if (prefix.StartsWith('.') && "..".StartsWith(prefix, StringComparison.Ordinal))
        {
            yield return new Completion("../", "path");
        }

        foreach (var entry in entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (!entry.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (entry is DirectoryInfo && (prefix.Length > 0 || !entry.Name.StartsWith('.')))
            {
                yield return new Completion(entry.Name + "/", "path");
            }
            else if (entry is FileInfo && types.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase))
            {
                yield return new Completion(entry.Name, "path");
            }
        }
    }

    [GeneratedRegex("""^\#[!a-z]*$""")]
    private static partial Regex Name();

    [GeneratedRegex("""^(?<name>\#r|\#load|\#!import)\s+"?(?!nuget:)(?<path>[^"]*)$""")]
    private static partial Regex Path();
}
