using System.Buffers;
using System.Buffers.Binary;
using Nerdbank.MessagePack;

namespace NerWorkshop;

/// <summary>
/// spaCy's groups of spans in bytes. Since spaCy 3.4 they are a map from each group's bytes to its names, before that
/// a list of the groups; a group is a map of <c>name</c>, <c>attrs</c> and <c>spans</c>, and a span 40 bytes, the
/// greatest first: id, knowledge-base id, label (64 bits each), start and end token, start and end character (32 bits).
/// </summary>
internal static class SpacySpanGroups
{
    private const int SpanSize = 40;

    /// <summary>Reads the groups of a document.</summary>
    /// <exception cref="InvalidDataException">A span does not lie within the document, or its label is unknown.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<TextEntity>> Read(ReadOnlyMemory<byte> bytes, Doc doc, SpacyStrings strings)
    {
        var groups = new OrderedDictionary<string, IReadOnlyList<TextEntity>>(StringComparer.Ordinal);
        var reader = new MessagePackReader(bytes);
        if (reader.NextMessagePackType == MessagePackType.Array)
        {
            for (int left = reader.ReadArrayHeader(); left > 0; left--)
            {
                (string name, IReadOnlyList<TextEntity> spans) = ReadGroup(MessagePackJson.ReadBytes(ref reader), doc, strings);
                groups[name] = spans;
            }

            return groups;
        }

        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            (_, IReadOnlyList<TextEntity> spans) = ReadGroup(MessagePackJson.ReadBytes(ref reader), doc, strings);
            for (int names = reader.ReadArrayHeader(); names > 0; names--)
            {
                groups[reader.ReadString() ?? ""] = spans;
            }
        }

        return groups;
    }

    /// <summary>Writes groups of spans over the document's tokens.</summary>
    public static byte[] Write(IReadOnlyList<(string Name, IReadOnlyList<Span> Spans)> groups, Doc doc, SpacyStrings strings)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        if (groups.Count == 0)
        {
            writer.WriteArrayHeader(0);
        }
        else
        {
            var offsets = new CodePointOffsets(doc.Text);
            writer.WriteMapHeader(groups.Count);
            foreach ((string name, IReadOnlyList<Span> spans) in groups)
            {
                writer.Write(WriteGroup(name, spans, offsets, strings));
                writer.WriteArrayHeader(1);
                writer.Write(name);
            }
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static (string Name, IReadOnlyList<TextEntity> Spans) ReadGroup(ReadOnlyMemory<byte> bytes, Doc doc, SpacyStrings strings)
    {
        var reader = new MessagePackReader(bytes);
        string name = "";
        var spans = new List<TextEntity>();
        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            switch (reader.ReadString())
            {
                case "name":
                    name = reader.ReadString() ?? "";
                    break;
                case "spans":
                    for (int count = reader.ReadArrayHeader(); count > 0; count--)
                    {
                        spans.Add(ReadSpan(MessagePackJson.ReadBytes(ref reader).Span, doc, strings));
                    }

                    break;
                default:
                    reader.Skip(new SerializationContext());
                    break;
            }
        }

        return (name, spans);
    }

    private static TextEntity ReadSpan(ReadOnlySpan<byte> bytes, Doc doc, SpacyStrings strings)
    {
        if (bytes.Length != SpanSize)
        {
            throw new InvalidDataException("a span has not the size of one");
        }

        int start = BinaryPrimitives.ReadInt32BigEndian(bytes[24..]);
        int end = BinaryPrimitives.ReadInt32BigEndian(bytes[28..]);
        if (start < 0 || start >= end || end > doc.Count)
        {
            throw new InvalidDataException("a span does not lie within its document");
        }

        string Get(int offset, ReadOnlySpan<byte> from) => strings[BinaryPrimitives.ReadUInt64BigEndian(from[offset..])] ?? "";
        string label = strings[BinaryPrimitives.ReadUInt64BigEndian(bytes[16..])]
            ?? throw new InvalidDataException("the label of a span is not among the strings");
        return new TextEntity(
            doc[start].StartChar, doc[end - 1].EndChar, label, Get(0, bytes), Get(8, bytes));
    }

    private static byte[] WriteGroup(string name, IReadOnlyList<Span> spans, CodePointOffsets offsets, SpacyStrings strings)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteMapHeader(3);
        writer.Write("name");
        writer.Write(name);
        writer.Write("attrs");
        writer.WriteMapHeader(0);
        writer.Write("spans");
        writer.WriteArrayHeader(spans.Count);
        Span<byte> bytes = stackalloc byte[SpanSize];
        foreach (Span span in spans)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes, strings.Add(span.Id));
            BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], strings.Add(span.KbId));
            BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], strings.Add(span.Label));
            BinaryPrimitives.WriteInt32BigEndian(bytes[24..], span.Start);
            BinaryPrimitives.WriteInt32BigEndian(bytes[28..], span.End);
            BinaryPrimitives.WriteInt32BigEndian(bytes[32..], offsets.ToCodePoints(span.StartChar));
            BinaryPrimitives.WriteInt32BigEndian(bytes[36..], offsets.ToCodePoints(span.EndChar));
            writer.Write((ReadOnlySpan<byte>)bytes);
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
