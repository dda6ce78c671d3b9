using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NerWorkshop.Notebooks;

/// <summary>A kernel as Jupyter knows it: a folder with a <c>kernel.json</c> that says how it is started.</summary>
public sealed partial record KernelSpec
{
    /// <summary>The name that .NET Interactive gave its C# kernel and that C# notebooks ask for.</summary>
    public const string UsualName = ".net-csharp";

    /// <summary>The name taken where another kernel holds <see cref="UsualName"/>.</summary>
    public const string OtherName = "ner-csharp";

    private const string Implementation = "nerworkshop";
    private const string File = "kernel.json";

    private static readonly string[] Logos = ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private KernelSpec(string directory, string displayName, bool isOurs)
    {
        Directory = directory;
        DisplayName = displayName;
        IsOurs = isOurs;
    }

    /// <summary>The name by which notebooks ask for it.</summary>
    public string Name => Path.GetFileName(Directory);

    /// <summary>Its folder.</summary>
    public string Directory { get; }

    /// <summary>What front ends call it.</summary>
    public string DisplayName { get; }

    /// <summary>Whether it starts this engine.</summary>
    public bool IsOurs { get; }

    /// <summary>The kernels of a Jupyter data directory, by name. A folder that holds none is left out.</summary>
    public static IReadOnlyList<KernelSpec> In(string dataDirectory)
    {
        var kernels = new DirectoryInfo(Path.Combine(dataDirectory, "kernels"));
        if (!kernels.Exists)
        {
            return [];
        }

        return
        [
            .. kernels.EnumerateDirectories()
                .OrderBy(folder => folder.Name, StringComparer.Ordinal)
                .Select(folder => Read(folder.FullName))
                .OfType<KernelSpec>(),
        ];
    }

    /// <summary>Writes a kernel that starts this engine, in place of an older one of ours.</summary>
    /// <param name="dataDirectory">The Jupyter data directory to write to.</param>
    /// <param name="name">Letters, digits, '.', '-' and '_'.</param>
    /// <param name="command">The program and its first arguments; the connection file's name follows.</param>
    /// <exception cref="ArgumentException">Jupyter takes no such name.</exception>
    /// <exception cref="InvalidOperationException">Another kernel has that name there.</exception>
    public static KernelSpec Install(string dataDirectory, string name, IReadOnlyList<string> command)
    {
        if (!ValidName().IsMatch(name))
        {
            throw new ArgumentException(
                $"'{name}' cannot name a kernel: letters, digits, '.', '-' and '_' can.", nameof(name));
        }

        var directory = Path.Combine(dataDirectory, "kernels", name);
        if (Read(directory) is { IsOurs: false } other)
        {
            throw new InvalidOperationException($"'{name}' is another kernel, {other.DisplayName}, in {directory}.");
        }

        var displayName = name == UsualName ? ".NET (C#)" : $"C# ({name})";
        var json = new JsonObject
        {
            ["argv"] = new JsonArray([.. command.Append("{connection_file}").Select(arg => (JsonNode)arg)]),
            ["display_name"] = displayName,
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["env"] = Environment(),
            ["metadata"] = new JsonObject { ["implementation"] = Implementation },
        };
        System.IO.Directory.CreateDirectory(directory);
        foreach (var logo in Logos)
        {
            using var resource = typeof(KernelSpec).Assembly.GetManifestResourceStream(logo)!;
            using var target = System.IO.File.Create(Path.Combine(directory, logo));
            resource.CopyTo(target);
        }

        // Last and at once: without it, the folder is no kernel.
        var path = Path.Combine(directory, File);
        var temporary = path + ".tmp";
        System.IO.File.WriteAllText(temporary, json.ToJsonString(Indented) + "\n", new UTF8Encoding(false));
        System.IO.File.Move(temporary, path, overwrite: true);
        return new KernelSpec(directory, displayName, isOurs: true);
    }

    private static JsonObject Environment()
    {
        // A compiler that runs for a moment at a time gains nothing from being profiled: cells take half as long.
        var environment = new JsonObject { ["DOTNET_TieredPGO"] = "0" };
        // An editor that was not started from a shell may not know where .NET is.
        if (Path.GetDirectoryName(DotNetHost.Path) is { Length: > 0 } root)
        {
            environment["DOTNET_ROOT"] = root;
        }

        return environment;
    }

    /// <summary>Removes the kernel's folder.</summary>
    /// <exception cref="InvalidOperationException">It is not ours.</exception>
    public void Uninstall()
    {
        if (!IsOurs)
        {
            throw new InvalidOperationException($"'{Name}' is another kernel, {DisplayName}.");
        }

        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static KernelSpec? Read(string directory)
    {
        var path = Path.Combine(directory, File);
        if (!System.IO.File.Exists(path))
        {
            return null;
        }

        try
        {
            var json = JsonNode.Parse(System.IO.File.ReadAllText(path)) as JsonObject;
            var implementation = (json?["metadata"] as JsonObject)?["implementation"];
            return new KernelSpec(
                directory,
                NotebookJson.ReadText(json?["display_name"]) ?? Path.GetFileName(directory),
                NotebookJson.ReadText(implementation) == Implementation);
        }
        catch (JsonException)
        {
            // Whatever it is, it is there, and not ours.
            return new KernelSpec(directory, Path.GetFileName(directory), isOurs: false);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]+\z")]
    private static partial Regex ValidName();
}
