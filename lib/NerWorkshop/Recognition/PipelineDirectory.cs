using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>
/// A pipeline on disk: <c>pipeline.json</c> names the components in order, each of which has a folder of its name.
/// </summary>
internal static class PipelineDirectory
{
    private const string Manifest = "pipeline.json";
    private const string Format = "nerworkshop-pipeline";
    private const int Version = 1;

    private static readonly Dictionary<string, Func<string, ISavableComponent>> Loaders = new(StringComparer.Ordinal)
    {
        ["entity_ruler"] = EntityRuler.LoadComponent,
        ["span_ruler"] = SpanRuler.LoadComponent,
        ["ner"] = EntityRecognizer.Load,
        ["numeric_rules"] = NumericRules.LoadComponent,
    };

    public static Pipeline Load(string nameOrDirectory)
    {
        string directory = Find(nameOrDirectory);
        string manifest = Path.Combine(directory, Manifest);
        JsonObject json = JsonFile.Read(manifest);
        if ((string?)json["format"] != Format)
        {
            throw new InvalidDataException($"{manifest} does not describe a pipeline.");
        }

        if ((int?)json["version"] is not Version)
        {
            throw new InvalidDataException(
                $"{manifest} has version {json["version"]}; this library reads version {Version}. Update the library.");
        }

        JsonArray components = json["components"] as JsonArray
            ?? throw new InvalidDataException($"{manifest} lists no components.");
        string name = (string?)json["name"] ?? Path.GetFileName(directory);
        return new Pipeline(name, components.Select(component => LoadComponent(directory, manifest, component)).ToList());
    }

    public static void Save(string directory, IReadOnlyList<(string Name, IComponent Component)> components)
    {
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        string temporary = target + ".tmp";
        if (Directory.Exists(temporary))
        {
            Directory.Delete(temporary, recursive: true);
        }

        Directory.CreateDirectory(temporary);
        var listed = new JsonArray();
        foreach ((string name, IComponent component) in components)
        {
            if (component is not ISavableComponent savable)
            {
                Directory.Delete(temporary, recursive: true);
                throw new NotSupportedException($"The component '{name}' is a function and cannot be saved; remove it first.");
            }

            savable.Save(Directory.CreateDirectory(Path.Combine(temporary, name)).FullName);
            listed.Add(new JsonObject { ["name"] = name, ["type"] = savable.Type });
        }

        var manifest = new JsonObject
        {
            ["format"] = Format,
            ["version"] = Version,
            ["name"] = Path.GetFileName(target),
            ["language"] = "en",
            ["components"] = listed,
        };
        JsonFile.Write(Path.Combine(temporary, Manifest), manifest);
        Replace(target, temporary);
    }

    private static void Replace(string target, string by)
    {
        string old = target + ".old";
        if (Directory.Exists(target))
        {
            Directory.Move(target, old);
        }

        Directory.Move(by, target);
        if (Directory.Exists(old))
        {
            Directory.Delete(old, recursive: true);
        }
    }

    private static (string Name, IComponent Component) LoadComponent(string directory, string manifest, JsonNode? component)
    {
        string? name = (string?)component?["name"];
        string? type = (string?)component?["type"];
        if (name is null || type is null || name != Path.GetFileName(name) || name is "." or "..")
        {
            throw new InvalidDataException($"{manifest}: a component needs a name, which is its folder's, and a type.");
        }

        return Loaders.TryGetValue(type, out Func<string, ISavableComponent>? load)
            ? (name, load(Path.Combine(directory, name)))
            : throw new InvalidDataException(
                $"{manifest}: there is no component type '{type}'; known are {string.Join(", ", Loaders.Keys)}.");
    }

    /// <summary>The folder itself, or one of that name among the models beside the library.</summary>
    private static string Find(string nameOrDirectory)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrDirectory);
        if (File.Exists(Path.Combine(nameOrDirectory, Manifest)))
        {
            return nameOrDirectory;
        }

        string library = Path.GetDirectoryName(typeof(Pipeline).Assembly.Location) is { Length: > 0 } folder
            ? folder
            : AppContext.BaseDirectory;
        string models = Path.Combine(library, "models");
        string shipped = Path.Combine(models, nameOrDirectory);
        if (nameOrDirectory == Path.GetFileName(nameOrDirectory) && File.Exists(Path.Combine(shipped, Manifest)))
        {
            return shipped;
        }

        string known = Directory.Exists(models)
            ? string.Join(", ", Directory.GetDirectories(models).Select(Path.GetFileName).Order(StringComparer.Ordinal))
            : "";
        throw new DirectoryNotFoundException(
            $"There is no pipeline '{nameOrDirectory}': no folder of that name with a {Manifest}, and the models that "
            + $"come with the library are: {(known.Length > 0 ? known : "none")}.");
    }
}
