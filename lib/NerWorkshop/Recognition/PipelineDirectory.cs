using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>
/// A pipeline on disk: <c>pipeline.json</c> names the components in order, each of which has a folder of its name. Of a
/// function it keeps the name and the place; the function itself has to be given again.
/// </summary>
internal static class PipelineDirectory
{
    private const string Manifest = "pipeline.json";
    private const string Format = "nerworkshop-pipeline";
    private const int Version = 1;
    private const string FunctionType = "function";

    private static readonly Dictionary<string, Func<string, ISavableComponent>> Loaders = new(StringComparer.Ordinal)
    {
        ["entity_ruler"] = EntityRuler.LoadComponent,
        ["span_ruler"] = SpanRuler.LoadComponent,
        ["regex_ruler"] = RegexRuler.LoadComponent,
        ["ner"] = EntityRecognizer.Load,
        ["numeric_rules"] = NumericRules.LoadComponent,
        ["entity_relabel"] = EntityRelabel.LoadComponent,
        ["entity_filter"] = EntityFilter.LoadComponent,
        ["person_titles"] = PersonTitles.LoadComponent,
        ["entity_linker"] = EntityLinker.LoadComponent,
    };

    /// <summary>Whether a component of this name can be saved: it becomes the name of a folder.</summary>
    public static bool IsFolderName(string name) =>
        name.Length > 0 && name is not ("." or ".." or Manifest) && name.IndexOfAny(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\0']) < 0;

    public static Pipeline Load(string nameOrDirectory, IReadOnlyList<(string Name, Func<Doc, Doc> Component)> functions)
    {
        string directory = Find(nameOrDirectory);
        string manifest = Path.Combine(directory, Manifest);
        JsonObject json = JsonFile.Read(manifest);
        try
        {
            return Read(directory, manifest, json, functions.ToDictionary(function => function.Name, function => function.Component));
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{manifest}: a value is of another kind than it should be: {e.Message}", e);
        }
    }

    public static void Save(string directory, Pipeline nlp, IReadOnlyList<(string Name, IComponent Component)> components)
    {
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (File.Exists(target))
        {
            throw new IOException($"{directory} is a file, not a folder.");
        }

        bool isNew = !Directory.Exists(target) || !Directory.EnumerateFileSystemEntries(target).Any();
        if (!isNew && !File.Exists(Path.Combine(target, Manifest)))
        {
            throw new IOException($"{directory} holds other things than a pipeline; save to a new folder, so that none is lost.");
        }

        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            Write(temporary, Path.GetFileName(target), nlp, components);
            if (!isNew)
            {
                KeepOtherFiles(target, temporary);
            }

            Replace(target, temporary);
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    private static Pipeline Read(
        string directory, string manifest, JsonObject json, Dictionary<string, Func<Doc, Doc>> functions)
    {
        if ((string?)json["format"] != Format)
        {
            throw new InvalidDataException($"{manifest} does not describe a pipeline.");
        }

        if ((int?)json["version"] is not Version)
        {
            throw new InvalidDataException(
                $"{manifest} has version {json["version"]}; this library reads version {Version}. Update the library.");
        }

        JsonArray listed = json["components"] as JsonArray
            ?? throw new InvalidDataException($"{manifest} lists no components.");
        var parts = new List<(string Name, Func<IComponent> Load)>();
        foreach (JsonNode? item in listed)
        {
            string? name = (string?)item?["name"];
            string? type = (string?)item?["type"];
            if (name is null || type is null || !IsFolderName(name))
            {
                throw new InvalidDataException($"{manifest}: a component needs a name, which is its folder's, and a type.");
            }

            if (parts.Exists(part => part.Name == name))
            {
                throw new InvalidDataException($"{manifest}: there are two components '{name}'.");
            }

            parts.Add((name, !Loaders.ContainsKey(type) && functions.Remove(name, out Func<Doc, Doc>? function)
                ? () => new DelegateComponent(function)
                : () => LoadComponent(directory, manifest, name, type)));
        }

        if (functions.Count > 0)
        {
            throw new ArgumentException(
                $"The pipeline {directory} has no component '{functions.Keys.First()}' that is a function; "
                + $"it has: {string.Join(", ", parts.Select(part => part.Name))}.", nameof(functions));
        }

        // All at once; of several that fail, the first is reported.
        IComponent[] components = Task.WhenAll(parts.Select(part => Task.Run(part.Load))).GetAwaiter().GetResult();
        return new Pipeline(
            (string?)json["name"] ?? Path.GetFileName(directory), parts.Zip(components, (part, component) => (part.Name, component)))
        {
            MinimumProbability = (double?)json["minimum_probability"] ?? 0,
        };
    }

    private static ISavableComponent LoadComponent(string directory, string manifest, string name, string type)
    {
        if (!Loaders.TryGetValue(type, out Func<string, ISavableComponent>? load))
        {
            throw new InvalidDataException(type == FunctionType
                ? $"{manifest}: the component '{name}' is a function, which a folder cannot hold. Give it again, "
                + $"Pipeline.Load(\"{directory}\", (\"{name}\", doc => …)), or save the pipeline without it, "
                + $"nlp.Without(\"{name}\").Save(…)."
                : $"{manifest}: there is no component type '{type}'; known are {string.Join(", ", Loaders.Keys)}. A component "
                + $"of your own is given as Pipeline.Load(\"{directory}\", (\"{name}\", component.Process)).");
        }

        try
        {
            return load(Path.Combine(directory, name));
        }
        catch (Exception e) when (e is PatternException or IOException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{manifest}: the component '{name}' cannot be read: {e.Message}", e);
        }
    }

    private static void Write(
        string directory, string name, Pipeline nlp, IReadOnlyList<(string Name, IComponent Component)> components)
    {
        Directory.CreateDirectory(directory);
        var listed = new JsonArray();
        foreach ((string component, IComponent step) in components)
        {
            var savable = step as ISavableComponent;
            savable?.Save(Directory.CreateDirectory(Path.Combine(directory, component)).FullName);
            listed.Add(new JsonObject { ["name"] = component, ["type"] = savable?.Type ?? FunctionType });
        }

        var manifest = new JsonObject
        {
            ["format"] = Format,
            ["version"] = Version,
            ["name"] = name,
            ["language"] = "en",
        };
        if (nlp.MinimumProbability > 0)
        {
            manifest["minimum_probability"] = nlp.MinimumProbability;
        }

        manifest["components"] = listed;
        JsonFile.Write(Path.Combine(directory, Manifest), manifest);
    }

    /// <summary>What a person put beside the pipeline that is replaced, such as a model card, goes along.</summary>
    private static void KeepOtherFiles(string target, string temporary)
    {
        foreach (string file in Directory.EnumerateFiles(target))
        {
            string copy = Path.Combine(temporary, Path.GetFileName(file));
            if (!File.Exists(copy))
            {
                File.Copy(file, copy);
            }
        }
    }

    /// <summary>Puts a whole folder in the place of another; if that fails, the other one is back.</summary>
    private static void Replace(string target, string by)
    {
        string old = $"{by}.old";
        bool isThere = Directory.Exists(target);
        if (isThere)
        {
            Directory.Move(target, old);
        }

        try
        {
            Directory.Move(by, target);
        }
        catch when (isThere)
        {
            Directory.Move(old, target);
            throw;
        }

        if (isThere)
        {
            Directory.Delete(old, recursive: true);
        }
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
