using System.Text.Json.Nodes;

namespace NerWorkshop.Notebooks;

/// <summary>
/// One cell of a notebook: a view of its JSON, so that every field which is not known here is kept as it was read.
/// </summary>
public sealed class NotebookCell
{
    internal NotebookCell(JsonObject json, CellKind kind)
    {
        Json = json;
        Kind = kind;
    }

    /// <summary>Makes a new cell.</summary>
    /// <param name="kind">What the cell holds.</param>
    /// <param name="source">Its text.</param>
    /// <param name="id">1 to 64 letters, digits, '-' or '_', unlike every other cell's.</param>
    /// <param name="tags">Tags such as <c>parameters</c>.</param>
    public NotebookCell(CellKind kind, string source, string id, params string[] tags)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        Kind = kind;
        Json = new JsonObject();
        if (kind == CellKind.Code)
        {
            Json["execution_count"] = null;
        }

        Json["cell_type"] = kind switch
        {
            CellKind.Code => "code",
            CellKind.Markdown => "markdown",
            _ => "raw",
        };
        Json["id"] = id;
        Json["metadata"] = new JsonObject();
        if (kind == CellKind.Code)
        {
            Json["outputs"] = new JsonArray();
        }

        Source = source;
        if (tags.Length > 0)
        {
            Metadata["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)JsonValue.Create(tag))]);
        }
    }

    /// <summary>What the cell holds.</summary>
    public CellKind Kind { get; }

    /// <summary>The cell's name within its notebook.</summary>
    public string Id => NotebookJson.ReadText(Json["id"]) ?? "";

    /// <summary>The cell's text, with <c>\n</c> or <c>\r\n</c> between lines as it was read.</summary>
    public string Source
    {
        get => NotebookJson.ReadText(Json["source"]) ?? "";
        set => Json["source"] = NotebookJson.WriteText(value);
    }

    /// <summary>The cell's metadata, live: changes are written with the notebook.</summary>
    public JsonObject Metadata
    {
        get
        {
            if (Json["metadata"] is JsonObject metadata)
            {
                return metadata;
            }

            metadata = [];
            Json["metadata"] = metadata;
            return metadata;
        }
    }

    /// <summary>The cell's tags, such as <c>parameters</c>; empty where there are none.</summary>
    public IReadOnlyList<string> Tags => Json["metadata"]?["tags"] is JsonArray tags
        ? [.. tags.Select(tag => NotebookJson.ReadText(tag)).OfType<string>()]
        : [];

    /// <summary>
    /// The language of the cell, as .NET Interactive's notebooks note it: <c>csharp</c>, <c>markdown</c>, or for example
    /// <c>fsharp</c>.
    /// </summary>
    public string Language => Kind switch
    {
        CellKind.Markdown => "markdown",
        CellKind.Raw => "raw",
        _ => Noted("polyglot_notebook", "kernelName") ?? Noted("dotnet_interactive", "language") ?? "csharp",
    };

    /// <summary>The source as a session runs it: where it is no C#, after the directive that says so.</summary>
    internal string Code => Language == "csharp" ? Source : $"#!{Language}\n{Source}";

    /// <summary>The count of the execution that ran the cell; null where it has not been run.</summary>
    public int? ExecutionCount
    {
        get => NotebookJson.ReadInteger(Json["execution_count"]);
        set
        {
            if (Kind != CellKind.Code)
            {
                throw new InvalidOperationException("Only a code cell can be run.");
            }

            Json["execution_count"] = value;
        }
    }

    /// <summary>The outputs of a code cell. One of a kind unknown here is kept but not listed.</summary>
    public IReadOnlyList<CellOutput> Outputs
    {
        get => Json["outputs"] is JsonArray outputs
            ? [.. outputs.OfType<JsonObject>().Select(NotebookJson.ReadOutput).OfType<CellOutput>()]
            : [];
        set
        {
            if (Kind != CellKind.Code)
            {
                throw new InvalidOperationException("Only a code cell has outputs.");
            }

            Json["outputs"] = new JsonArray([.. value.Select(output => (JsonNode)NotebookJson.WriteOutput(output))]);
        }
    }

    internal JsonObject Json { get; }

    private string? Noted(string section, string name) =>
        NotebookJson.ReadText(((Json["metadata"] as JsonObject)?[section] as JsonObject)?[name]);

    /// <summary>Whether the cell carries the tag.</summary>
    public bool HasTag(string tag) => Tags.Contains(tag, StringComparer.Ordinal);
}
