using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nerdbank.MessagePack;

namespace NerWorkshop;

/// <summary>What JSON can say, in MessagePack.</summary>
internal static class MessagePackJson
{
    private const int MaxDepth = 64;

    /// <summary>Reads a value; what JSON has no words for, such as bytes, is null.</summary>
    /// <exception cref="InvalidDataException">It is nested too deeply.</exception>
    public static JsonNode? Read(ref MessagePackReader reader, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            throw new InvalidDataException("values are nested too deeply");
        }

        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Integer:
                return reader.NextCode is MessagePackCode.UInt64 ? reader.ReadUInt64() : reader.ReadInt64();
            case MessagePackType.Float:
                double number = reader.ReadDouble();
                return double.IsFinite(number) ? number : null;
            case MessagePackType.Boolean:
                return reader.ReadBoolean();
            case MessagePackType.String:
                return reader.ReadString();
            case MessagePackType.Array:
                var array = new JsonArray();
                for (int left = reader.ReadArrayHeader(); left > 0; left--)
                {
                    array.Add(Read(ref reader, depth + 1));
                }

                return array;
            case MessagePackType.Map:
                var map = new JsonObject();
                for (int left = reader.ReadMapHeader(); left > 0; left--)
                {
                    string? key = reader.NextMessagePackType == MessagePackType.String ? reader.ReadString() : null;
                    if (key is null)
                    {
                        Read(ref reader, depth + 1);
                    }

                    JsonNode? value = Read(ref reader, depth + 1);
                    if (key is not null)
                    {
                        map[key] = value;
                    }
                }

                return map;
            default:
                reader.Skip(new SerializationContext());
                return null;
        }
    }

    /// <summary>Reads a document's user data as fields; spaCy's extension attributes have keys that are no strings.</summary>
    public static JsonObject ReadFields(ReadOnlyMemory<byte> bytes, string place, CorpusLog log)
    {
        var reader = new MessagePackReader(bytes);
        var fields = new JsonObject();
        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            if (reader.NextMessagePackType == MessagePackType.String)
            {
                fields[reader.ReadString()!] = Read(ref reader);
            }
            else
            {
                Read(ref reader);
                Read(ref reader);
                log.Add("extension attributes are not read", place);
            }
        }

        return fields;
    }

    /// <summary>Reads bytes without copying them.</summary>
    /// <exception cref="InvalidDataException">They are nil.</exception>
    public static ReadOnlyMemory<byte> ReadBytes(ref MessagePackReader reader)
    {
        ReadOnlySequence<byte> bytes = reader.ReadBytes() ?? throw new InvalidDataException("a table is missing");
        return bytes.IsSingleSegment ? bytes.First : bytes.ToArray();
    }

    /// <summary>Writes a value.</summary>
    public static void Write(ref MessagePackWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                WriteMap(ref writer, map.Count, map);
                break;
            case JsonArray array:
                writer.WriteArrayHeader(array.Count);
                foreach (JsonNode? item in array)
                {
                    Write(ref writer, item);
                }

                break;
            case JsonValue value:
                WriteValue(ref writer, value);
                break;
            default:
                writer.WriteNil();
                break;
        }
    }

    /// <summary>Writes fields as a map.</summary>
    public static void WriteMap(
        ref MessagePackWriter writer, int count, IEnumerable<KeyValuePair<string, JsonNode?>> fields)
    {
        writer.WriteMapHeader(count);
        foreach ((string name, JsonNode? value) in fields)
        {
            writer.Write(name);
            Write(ref writer, value);
        }
    }

    private static void WriteValue(ref MessagePackWriter writer, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                writer.Write(value.GetValue<string>());
                break;
            case JsonValueKind.Number when value.TryGetValue(out long whole):
                writer.Write(whole);
                break;
            case JsonValueKind.Number when value.TryGetValue(out ulong large):
                writer.Write(large);
                break;
            case JsonValueKind.Number:
                writer.Write(double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture));
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.Write(value.GetValueKind() == JsonValueKind.True);
                break;
            default:
                writer.WriteNil();
                break;
        }
    }
}
