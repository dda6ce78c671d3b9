using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>
/// Texts and entities as JSON lines: written as spaCy's <c>Doc.to_json</c>, read as that and as Prodigy and doccano
/// write them. Offsets in files count Unicode code points; here they count UTF-16 chars.
/// </summary>
public static class JsonLines
{
    internal static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>
    /// Where entities may stand: spaCy's, Prodigy's, spaCy's for training, doccano's. The first one found counts.
    /// </summary>
    private static readonly string[] EntityFields = ["ents", "spans", "entities", "label"];

    /// <summary>
    /// Reads a file or a web address line by line; it may be compressed with gzip. Empty lines are passed over.
    /// </summary>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    /// <exception cref="InvalidDataException">
    /// It is empty or no text, or a line is wrong; the message names file and line.
    /// </exception>
    public static IEnumerable<AnnotatedText> Read(string pathOrUrl)
    {
        using PeekStream stream = CorpusFile.Open(pathOrUrl);
        using StreamReader reader = new CorpusEncoding().Reader(stream);
        foreach (AnnotatedText text in Read(reader, pathOrUrl))
        {
            yield return text;
        }
    }

    /// <summary>Reads lines as they come in. Empty ones are passed over.</summary>
    /// <param name="reader">Where they come from.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <exception cref="InvalidDataException">A line is wrong; the message names it.</exception>
    public static IEnumerable<AnnotatedText> Read(TextReader reader, string name) =>
        ReadObjects(reader, name).Select(line => FromJson(line.Json, name, line.Line));

    /// <summary>Reads one line.</summary>
    /// <param name="line">A JSON object with a <c>text</c>.</param>
    /// <param name="name">What to call its file in errors.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <exception cref="InvalidDataException">The line is wrong; the message names file and number.</exception>
    public static AnnotatedText Parse(string line, string name, int number) =>
        FromJson(ParseObject(line, name, number), name, number);

    /// <summary>A document as one line, without a line break.</summary>
    /// <param name="doc">The document.</param>
    /// <param name="fields">Further fields to hand on, such as those of the line it came from.</param>
    /// <param name="tokens">Whether to write the offsets of the tokens as well.</param>
    public static string Format(Doc doc, JsonObject? fields = null, bool tokens = false)
    {
        var offsets = new CodePointOffsets(doc.Text);
        var ents = new JsonArray();
        foreach (Span entity in doc.Entities)
        {
            JsonObject json = Entity(
                offsets, entity.StartChar, entity.EndChar, entity.Label, entity.Id, entity.KbId);
            if (entity.Probability is { } probability)
            {
                json["probability"] = Math.Round(probability, 4);
            }

            ents.Add(json);
        }

        JsonObject line = Line(doc.Text, ents, fields);
        if (tokens)
        {
            line["tokens"] = new JsonArray([.. doc.Select(token => new JsonObject
            {
                ["id"] = token.Index,
                ["start"] = offsets.ToCodePoints(token.StartChar),
                ["end"] = offsets.ToCodePoints(token.EndChar),
            })]);
        }

        return line.ToJsonString(Options);
    }

    /// <summary>A text with its entities as one line, without a line break.</summary>
    public static string Format(AnnotatedText text)
    {
        var offsets = new CodePointOffsets(text.Text);
        var ents = new JsonArray([.. text.Entities.Select(entity =>
            Entity(offsets, entity.StartChar, entity.EndChar, entity.Label, entity.Id, entity.KbId))]);
        return Line(text.Text, ents, text.Fields).ToJsonString(Options);
    }

    /// <summary>Writes documents to a file, which appears once all are written.</summary>
    /// <exception cref="IOException">The place cannot be written to.</exception>
    public static void Write(string path, IEnumerable<Doc> docs) => WriteLines(path, docs.Select(doc => Format(doc)));

    /// <summary>Writes texts with their entities to a file, which appears once all are written.</summary>
    /// <exception cref="IOException">The place cannot be written to.</exception>
    public static void Write(string path, IEnumerable<AnnotatedText> texts) => WriteLines(path, texts.Select(Format));

