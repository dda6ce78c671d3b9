using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop.Notebooks;

/// <summary>JSON as Jupyter writes it: one space of indent, text unescaped, long texts as lists of lines.</summary>
internal static class NotebookJson
{
    /// <summary>Writes a node. System.Text.Json would escape every emoji, which makes a notebook unreadable.</summary>
    public static void Write(TextWriter writer, JsonNode? node, int depth = 0)
    {
        switch (node)
        {
            case null:
                writer.Write("null");
                break;
            case JsonObject { Count: 0 }:
                writer.Write("{}");
                break;
            case JsonArray { Count: 0 }:
                writer.Write("[]");
                break;
            case JsonObject members:
                writer.Write('{');
                var first = true;
                foreach (var (name, value) in members)
                {
                    StartItem(writer, depth + 1, ref first);
                    WriteString(writer, name);
                    writer.Write(": ");
                    Write(writer, value, depth + 1);
                }

                EndItems(writer, depth, '}');
                break;
            case JsonArray items:
                writer.Write('[');
                var start = true;
                foreach (var item in items)
                {
                    StartItem(writer, depth + 1, ref start);
                    Write(writer, item, depth + 1);
                }

                EndItems(writer, depth, ']');
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                WriteString(writer, value.GetValue<string>());
                break;
            default:
                // Numbers keep the very digits they were read with.
                writer.Write(node.ToJsonString());
                break;
        }
    }

    /// <summary>A multi-line text: nbformat allows one string or a list of lines.</summary>
    public static string? ReadText(JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonArray lines when lines.All(IsString) => string.Concat(lines.Select(line => line!.GetValue<string>())),
        _ => null,
    };

    /// <summary>The text as a list of lines, each with its line break.</summary>
    public static JsonArray WriteText(string text)
    {
        var lines = new JsonArray();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add((JsonNode)JsonValue.Create(text[start..end]));
            start = end;
        }

        return lines;
    }

    public static CellOutput? ReadOutput(JsonObject output)
    {
        switch (ReadText(output["output_type"]))
        {
            case "stream":
                return new StreamOutput(
                    ReadText(output["name"]) ?? StreamOutput.StandardOutput,
                    ReadText(output["text"]) ?? "");
            case "display_data":
                return new DisplayOutput(ReadData(output["data"]));
            case "execute_result":
                return new ResultOutput(ReadInteger(output["execution_count"]), ReadData(output["data"]));
            case "error":
                return new ErrorOutput(
                    ReadText(output["ename"]) ?? "Error",
                    ReadText(output["evalue"]) ?? "",
                    output["traceback"] is JsonArray lines
                        ? [.. lines.Select(line => ReadText(line) ?? "")]
                        : []);
            default:
                return null;
        }
    }

    public static JsonObject WriteOutput(CellOutput output) => output switch
    {
        StreamOutput stream => new JsonObject
        {
            ["name"] = stream.Name,
            ["output_type"] = "stream",
            ["text"] = WriteText(stream.Text),
        },
        ResultOutput result => new JsonObject
        {
            ["data"] = WriteData(result.Data),
            ["execution_count"] = result.ExecutionCount,
            ["metadata"] = new JsonObject(),
            ["output_type"] = "execute_result",
        },
        DisplayOutput display => new JsonObject
        {
            ["data"] = WriteData(display.Data),
            ["metadata"] = new JsonObject(),
            ["output_type"] = "display_data",
        },
        ErrorOutput error => new JsonObject
        {
            ["ename"] = error.Name,
            ["evalue"] = error.Message,
            ["output_type"] = "error",
            ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)JsonValue.Create(line))]),
        },
        _ => throw new ArgumentException($"A notebook cannot hold a {output.GetType().Name}.", nameof(output)),
    };

    public static int? ReadInteger(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    private static Dictionary<string, string> ReadData(JsonNode? node)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        if (node is not JsonObject bundle)
        {
            return data;
        }

        foreach (var (mimeType, value) in bundle)
        {
            data[mimeType] = IsJson(mimeType) ? value?.ToJsonString() ?? "null" : ReadText(value) ?? "";
        }

        return data;
    }

    private static JsonObject WriteData(IReadOnlyDictionary<string, string> data)
    {
        var bundle = new JsonObject();
        foreach (var (mimeType, value) in data)
        {
            bundle[mimeType] = IsJson(mimeType) ? JsonNode.Parse(value)
                : mimeType.StartsWith("image/", StringComparison.Ordinal) && mimeType != "image/svg+xml"
                    ? JsonValue.Create(value)
                    : WriteText(value);
        }

        return bundle;
    }

    public static bool IsJson(string mimeType) =>
        mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

    private static bool IsString(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;

    private static void StartItem(TextWriter writer, int depth, ref bool first)
    {
        if (!first)
        {
            writer.Write(',');
        }

        first = false;
        NewLine(writer, depth);
    }

    private static void EndItems(TextWriter writer, int depth, char close)
    {
        NewLine(writer, depth);
        writer.Write(close);
    }

    private static void NewLine(TextWriter writer, int depth)
    {
        writer.Write('\n');
        for (var i = 0; i < depth; i++)
        {
            writer.Write(' ');
        }
    }

    private static void WriteString(TextWriter writer, string text)
    {
        writer.Write('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '"': writer.Write("\\\""); break;
                case '\\': writer.Write("\\\\"); break;
                case '\n': writer.Write("\\n"); break;
                case '\r': writer.Write("\\r"); break;
                case '\t': writer.Write("\\t"); break;
                case '\b': writer.Write("\\b"); break;
                case '\f': writer.Write("\\f"); break;
                default:
                    if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                    {
                        writer.Write(c);
                        writer.Write(text[++i]);
                    }
                    else if (c < ' ')
                    {
                        writer.Write("\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    }
                    else if (char.IsSurrogate(c))
                    {
                        // Half a surrogate pair has no UTF-8 form, and escaped it could not be read again.
                        writer.Write('\uFFFD');
                    }
                    else
                    {
                        writer.Write(c);
                    }

                    break;
            }
        }

        writer.Write('"');
    }
}
