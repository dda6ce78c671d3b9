using System.Buffers.Binary;
using System.Text;

namespace NerWorkshop.Notebooks;

/// <summary>
/// The bytes of ZMTP 3.0, ZeroMQ's transport protocol, as far as a kernel needs them. See
/// https://rfc.zeromq.org/spec/23/.
/// </summary>
internal static class ZmtpCodec
{
    /// <summary>The length of a greeting in bytes.</summary>
    public const int GreetingLength = 64;

    /// <summary>The length of the part of a greeting that tells ZMTP from anything else.</summary>
    public const int SignatureLength = 10;

    public const byte MoreFlag = 1;
    public const byte LongFlag = 2;
    public const byte CommandFlag = 4;

    private static ReadOnlySpan<byte> NullMechanism => "NULL"u8;

    /// <summary>What each side sends first: signature, version 3.0, the mechanism NULL.</summary>
    public static byte[] Greeting()
    {
        var greeting = new byte[GreetingLength];
        greeting[0] = 0xFF;
        greeting[9] = 0x7F;
        greeting[10] = 3;
        NullMechanism.CopyTo(greeting.AsSpan(12));
        return greeting;
    }

    /// <exception cref="ZmtpException">The bytes begin no greeting.</exception>
    public static void CheckSignature(ReadOnlySpan<byte> signature)
    {
        if (signature[0] != 0xFF || signature[9] != 0x7F)
        {
            throw new ZmtpException("it does not speak ZMTP");
        }
    }

    /// <summary>Checks what follows the signature.</summary>
    /// <exception cref="ZmtpException">Version or mechanism is none that is spoken here.</exception>
    public static void CheckGreeting(ReadOnlySpan<byte> greeting)
    {
        if (greeting[10] < 3)
        {
            throw new ZmtpException($"it speaks ZMTP {greeting[10]}, and 3 is needed");
        }

        var mechanism = greeting.Slice(12, 20).TrimEnd((byte)0);
        if (!mechanism.SequenceEqual(NullMechanism))
        {
            throw new ZmtpException($"it asks for the mechanism '{Encoding.Latin1.GetString(mechanism)}', not NULL");
        }
    }

    /// <summary>The command that ends the handshake, as a frame.</summary>
    public static byte[] Ready(ZmtpSocketType type)
    {
        var body = new MemoryStream();
        WriteShort(body, "READY"u8);
        WriteProperty(body, "Socket-Type"u8, Encoding.ASCII.GetBytes(NameOf(type)));
        if (type == ZmtpSocketType.Router)
        {
            WriteProperty(body, "Identity"u8, []);
        }

        return Frame(CommandFlag, body.ToArray());
    }

    /// <summary>A command as a frame.</summary>
    public static byte[] Command(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        var body = new MemoryStream();
        WriteShort(body, name);
        body.Write(data);
        return Frame(CommandFlag, body.ToArray());
    }

    /// <summary>A message as it goes over the wire.</summary>
    public static byte[] Message(IReadOnlyList<byte[]> parts)
    {
        var bytes = new byte[parts.Sum(part => (part.Length > 255 ? 9 : 2) + part.Length)];
        var rest = bytes.AsSpan();
        for (var i = 0; i < parts.Count; i++)
        {
            var flags = i < parts.Count - 1 ? MoreFlag : (byte)0;
            rest = rest[WriteFrame(rest, flags, parts[i])..];
        }

        return bytes;
    }

    /// <summary>The name and the data of a command.</summary>
    /// <exception cref="ZmtpException">It is cut off.</exception>
    public static (string Name, ReadOnlyMemory<byte> Data) ReadCommand(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty || body.Length < 1 + body.Span[0])
        {
            throw new ZmtpException("a command is cut off");
        }

        var length = body.Span[0];
        return (Encoding.Latin1.GetString(body.Span.Slice(1, length)), body[(1 + length)..]);
    }

    /// <summary>The properties of a READY command, by name; names are case-insensitive.</summary>
    /// <exception cref="ZmtpException">They are cut off.</exception>
    public static Dictionary<string, byte[]> ReadProperties(ReadOnlySpan<byte> data)
    {
        var properties = new Dictionary<string, byte[]>(StringComparer.OrdinalIgnoreCase);
        while (!data.IsEmpty)
        {
            int nameLength = data[0];
            if (data.Length < 1 + nameLength + 4)
            {
                throw new ZmtpException("a property is cut off");
            }

            var name = Encoding.Latin1.GetString(data.Slice(1, nameLength));
            data = data[(1 + nameLength)..];
            var length = BinaryPrimitives.ReadUInt32BigEndian(data);
            if (data.Length - 4 < length)
            {
                throw new ZmtpException("a property is cut off");
            }

            properties[name] = data.Slice(4, (int)length).ToArray();
            data = data[(4 + (int)length)..];
        }

        return properties;
    }

    /// <summary>Whether sockets of the two types may talk to each other.</summary>
    public static bool Fits(ZmtpSocketType own, string peer) => own switch
    {
        ZmtpSocketType.Router => peer is "DEALER" or "REQ" or "ROUTER",
        ZmtpSocketType.Rep => peer is "REQ" or "DEALER",
        _ => peer is "SUB" or "XSUB",
    };

    /// <summary>The type's name in the protocol.</summary>
    public static string NameOf(ZmtpSocketType type) => type switch
    {
        ZmtpSocketType.Router => "ROUTER",
        ZmtpSocketType.Rep => "REP",
        _ => "PUB",
    };

    private static byte[] Frame(byte flags, ReadOnlySpan<byte> body)
    {
        var bytes = new byte[(body.Length > 255 ? 9 : 2) + body.Length];
        WriteFrame(bytes, flags, body);
        return bytes;
    }

    private static int WriteFrame(Span<byte> target, byte flags, ReadOnlySpan<byte> body)
    {
        int header;
        if (body.Length > 255)
        {
            target[0] = (byte)(flags | LongFlag);
            BinaryPrimitives.WriteInt64BigEndian(target[1..], body.Length);
            header = 9;
        }
        else
        {
            target[0] = flags;
            target[1] = (byte)body.Length;
            header = 2;
        }

        body.CopyTo(target[header..]);
        return header + body.Length;
    }

    private static void WriteShort(MemoryStream body, ReadOnlySpan<byte> text)
    {
        body.WriteByte((byte)text.Length);
        body.Write(text);
    }

    private static void WriteProperty(MemoryStream body, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        WriteShort(body, name);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        body.Write(length);
        body.Write(value);
    }
}