    /// <summary>Whether something is JSON lines, by its name or its first character.</summary>
    internal static bool Looks(string source, ReadOnlySpan<byte> head)
    {
        string path = source.Split('?')[0];
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase)
            || head.TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'{', ..];
    }

    internal static IEnumerable<(int Line, JsonObject Json)> ReadObjects(TextReader reader, string name)
    {
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return (number, ParseObject(line, name, number));
            }
        }
    }

    /// <summary>A string value, which JSON lets hold half a character.</summary>
    internal static string String(JsonNode value, string name, int number)
    {
        try
        {
            return value.GetValue<string>();
        }
        catch (InvalidOperationException e)
        {
            throw Error(name, number, "a text holds half a surrogate pair", e);
        }
    }

    private static JsonObject ParseObject(string line, string name, int number)
    {
        try
        {
            return JsonNode.Parse(line.TrimStart('\uFEFF'), documentOptions: Strict) as JsonObject
                ?? throw Error(name, number, "not a JSON object");
        }
        catch (JsonException e)
        {
            // The parser counts lines of its own; only the column says anything here.
            string at = e.BytePositionInLine is { } column
                ? string.Create(CultureInfo.InvariantCulture, $" (byte {column + 1})")
                : "";
            throw Error(name, number, $"not valid JSON{at}", e);
        }
    }

    private static AnnotatedText FromJson(JsonObject json, string name, int number)
    {
        string text = json["text"] switch
        {
            JsonValue value when value.GetValueKind() == JsonValueKind.String => String(value, name, number),
            null when json.ContainsKey("text") => "",
            null => throw Error(
                name, number, $"no field 'text'; the fields are: {string.Join(", ", json.Select(field => field.Key))}"),
            _ => throw Error(name, number, "the field 'text' is not a string"),
        };
        JsonArray? entities = EntityFields.Select(field => json[field]).OfType<JsonArray>()
            .FirstOrDefault(HoldsEntities);
        var offsets = new CodePointOffsets(text);
        int length = offsets.ToCodePoints(text.Length);
        bool isAccepted = json["answer"] is not JsonValue answer || answer.GetValueKind() != JsonValueKind.String
            || String(answer, name, number) == "accept";
        foreach (string field in (string[])["text", "ents", "tokens"])
        {
            json.Remove(field);
        }

        return new AnnotatedText(
            text, [.. (entities ?? []).Select(entity => ReadEntity(entity, offsets, length, name, number))])
        {
            Line = number,
            IsAnnotated = entities is not null,
            IsAccepted = isAccepted,
            Fields = json,
        };
    }

    /// <summary>Labels of whole texts come as lists of strings under the same name.</summary>
    private static bool HoldsEntities(JsonArray array) => array.All(item => item is JsonArray or JsonObject);

    private static TextEntity ReadEntity(
        JsonNode? entity, CodePointOffsets offsets, int length, string name, int number)
    {
        (JsonNode? start, JsonNode? end, JsonNode? label) = entity switch
        {
            JsonArray { Count: 3 } triple => (triple[0], triple[1], triple[2]),
            JsonObject json => (json["start"] ?? json["start_offset"], json["end"] ?? json["end_offset"], json["label"]),
            _ => (null, null, null),
        };
        if (start is not JsonValue startValue || !startValue.TryGetValue(out int from)
            || end is not JsonValue endValue || !endValue.TryGetValue(out int to)
            || label?.GetValueKind() != JsonValueKind.String)
        {
            throw Error(
                name,
                number,
                $"an entity needs start, end and label, but is {entity?.ToJsonString(Options) ?? "null"}");
        }

        if (from < 0 || to > length || from >= to)
        {
            throw Error(name, number, string.Create(
                CultureInfo.InvariantCulture,
                $"an entity from {from} to {to} does not lie within the text, which has {length} characters"));
        }

        return new TextEntity(
            offsets.ToUtf16(from),
            offsets.ToUtf16(to),
            String(label, name, number),
            OptionalString(entity, "id", name, number),
            OptionalString(entity, "kb_id", name, number));
    }

    private static string OptionalString(JsonNode? entity, string field, string name, int number) =>
        entity is JsonObject json && json[field] is { } value && value.GetValueKind() == JsonValueKind.String
            ? String(value, name, number)
            : "";

    private static JsonObject Entity(
        CodePointOffsets offsets, int start, int end, string label, string id, string kbId)
    {
        var json = new JsonObject
        {
            ["start"] = offsets.ToCodePoints(start),
            ["end"] = offsets.ToCodePoints(end),
            ["label"] = label,
        };
        if (id.Length > 0)
        {
            json["id"] = id;
        }

        if (kbId.Length > 0)
        {
            json["kb_id"] = kbId;
        }

        return json;
    }

    private static JsonObject Line(string text, JsonArray ents, JsonObject? fields)
    {
        var line = new JsonObject { ["text"] = text, ["ents"] = ents };
        foreach ((string name, JsonNode? value) in fields ?? [])
        {
            line.TryAdd(name, value?.DeepClone());
        }

        return line;
    }

    private static void WriteLines(string path, IEnumerable<string> lines) => AtomicFile.Write(path, writer =>
    {
        foreach (string line in lines)
        {
            writer.WriteLine(line);
        }
    });

    private static InvalidDataException Error(string name, int number, string what, Exception? inner = null) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{name}, line {number}: {what}."), inner);
}
