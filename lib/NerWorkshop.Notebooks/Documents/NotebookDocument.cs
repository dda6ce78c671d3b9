using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NerWorkshop.Notebooks;

/// <summary>
/// A Jupyter notebook, nbformat 4.5. What is read is written again, field by field and in the same order, also what
/// this engine does not know. See https://nbformat.readthedocs.io/en/latest/format_description.html.
/// </summary>
public sealed partial class NotebookDocument
{
    private const int Major = 4;
    private const int Minor = 5;

    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly JsonObject _root;

    private NotebookDocument(JsonObject root, List<NotebookCell> cells)
    {
        _root = root;
        Cells = cells;
    }

    /// <summary>Makes an empty C# notebook with the metadata that Jupyter and VS Code expect.</summary>
    public NotebookDocument()
        : this(
            new JsonObject
            {
                ["cells"] = new JsonArray(),
                ["metadata"] = new JsonObject
                {
                    ["kernelspec"] = new JsonObject
                    {
                        ["display_name"] = ".NET (C#)",
                        ["language"] = "C#",
                        ["name"] = ".net-csharp",
                    },
                    ["language_info"] = new JsonObject
                    {
                        ["file_extension"] = ".cs",
                        ["mimetype"] = "text/x-csharp",
                        ["name"] = "C#",
                        ["pygments_lexer"] = "csharp",
                    },
                },
                ["nbformat"] = Major,
                ["nbformat_minor"] = Minor,
            },
            [])
    {
    }

    /// <summary>The cells from top to bottom. Cells may be added, removed and moved.</summary>
    public IList<NotebookCell> Cells { get; }

    /// <summary>The notebook's metadata, live: changes are written with the notebook.</summary>
    public JsonObject Metadata
    {
        get
        {
            if (_root["metadata"] is JsonObject metadata)
            {
                return metadata;
            }

            metadata = [];
            _root["metadata"] = metadata;
            return metadata;
        }
    }

    /// <summary>The text of the first heading of level 1 in a Markdown cell; null where there is none.</summary>
    public string? Title => Cells
        .Where(cell => cell.Kind == CellKind.Markdown)
        .Select(cell => TitleLine().Match(cell.Source))
        .FirstOrDefault(match => match.Success)?.Groups[1].Value;

    /// <summary>Reads a notebook from a file: an .ipynb, or a .dib, .NET Interactive's text format.</summary>
    /// <exception cref="NotebookFormatException">It is no notebook of version 4; the message says why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static NotebookDocument Read(string path)
    {
        string json;
        try
        {
            json = File.ReadAllText(path, StrictUtf8);
        }
        catch (DecoderFallbackException e)
        {
            throw new NotebookFormatException($"{path}: not a notebook, for it is not UTF-8 text.", e);
        }

        return IsDib(path) ? DibFormat.Parse(json, path) : Parse(json, path);
    }

