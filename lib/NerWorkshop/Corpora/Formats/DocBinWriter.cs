using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nerdbank.MessagePack;

namespace NerWorkshop;

/// <summary>Gathers documents for a DocBin, which is written at the end: its table of strings is for all of them.</summary>
internal sealed class DocBinWriter(CorpusLog log)
{
    /// <summary>spaCy's usual name for spans that may overlap.</summary>
    private const string OverlapGroup = "sc";

    private static readonly SpacyAttribute[] Attributes =
        [SpacyAttribute.Orth, SpacyAttribute.EntIob, SpacyAttribute.EntType, SpacyAttribute.EntKbId, SpacyAttribute.EntId];

    private readonly SpacyStrings _strings = new();
    private readonly ArrayBufferWriter<byte> _tokens = new();
    private readonly ArrayBufferWriter<byte> _spaces = new();
    private readonly ArrayBufferWriter<byte> _lengths = new();
    private readonly List<JsonObject?> _categories = [];
    private readonly List<byte[]> _spanGroups = [];
    private readonly List<byte[]> _userData = [];
    private bool _hasUserData;

    /// <summary>Adds a text, cut as its file has it or else by the English tokenizer.</summary>
    public void Add(AnnotatedText text)
    {
        (Doc doc, bool overlap) = EntityTokens.Of(text, log);
        AddTokens(doc, text.IsAnnotated);
        _spanGroups.Add(SpacySpanGroups.Write(Groups(text, doc, overlap), doc, _strings));
        var fields = new JsonObject(text.OtherFields.Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
        JsonObject? categories = fields["cats"] is JsonObject cats && cats.All(IsNumber) ? cats : null;
        if (categories is not null)
        {
            fields.Remove("cats");
        }

        _categories.Add(categories);
        _userData.Add(Pack(fields));
        _hasUserData |= fields.Count > 0;
    }

    /// <summary>Writes the whole, the large tables without another copy of them.</summary>
    public void Write(Stream stream)
    {
        using var zlib = new ZLibStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        WritePart(zlib, WriteHead);
        WriteTable(zlib, "tokens", _tokens);
        WriteTable(zlib, "spaces", _spaces);
        WriteTable(zlib, "lengths", _lengths);
        WritePart(zlib, WriteStrings);
        WritePart(zlib, WriteDocuments);
    }

    private void WriteHead(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(_hasUserData ? 10 : 9);
        writer.Write("version");
        writer.Write("0.1");
        writer.Write("attrs");
        writer.WriteArrayHeader(Attributes.Length);
        foreach (SpacyAttribute attribute in Attributes)
        {
            writer.Write((int)attribute);
        }
    }

    private void WriteStrings(ref MessagePackWriter writer)
    {
        string[] strings = [.. _strings.Sorted];
        writer.Write("strings");
        writer.WriteArrayHeader(strings.Length);
        foreach (string text in strings)
        {
            writer.Write(text);
        }
    }

    private void WriteDocuments(ref MessagePackWriter writer)
    {
        writer.Write("cats");
        writer.WriteArrayHeader(_categories.Count);
        foreach (JsonObject? categories in _categories)
        {
            MessagePackJson.Write(ref writer, categories ?? []);
        }

        writer.Write("flags");
        writer.WriteArrayHeader(_categories.Count);
        for (int i = 0; i < _categories.Count; i++)
        {
            writer.WriteMapHeader(1);
            writer.Write("has_unknown_spaces");
            writer.Write(false);
        }

        WriteEach(ref writer, "span_groups", _spanGroups);
        if (_hasUserData)
        {
            WriteEach(ref writer, "user_data", _userData);
        }
    }

    private void AddTokens(Doc doc, bool isAnnotated)
    {
        Write32(_lengths, doc.Count);
        for (int i = 0; i < doc.Count; i++)
        {
            Span? entity = doc.EntityAt(i);
            SpacyIob iob = !isAnnotated ? SpacyIob.Missing
                : entity is null ? SpacyIob.Outside
                : entity.Start == i ? SpacyIob.Begin : SpacyIob.Inside;
            Write64(_tokens, _strings.Add(doc.LexemeAt(i).Text));
            Write64(_tokens, (ulong)iob);
            Write64(_tokens, _strings.Add(entity?.Label ?? ""));
            Write64(_tokens, _strings.Add(entity?.KbId ?? ""));
            Write64(_tokens, _strings.Add(entity?.Id ?? ""));
            _spaces.Write([doc.HasSpaceAfter(i) ? (byte)1 : (byte)0]);
        }
    }

    private List<(string, IReadOnlyList<Span>)> Groups(AnnotatedText text, Doc doc, bool overlap)
    {
        var groups = text.Spans.Select(group => (group.Key, Align(text, group.Value, doc))).ToList();
        if (overlap && text.Spans.ContainsKey(OverlapGroup))
        {
            log.Add("texts whose entities overlap, of which the longest was kept: ents hold one label a token", text.Place);
        }
        else if (overlap)
        {
            log.Add(
                $"texts whose entities overlap, of which ents hold the longest, and the span group '{OverlapGroup}' all", text.Place);
            groups.Add((OverlapGroup, [.. text.Entities.Select(entity => EntityTokens.Align(doc, entity)).OfType<Span>()]));
        }

        return groups;
    }

    private IReadOnlyList<Span> Align(AnnotatedText text, IReadOnlyList<TextEntity> entities, Doc doc)
    {
        var spans = new List<Span>();
        foreach (TextEntity entity in entities)
        {
            if (EntityTokens.Align(doc, entity) is { } span)
            {
                spans.Add(span);
            }
            else
            {
                EntityTokens.LogMisaligned(text, entity, log);
            }
        }

        return spans;
    }

    private static bool IsNumber(KeyValuePair<string, JsonNode?> category) =>
        category.Value?.GetValueKind() == JsonValueKind.Number;

    private static byte[] Pack(JsonObject fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        MessagePackJson.Write(ref writer, fields);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WritePart(Stream stream, PartWriter write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        write(ref writer);
        writer.Flush();
        stream.Write(buffer.WrittenSpan);
    }

    private static void WriteTable(Stream stream, string name, ArrayBufferWriter<byte> table)
    {
        WritePart(stream, (ref writer) =>
        {
            writer.Write(name);
            writer.WriteBinHeader(table.WrittenCount);
        });
        stream.Write(table.WrittenSpan);
    }

    private static void WriteEach(ref MessagePackWriter writer, string name, List<byte[]> parts)
    {
        writer.Write(name);
        writer.WriteArrayHeader(parts.Count);
        foreach (byte[] part in parts)
        {
            writer.Write((ReadOnlySpan<byte>)part);
        }
    }

    private static void Write64(ArrayBufferWriter<byte> buffer, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(buffer.GetSpan(sizeof(ulong)), value);
        buffer.Advance(sizeof(ulong));
    }

    private static void Write32(ArrayBufferWriter<byte> buffer, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer.GetSpan(sizeof(int)), value);
        buffer.Advance(sizeof(int));
    }

    private delegate void PartWriter(ref MessagePackWriter writer);
}
