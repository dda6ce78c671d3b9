using System.Text.Json.Nodes;

namespace NerWorkshop.Notebooks;

/// <summary>What a restore found: packages with all that they need, and the files of each that count here.</summary>
/// <param name="Versions">The version of each package, by its name.</param>
/// <param name="References">The libraries to compile against.</param>
/// <param name="Libraries">The libraries to load.</param>
/// <param name="Natives">The native libraries to load.</param>
internal sealed record RestoredPackages(
    IReadOnlyDictionary<string, string> Versions,
    IReadOnlyList<string> References,
    IReadOnlyList<string> Libraries,
    IReadOnlyList<string> Natives)
{
    /// <summary>
    /// Reads NuGet's <c>project.assets.json</c>; null where a file it names is gone, such as after the packages' folder
    /// has been emptied.
    /// </summary>
    public static RestoredPackages? Read(string path)
    {
        var root = JsonNode.Parse(File.ReadAllText(path))!;
        var folders = root["packageFolders"]!.AsObject().Select(folder => folder.Key).ToList();
        var versions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var files = new Dictionary<string, List<string>> { ["compile"] = [], ["runtime"] = [], ["native"] = [] };
        // There is a target for the framework, and one for the framework on this machine: net10.0/linux-x64.
        var target = root["targets"]!.AsObject().Single(target => target.Key.Contains('/', StringComparison.Ordinal));
        foreach (var (id, library) in target.Value!.AsObject())
        {
            if ((string?)library!["type"] != "package")
            {
                continue;
            }

            var (name, version) = (id[..id.IndexOf('/')], id[(id.IndexOf('/') + 1)..]);
            versions[name] = version;
            var package = (string)root["libraries"]![id]!["path"]!;
            foreach (var (kind, found) in files)
            {
                foreach (var (file, _) in library[kind]?.AsObject() ?? [])
                {
                    // An empty file of this name says that for this framework nothing is needed; and what the framework
                    // has itself, all share.
                    if (Path.GetFileName(file) == "_._" || FrameworkReferences.Contains(file))
                    {
                        continue;
                    }

                    var full = folders.Select(folder => Path.Combine(folder, package, file)).FirstOrDefault(File.Exists);
                    if (full is null)
                    {
                        return null;
                    }

                    found.Add(Path.GetFullPath(full));
                }
            }
        }

        return new RestoredPackages(versions, files["compile"], files["runtime"], files["native"]);
    }
}
