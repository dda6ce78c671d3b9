using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop.Notebooks;

/// <summary>
/// .NET Interactive's .dib format: plain text, in which a line such as <c>#!csharp</c> begins each cell, and a first
/// block <c>#!meta</c> holds the notebook's metadata. It has no place for outputs, tags and ids.
/// </summary>
internal static class DibFormat
{
    /// <summary>What the name of such a file ends in.</summary>
    public const string Extension = ".dib";

    private const string Meta = "#!meta";
    private const string KernelInfo = "kernelInfo";
    private const string Polyglot = "polyglot_notebook";
    private const string DefaultLanguage = "csharp";

    /// <summary>The names that begin a cell, and the language that each means.</summary>
    private static readonly Dictionary<string, string> Languages = new(StringComparer.Ordinal)
    {
        ["csharp"] = DefaultLanguage,
        ["c#"] = DefaultLanguage,
        ["C#"] = DefaultLanguage,
        ["markdown"] = "markdown",
        ["md"] = "markdown",
        ["raw"] = "raw",
        ["html"] = "html",
        ["http"] = "http",
        ["fsharp"] = "fsharp",
        ["f#"] = "fsharp",
        ["F#"] = "fsharp",
        ["javascript"] = "javascript",
        ["js"] = "javascript",
        ["pwsh"] = "pwsh",
        ["powershell"] = "pwsh",
        ["sql"] = "sql",
        ["kql"] = "kql",
        ["mermaid"] = "mermaid",
        ["value"] = "value",
    };

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a notebook.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="NotebookFormatException">Its metadata are no JSON object.</exception>
    public static NotebookDocument Parse(string text, string name)
    {
        var document = new NotebookDocument();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var languages = new Dictionary<string, string>(Languages, StringComparer.Ordinal);
        var language = DefaultLanguage;
        var cell = new List<string>();
        var hasMeta = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (!hasMeta && line.TrimEnd() == Meta)
            {
                hasMeta = true;
                var end = Array.FindIndex(lines, i + 1, next => next.StartsWith("#!", StringComparison.Ordinal));
                end = end < 0 ? lines.Length : end;
                language = ReadMetadata(string.Join('\n', lines[(i + 1)..end]), document, languages, name, i + 1);
                i = end - 1;
            }
            else if (line.StartsWith("#!", StringComparison.Ordinal) && languages.TryGetValue(line[2..].Trim(), out var next))
            {
                EndCell();
                language = next;
            }
            else
            {
                cell.Add(line);
            }
        }

        EndCell();
        return document;

        void EndCell()
        {
            var source = Trim(cell);
            cell.Clear();
            if (source.Length > 0)
            {
                document.Cells.Add(NewCell(language, source, document.Cells.Count + 1));
            }
        }
    }

    /// <summary>The notebook as such a file's text.</summary>
    /// <exception cref="NotebookFormatException">A cell has a line that would begin another.</exception>
    public static string Format(NotebookDocument document)
    {
        var text = new StringBuilder();
        var metadata = WriteMetadata(document);
        if (metadata.Count > 0)
        {
            text.Append(Meta).Append("\n\n").Append(metadata.ToJsonString(Compact)).Append("\n\n");
        }

        for (var i = 0; i < document.Cells.Count; i++)
        {
            var cell = document.Cells[i];
            var lines = cell.Source.ReplaceLineEndings("\n").Split('\n');
            if (lines.FirstOrDefault(BeginsCell) is { } line)
            {
                throw new NotebookFormatException(FormattableString.Invariant(
                    $"Cell {i + 1} has a line '{line}', which in a .dib file would begin a cell of its own. Split the cell there."));
            }

            var source = Trim(lines);
            if (source.Length > 0)
            {
                text.Append("#!").Append(cell.Language).Append("\n\n").Append(source).Append("\n\n");
            }
        }

        return text.Length == 0 ? "" : text.ToString(0, text.Length - 1);
    }

    private static bool BeginsCell(string line) =>
        line.StartsWith("#!", StringComparison.Ordinal) && (Languages.ContainsKey(line[2..].Trim()) || line.TrimEnd() == Meta);

    private static string Trim(IReadOnlyList<string> lines)
    {
        var first = 0;
        var end = lines.Count;
        while (first < end && lines[first].Length == 0)
        {
            first++;
        }

        while (end > first && lines[end - 1].Length == 0)
        {
            end--;
        }

        return string.Join('\n', lines.Skip(first).Take(end - first));
    }

    private static NotebookCell NewCell(string language, string source, int number)
    {
        var id = FormattableString.Invariant($"cell-{number}");
        switch (language)
        {
            case "markdown":
                return new NotebookCell(CellKind.Markdown, source, id);
            case "raw":
                return new NotebookCell(CellKind.Raw, source, id);
            default:
                var cell = new NotebookCell(CellKind.Code, source, id);
                cell.Metadata[Polyglot] = new JsonObject { ["kernelName"] = language };
                return cell;
        }
    }

    /// <summary>Takes the metadata over, and the names of the languages that they add; returns the language of a cell that names none.</summary>
    private static string ReadMetadata(
        string json,
        NotebookDocument document,
        Dictionary<string, string> languages,
        string name,
        int line)
    {
        JsonObject metadata;
        try
        {
            metadata = JsonNode.Parse(json) as JsonObject ?? throw new JsonException("it is no JSON object");
        }
        catch (JsonException e)
        {
            throw new NotebookFormatException($"{name}, line {line}: {Meta} is to be followed by a JSON object: {e.Message}", e);
        }

        var language = DefaultLanguage;
        foreach (var (key, value) in metadata.ToList())
        {
            metadata.Remove(key);
            if (key != KernelInfo)
            {
                document.Metadata[key] = value;
                continue;
            }

            document.Metadata[Polyglot] = new JsonObject { [KernelInfo] = value };
            if (value is not JsonObject info)
            {
                continue;
            }

            language = NotebookJson.ReadText(info["defaultKernelName"]) ?? language;
            foreach (var item in (info["items"] as JsonArray ?? []).OfType<JsonObject>())
            {
                if (NotebookJson.ReadText(item["name"]) is not { Length: > 0 } kernel)
                {
                    continue;
                }

                languages.TryAdd(kernel, kernel);
                foreach (var alias in (item["aliases"] as JsonArray ?? []).Select(NotebookJson.ReadText).OfType<string>())
                {
                    languages.TryAdd(alias, kernel);
                }
            }
        }

        return language;
    }

    /// <summary>What is the same in every C# notebook is left out.</summary>
    private static JsonObject WriteMetadata(NotebookDocument document)
    {
        var usual = new NotebookDocument().Metadata;
        var metadata = new JsonObject();
        foreach (var (key, value) in document.Metadata)
        {
            if (key == Polyglot && value is JsonObject { Count: 1 } polyglot && polyglot[KernelInfo] is { } info)
            {
                metadata[KernelInfo] = info.DeepClone();
            }
            else if (!usual.ContainsKey(key) || !JsonNode.DeepEquals(usual[key], value))
            {
                metadata[key] = value?.DeepClone();
            }
        }

        return metadata;
    }
}