    /// <summary>Reads a notebook from its JSON.</summary>
    /// <param name="json">The text of an .ipynb file.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="NotebookFormatException">It is no notebook of version 4; the message says why.</exception>
    public static NotebookDocument Parse(string json, string name = "notebook")
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions
            {
                MaxDepth = 256,
                AllowDuplicateProperties = false,
            });
            // Nodes are read when they are used: whatever is wrong in one is to show here.
            NotebookJson.Write(TextWriter.Null, node);
        }
        catch (InvalidOperationException e)
        {
            throw new NotebookFormatException($"{name}: a text in the notebook has half a surrogate pair.", e);
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line ? $" (line {line + 1})" : "";
            throw new NotebookFormatException($"{name}: not a notebook, for it is not JSON{place}: {e.Message}", e);
        }

        if (node is not JsonObject root || NotebookJson.ReadInteger(root["nbformat"]) is not { } major)
        {
            throw new NotebookFormatException(
                $"{name}: not a notebook: an .ipynb file is a JSON object with the fields \"nbformat\" and \"cells\".");
        }

        if (major != Major)
        {
            throw new NotebookFormatException(major < Major
                ? $"{name}: notebook format {major} is too old. Convert it with "
                  + "'jupyter nbconvert --to notebook --nbformat 4 FILE', or open and save it in Jupyter or VS Code."
                : $"{name}: notebook format {major} is newer than this engine knows, which is {Major}.{Minor}.");
        }

        if (root["cells"] is not JsonArray array)
        {
            throw new NotebookFormatException($"{name}: the notebook has no list \"cells\".");
        }

        var cells = new List<NotebookCell>(array.Count);
        for (var i = 0; i < array.Count; i++)
        {
            cells.Add(ReadCell(array[i], i, name));
        }

        array.Clear();

        if (NotebookJson.ReadInteger(root["nbformat_minor"]) is not >= Minor)
        {
            root["nbformat_minor"] = Minor;
        }

        GiveIds(cells);
        return new NotebookDocument(root, cells);
    }

    /// <summary>
    /// Writes the notebook to a file, formatted as Jupyter does, or as a .dib where the name ends so. The file appears
    /// whole or not at all.
    /// </summary>
    /// <exception cref="NotebookFormatException">It cannot be written as a .dib; the message says why.</exception>
    public void Write(string path)
    {
        var text = IsDib(path) ? DibFormat.Format(this) : ToJson();
        var full = Path.GetFullPath(path);
        var temporary = full + "." + Path.GetRandomFileName() + ".tmp";
        try
        {
            File.WriteAllText(temporary, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>The notebook's JSON as Jupyter formats it: one space of indent and a final line break.</summary>
    public string ToJson()
    {
        var cells = (JsonArray)_root["cells"]!;
        foreach (var cell in Cells)
        {
            cells.Add((JsonNode)cell.Json);
        }

        try
        {
            var writer = new StringWriter { NewLine = "\n" };
            NotebookJson.Write(writer, _root);
            writer.Write('\n');
            return writer.ToString();
        }
        finally
        {
            // A JSON node has one parent only: the cells stay free to move.
            cells.Clear();
        }
    }

    /// <summary>An id which no cell of the notebook has, made from the name.</summary>
    internal string FreeId(string name)
    {
        var taken = Cells.Select(cell => cell.Id).ToHashSet(StringComparer.Ordinal);
        if (!taken.Contains(name))
        {
            return name;
        }

        for (var i = 2; ; i++)
        {
            if (!taken.Contains($"{name}-{i}"))
            {
                return $"{name}-{i}";
            }
        }
    }

    private static bool IsDib(string path) =>
        Path.GetExtension(path).Equals(DibFormat.Extension, StringComparison.OrdinalIgnoreCase);

    private static NotebookCell ReadCell(JsonNode? node, int index, string name)
    {
        if (node is not JsonObject json)
        {
            throw new NotebookFormatException($"{name}: cell {index + 1} is not a JSON object.");
        }

        CellKind kind = NotebookJson.ReadText(json["cell_type"]) switch
        {
            "code" => CellKind.Code,
            "markdown" => CellKind.Markdown,
            "raw" => CellKind.Raw,
            null => throw new NotebookFormatException($"{name}: cell {index + 1} has no \"cell_type\"."),
            var other => throw new NotebookFormatException(
                $"{name}: cell {index + 1} has the cell_type \"{other}\"; known are code, markdown and raw."),
        };
        if (NotebookJson.ReadText(json["source"]) is null)
        {
            throw new NotebookFormatException(
                $"{name}: cell {index + 1} has no \"source\" that is a string or a list of strings.");
        }

        return new NotebookCell(json, kind);
    }

    /// <summary>Before 4.5 cells had no ids. Made from place and text, they are the same each time.</summary>
    private static void GiveIds(List<NotebookCell> cells)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var without = new List<(NotebookCell Cell, int Index)>();
        for (var i = 0; i < cells.Count; i++)
        {
            if (!ValidId().IsMatch(cells[i].Id) || !taken.Add(cells[i].Id))
            {
                without.Add((cells[i], i));
            }
        }

        foreach (var (cell, index) in without)
        {
            string id;
            var attempt = 0;
            do
            {
                var seed = Encoding.UTF8.GetBytes($"{index}.{attempt++}\n{cell.Source}");
                id = Convert.ToHexStringLower(SHA256.HashData(seed).AsSpan(0, 4));
            }
            while (!taken.Add(id));

            cell.Json["id"] = id;
        }
    }

    [GeneratedRegex(@"^[a-zA-Z0-9_-]{1,64}\z")]
    private static partial Regex ValidId();

    [GeneratedRegex(@"^#[ \t]+([^\r\n]*[^\s#])", RegexOptions.Multiline)]
    private static partial Regex TitleLine();
}
