using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop.Notebooks;

/// <summary>
/// Jupyter messages as the parts of a ZeroMQ message: route, delimiter, signature, header, parent header, metadata,
/// content. See https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol.
/// </summary>
internal sealed class MessageCodec(string key, string session)
{
    /// <summary>The version of the messaging protocol.</summary>
    public const string ProtocolVersion = "5.3";

    private const int PartsAfterDelimiter = 5;

    private static readonly byte[] EmptyObject = "{}"u8.ToArray();
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 256 };

    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    private static ReadOnlySpan<byte> Delimiter => "<IDS|MSG>"u8;

    /// <summary>The parts of a message.</summary>
    /// <param name="route">What goes before: whom it is for, or its topic.</param>
    /// <param name="type">The message's type.</param>
    /// <param name="parent">The header of the request it belongs to; empty for none.</param>
    /// <param name="content">Its fields.</param>
    public IReadOnlyList<byte[]> Encode(
        IReadOnlyList<byte[]> route, string type, ReadOnlyMemory<byte> parent, JsonObject content)
    {
        var header = new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString(),
            ["session"] = session,
            ["username"] = "kernel",
            ["date"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = ProtocolVersion,
        };
        byte[][] body =
        [
            JsonSerializer.SerializeToUtf8Bytes(header),
            parent.IsEmpty ? EmptyObject : parent.ToArray(),
            EmptyObject,
            JsonSerializer.SerializeToUtf8Bytes(content),
        ];
        return [.. route, Delimiter.ToArray(), Sign(body), .. body];
    }

    /// <summary>Reads a message.</summary>
    /// <exception cref="InvalidDataException">It is no message, or not signed with the key; the message says why.
    /// </exception>
    public JupyterMessage Decode(IReadOnlyList<byte[]> parts)
    {
        var delimiter = 0;
        while (delimiter < parts.Count && !parts[delimiter].AsSpan().SequenceEqual(Delimiter))
        {
            delimiter++;
        }

        if (parts.Count - delimiter - 1 < PartsAfterDelimiter)
        {
            throw new InvalidDataException("it has too few parts for a Jupyter message");
        }

        var signed = parts.Skip(delimiter + 2).Take(PartsAfterDelimiter - 1).ToArray();
        if (!CryptographicOperations.FixedTimeEquals(Sign(signed), parts[delimiter + 1]))
        {
            throw new InvalidDataException("its signature is wrong");
        }

        var header = ReadObject(signed[0], "header");
        ReadObject(signed[1], "parent header");
        return new JupyterMessage(
            [.. parts.Take(delimiter)],
            signed[0],
            header["msg_type"] is JsonValue value && value.TryGetValue(out string? type)
                ? type
                : throw new InvalidDataException("its header has no msg_type"),
            ReadObject(signed[3], "content"));
    }

    /// <summary>The signature in hexadecimal digits; empty where there is no key.</summary>
    internal byte[] Sign(IReadOnlyList<byte[]> parts)
    {
        if (_key.Length == 0)
        {
            return [];
        }

        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (var part in parts)
        {
            hash.AppendData(part);
        }

        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static JsonObject ReadObject(byte[] json, string what)
    {
        try
        {
            if (JsonNode.Parse(json, documentOptions: Reading) is JsonObject read)
            {
                // Nodes are read when they are used: whatever is wrong in one is to show here.
                _ = read.Count;
                read.WriteTo(new Utf8JsonWriter(Stream.Null));
                return read;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException($"its {what} is not JSON: {e.Message}", e);
        }

        throw new InvalidDataException($"its {what} is no JSON object");
    }
}
