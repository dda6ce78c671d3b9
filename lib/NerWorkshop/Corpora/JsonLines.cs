using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>
/// Texts and entities as JSON lines: written as spaCy's <c>Doc.to_json</c> or in another dialect, read in any of them.
/// Offsets in files count Unicode code points; here they count UTF-16 chars.
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
        var line = new JsonObject
        {
            ["text"] = doc.Text,
            ["ents"] = new JsonArray([.. doc.Entities.Select(entity => Entity(offsets, entity.ToTextEntity()))]),
        };
        AddFields(line, fields ?? []);
        if (tokens)
        {
            line["tokens"] = Tokens(doc, offsets);
        }

        return line.ToJsonString(Options);
    }

    /// <summary>A text with its entities as one line, without a line break.</summary>
    /// <param name="text">The text.</param>
    /// <param name="dialect">How to write the entities; what the dialect has no place for is left out.</param>
    public static string Format(AnnotatedText text, JsonLinesDialect dialect = JsonLinesDialect.Spacy)
    {
        var offsets = new CodePointOffsets(text.Text);
        var line = new JsonObject { ["text"] = text.Text };
        if (text.IsAnnotated)
        {
            (string name, Func<TextEntity, JsonNode> format) = dialect switch
            {
                JsonLinesDialect.Prodigy => ("spans", entity => TokenSpan(text.Tokens, offsets, entity)),
                JsonLinesDialect.Entities => ("entities", entity => Triple(offsets, entity)),
                JsonLinesDialect.Doccano => ("label", entity => Triple(offsets, entity)),
                _ => ("ents", (Func<TextEntity, JsonNode>)(entity => Entity(offsets, entity))),
            };
            line[name] = new JsonArray([.. text.Entities.Select(format)]);
        }

        if (dialect == JsonLinesDialect.Spacy && text.Spans.Count > 0)
        {
            line["spans"] = new JsonObject(text.Spans.Select(group => KeyValuePair.Create(
                group.Key, (JsonNode?)new JsonArray([.. group.Value.Select(entity => Entity(offsets, entity))]))));
        }

        AddFields(line, text.OtherFields);
        if (!text.IsAccepted || (dialect == JsonLinesDialect.Prodigy && text.IsAnnotated))
        {
            line.TryAdd("answer", text.IsAccepted ? "accept" : "reject");
        }

        if (text.Tokens is { } tokens && dialect is JsonLinesDialect.Spacy or JsonLinesDialect.Prodigy)
        {
            line["tokens"] = Tokens(tokens, offsets, texts: dialect == JsonLinesDialect.Prodigy);
        }

        return line.ToJsonString(Options);
    }

    /// <summary>Writes documents to a file, which appears once all are written.</summary>
    /// <exception cref="IOException">The place cannot be written to.</exception>
    public static void Write(string path, IEnumerable<Doc> docs) => WriteLines(path, docs.Select(doc => Format(doc)));

    /// <summary>Writes texts with their entities to a file, which appears once all are written.</summary>
    /// <exception cref="IOException">The place cannot be written to.</exception>
    public static void Write(string path, IEnumerable<AnnotatedText> texts) =>
        WriteLines(path, texts.Select(text => Format(text)));

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

    /// <summary>Whether a field says what entities or groups of spans there are.</summary>
    internal static bool HoldsEntities(string name, JsonNode? value) => value switch
    {
        JsonArray array => EntityFields.Contains(name) && HoldsEntities(array),
        JsonObject groups => name == "spans" && HoldsGroups(groups),
        _ => false,
    };

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
        TextEntity[] Read(JsonArray array) =>
            [.. array.Select(entity => ReadEntity(entity, offsets, length, name, number))];

        bool isAccepted = json["answer"] is not JsonValue answer || answer.GetValueKind() != JsonValueKind.String
            || String(answer, name, number) == "accept";
        var groups = json["spans"] is JsonObject spans && HoldsGroups(spans)
            ? spans.ToDictionary(
                group => group.Key, IReadOnlyList<TextEntity> (group) => Read((JsonArray)group.Value!), StringComparer.Ordinal)
            : [];
        Doc? tokens = json["tokens"] is JsonArray array ? ReadTokens(text, array, offsets) : null;
        foreach (string field in (string[])["text", "ents", "tokens"])
        {
            json.Remove(field);
        }

        return new AnnotatedText(text, Read(entities ?? []))
        {
            Line = number,
            IsAnnotated = entities is not null,
            IsAccepted = isAccepted,
            Tokens = tokens,
            Spans = groups,
            Fields = json,
        };
    }

    /// <summary>Labels of whole texts come as lists of strings under the same name.</summary>
    private static bool HoldsEntities(JsonArray array) => array.All(item => item is JsonArray or JsonObject);

    /// <summary>spaCy's groups of spans, each a list under its name.</summary>
    private static bool HoldsGroups(JsonObject groups) =>
        groups.All(group => group.Value is JsonArray array && array.All(item => item is JsonObject));

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

        string Optional(string field) =>
            (entity as JsonObject)?[field] is JsonValue value && value.GetValueKind() == JsonValueKind.String
                ? String(value, name, number)
                : "";

        double? probability = (entity as JsonObject)?["probability"] is JsonValue number01
            && number01.TryGetValue(out double p) ? p : null;
        return new TextEntity(
            offsets.ToUtf16(from), offsets.ToUtf16(to), String(label, name, number), Optional("id"), Optional("kb_id"), probability);
    }

    /// <summary>The tokens, where they give back the text; other programs may cut it in other ways.</summary>
    private static Doc? ReadTokens(string text, JsonArray tokens, CodePointOffsets offsets)
    {
        var bounds = new List<(int Start, int End)>(tokens.Count);
        foreach (JsonNode? token in tokens)
        {
            if (token is not JsonObject json
                || json["start"] is not JsonValue start || !start.TryGetValue(out int from)
                || json["end"] is not JsonValue end || !end.TryGetValue(out int to))
            {
                return null;
            }

            bounds.Add((offsets.ToUtf16(from), offsets.ToUtf16(to)));
        }

        return TokenBounds.ToDoc(text, bounds);
    }

    private static JsonArray Tokens(Doc doc, CodePointOffsets offsets, bool texts = false) =>
        new([.. doc.Select(token =>
        {
            var json = new JsonObject
            {
                ["id"] = token.Index,
                ["start"] = offsets.ToCodePoints(token.StartChar),
                ["end"] = offsets.ToCodePoints(token.EndChar),
            };
            if (texts)
            {
                json["text"] = token.Text;
                json["ws"] = doc.HasSpaceAfter(token.Index);
            }

            return json;
        })]);

    private static JsonObject Entity(CodePointOffsets offsets, TextEntity entity)
    {
        var json = new JsonObject
        {
            ["start"] = offsets.ToCodePoints(entity.StartChar),
            ["end"] = offsets.ToCodePoints(entity.EndChar),
            ["label"] = entity.Label,
        };
        if (entity.Id.Length > 0)
        {
            json["id"] = entity.Id;
        }

        if (entity.KbId.Length > 0)
        {
            json["kb_id"] = entity.KbId;
        }

        if (entity.Probability is { } probability)
        {
            json["probability"] = Math.Round(probability, 4);
        }

        return json;
    }

    /// <summary>An entity with the numbers of its first and last token, where it is made of whole ones.</summary>
    private static JsonObject TokenSpan(Doc? tokens, CodePointOffsets offsets, TextEntity entity)
    {
        JsonObject json = Entity(offsets, entity);
        if (tokens?.CharSpan(entity.StartChar, entity.EndChar) is { } span)
        {
            json["token_start"] = span.Start;
            json["token_end"] = span.End - 1;
        }

        return json;
    }

    private static JsonArray Triple(CodePointOffsets offsets, TextEntity entity) =>
        [offsets.ToCodePoints(entity.StartChar), offsets.ToCodePoints(entity.EndChar), entity.Label];

    private static void AddFields(JsonObject line, IEnumerable<KeyValuePair<string, JsonNode?>> fields)
    {
        foreach ((string name, JsonNode? value) in fields)
        {
            line.TryAdd(name, value?.DeepClone());
        }
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
