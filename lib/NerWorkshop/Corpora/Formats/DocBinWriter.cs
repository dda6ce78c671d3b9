using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
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
    private readonly List<JsonObject> _categories = [];
    private readonly List<byte[]> _spanGroups = [];
    private readonly List<JsonObject> _userData = [];

    /// <summary>Adds a text, cut as its file has it or else by the English tokenizer.</summary>
    public void Add(AnnotatedText text)
    {
        (Doc doc, bool overlap) = EntityTokens.Of(text, log);
        AddTokens(doc, text.IsAnnotated);
        _spanGroups.Add(SpacySpanGroups.Write(Groups(text, doc, overlap), doc, _strings));
        var fields = new JsonObject(text.OtherFields.Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
        bool hasCategories = fields["cats"] is JsonObject cats
            && cats.All(category => category.Value?.GetValueKind() is System.Text.Json.JsonValueKind.Number);
        _categories.Add(hasCategories ? (JsonObject)fields["cats"]!.DeepClone() : []);
        if (hasCategories)
        {
            fields.Remove("cats");
        }

        _userData.Add(fields);
    }

    /// <summary>Writes the whole.</summary>
    public void Write(Stream stream)
    {
        var message = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(message);
        bool hasUserData = _userData.Any(fields => fields.Count > 0);
        writer.WriteMapHeader(hasUserData ? 10 : 9);
        writer.Write("version");
        writer.Write("0.1");
        writer.Write("attrs");
        writer.WriteArrayHeader(Attributes.Length);
        foreach (SpacyAttribute attribute in Attributes)
        {
            writer.Write((int)attribute);
        }

        WriteBytes(ref writer, "tokens", _tokens.WrittenSpan);
        WriteBytes(ref writer, "spaces", _spaces.WrittenSpan);
        WriteBytes(ref writer, "lengths", _lengths.WrittenSpan);
        string[] strings = [.. _strings.Sorted];
        writer.Write("strings");
        writer.WriteArrayHeader(strings.Length);
        foreach (string text in strings)
        {
            writer.Write(text);
        }

        writer.Write("cats");
        writer.WriteArrayHeader(_categories.Count);
        foreach (JsonObject categories in _categories)
        {
            MessagePackJson.Write(ref writer, categories);
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
        if (hasUserData)
        {
            WriteEach(ref writer, "user_data", _userData.Select(Pack));
        }

        writer.Flush();
        using var zlib = new ZLibStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        zlib.Write(message.WrittenSpan);
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

    private static byte[] Pack(JsonObject fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        MessagePackJson.Write(ref writer, fields);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteBytes(ref MessagePackWriter writer, string name, ReadOnlySpan<byte> bytes)
    {
        writer.Write(name);
        writer.Write(bytes);
    }

    private static void WriteEach(ref MessagePackWriter writer, string name, IEnumerable<byte[]> parts)
    {
        byte[][] all = [.. parts];
        writer.Write(name);
        writer.WriteArrayHeader(all.Length);
        foreach (byte[] part in all)
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
}
