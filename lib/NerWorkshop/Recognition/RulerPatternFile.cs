using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>Reads and writes patterns as spaCy's JSON lines.</summary>
internal static class RulerPatternFile
{
    /// <summary>The patterns in the folder of a saved ruler.</summary>
    public const string Name = "patterns.jsonl";

    /// <summary>The lines that hold something, each with its number from 1.</summary>
    public static IEnumerable<(int Number, string Line)> ReadLines(string path)
    {
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return (number, line);
            }
        }
    }

    /// <summary>The pattern of a line.</summary>
    /// <exception cref="PatternException">It cannot be used; the message names the file and the line.</exception>
    public static RulerPattern Parse(string path, int number, string line)
    {
        try
        {
            return Parse(line);
        }
        catch (Exception e) when (e is PatternException or JsonException or InvalidOperationException)
        {
            throw new PatternException($"{path}, line {number}: {e.Message}", e);
        }
    }

    public static void Write(string path, IEnumerable<RulerPattern> patterns) => AtomicFile.Write(path, writer =>
    {
        foreach (RulerPattern pattern in patterns)
        {
            writer.WriteLine(Format(pattern));
        }
    });

    public static RulerPattern Parse(string line)
    {
        if (TryParsePhrase(line) is { } known)
        {
            return known;
        }

        if (JsonNode.Parse(line) is not JsonObject json || json["label"] is not JsonValue label || json["pattern"] is null
            || label.GetValue<string>().Length == 0)
        {
            throw new PatternException("a pattern is an object with \"label\" and \"pattern\"");
        }

        string id = json["id"]?.GetValue<string>() ?? "";
        return json["pattern"] is JsonValue phrase
            ? new RulerPattern(label.GetValue<string>(), phrase.GetValue<string>(), null, id)
            : new RulerPattern(label.GetValue<string>(), null, TokenPattern.ParseAll(json["pattern"]), id);
    }

    /// <summary>
    /// Phrases come by the million, so the plain case is read without a tree of nodes; null where the line is anything
    /// else.
    /// </summary>
    private static RulerPattern? TryParsePhrase(string line)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(line.Length));
        try
        {
            var reader = new Utf8JsonReader(rented.AsSpan(0, Encoding.UTF8.GetBytes(line, rented)));
            string? label = null;
            string? phrase = null;
            string id = "";
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isLabel = reader.ValueTextEquals("label");
                bool isPhrase = reader.ValueTextEquals("pattern");
                bool isId = reader.ValueTextEquals("id");
                reader.Read();
                if (reader.TokenType != JsonTokenType.String || !(isLabel || isPhrase || isId))
                {
                    return null;
                }

                string value = reader.GetString()!;
                (label, phrase, id) = isLabel ? (value, phrase, id) : isPhrase ? (label, value, id) : (label, phrase, value);
            }

            return label is { Length: > 0 } && phrase is not null && !reader.Read()
                ? new RulerPattern(label, phrase, null, id)
                : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public static string Format(RulerPattern pattern)
    {
        var json = new JsonObject
        {
            ["label"] = pattern.Label,
            ["pattern"] = pattern.Phrase is { } phrase
                ? phrase
                : new JsonArray([.. pattern.Tokens!.Select(token => (JsonNode)token.ToJson())]),
        };
        if (pattern.Id.Length > 0)
        {
            json["id"] = pattern.Id;
        }

        return json.ToJsonString(TokenPattern.Written);
    }
}
