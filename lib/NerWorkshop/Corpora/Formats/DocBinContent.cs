using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Nerdbank.MessagePack;

namespace NerWorkshop;

/// <summary>What a DocBin holds, with its tables still in bytes.</summary>
internal sealed class DocBinContent
{
    /// <summary>More than this, unpacked, is no corpus but an attack, or should be in several files.</summary>
    private const long MaxSize = 1L << 30;

    private readonly string _name;
    private readonly SpacyStrings _strings = new();
    private readonly List<bool> _unknownSpaces = [];
    private readonly List<JsonObject?> _categories = [];
    private readonly List<ReadOnlyMemory<byte>> _spanGroups = [];
    private readonly List<ReadOnlyMemory<byte>> _userData = [];
    private int[] _attributes = [];
    private ReadOnlyMemory<byte> _tokens;
    private ReadOnlyMemory<byte> _spaces;
    private ReadOnlyMemory<byte> _lengths;

    private DocBinContent(string name) => _name = name;

    private int Documents => _lengths.Length / sizeof(int);

    /// <summary>Reads and checks the whole.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <exception cref="InvalidDataException">It is no DocBin, or damaged.</exception>
    public static DocBinContent Read(Stream stream, string name)
    {
        var content = new DocBinContent(name);
        try
        {
            ReadOnlyMemory<byte> bytes = Inflate(stream);
            Guard(() => content.ReadParts(bytes));
            content.Check();
        }
        catch (InvalidDataException e)
        {
            throw content.Damaged("", e);
        }

        return content;
    }

    /// <summary>The documents one by one.</summary>
    /// <exception cref="InvalidDataException">One is damaged, and not to be skipped.</exception>
    public IEnumerable<AnnotatedText> ToTexts(CorpusLog log)
    {
        int first = 0;
        for (int i = 0; i < Documents; i++)
        {
            int length = LengthAt(i);
            if (ToText(i, first, length, log) is { } text)
            {
                yield return text;
            }

            first += length;
        }
    }

    private static ReadOnlyMemory<byte> Inflate(Stream stream)
    {
        using var zlib = new ZLibStream(stream, CompressionMode.Decompress);
        var unpacked = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        for (int read; (read = ReadPart(zlib, buffer)) > 0;)
        {
            unpacked.Write(buffer, 0, read);
            if (unpacked.Length > MaxSize)
            {
                throw new InvalidDataException($"it unpacks to more than {MaxSize >> 30} GB, and should be several files");
            }
        }

        return unpacked.GetBuffer().AsMemory(0, (int)unpacked.Length);
    }

    private static int ReadPart(ZLibStream zlib, byte[] buffer)
    {
        try
        {
            return zlib.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException("it is not compressed with zlib", e);
        }
    }

    private void ReadParts(ReadOnlyMemory<byte> bytes)
    {
        var reader = new MessagePackReader(bytes);
        var context = new SerializationContext();
        int parts = reader.ReadMapHeader();
        for (int i = 0; i < parts; i++)
        {
            switch (reader.ReadString())
            {
                case "attrs":
                    _attributes = new int[reader.ReadArrayHeader()];
                    for (int a = 0; a < _attributes.Length; a++)
                    {
                        _attributes[a] = reader.ReadInt32();
                    }

                    break;
                case "tokens":
                    _tokens = MessagePackJson.ReadBytes(ref reader);
                    break;
                case "spaces":
                    _spaces = MessagePackJson.ReadBytes(ref reader);
                    break;
                case "lengths":
                    _lengths = MessagePackJson.ReadBytes(ref reader);
                    break;
                case "strings":
                    for (int left = reader.ReadArrayHeader(); left > 0; left--)
                    {
                        _strings.Add(reader.ReadString() ?? "");
                    }

                    break;
                case "flags":
                    for (int left = reader.ReadArrayHeader(); left > 0; left--)
                    {
                        _unknownSpaces.Add(
                            (MessagePackJson.Read(ref reader) as JsonObject)?["has_unknown_spaces"] is JsonValue value
                            && value.TryGetValue(out bool unknown) && unknown);
                    }

                    break;
                case "cats":
                    for (int left = reader.ReadArrayHeader(); left > 0; left--)
                    {
                        _categories.Add(MessagePackJson.Read(ref reader) is JsonObject { Count: > 0 } map ? map : null);
                    }

                    break;
                case "span_groups":
                    ReadEach(ref reader, _spanGroups);
                    break;
                case "user_data":
                    ReadEach(ref reader, _userData);
                    break;
                default:
                    reader.Skip(context);
                    break;
            }
        }
    }

    private static void ReadEach(ref MessagePackReader reader, List<ReadOnlyMemory<byte>> parts)
    {
        for (int left = reader.ReadArrayHeader(); left > 0; left--)
        {
            parts.Add(reader.TryReadNil() ? default : MessagePackJson.ReadBytes(ref reader));
        }
    }

    private void Check()
    {
        if (Column(SpacyAttribute.Orth) < 0)
        {
            throw new InvalidDataException("it names no words");
        }

        long tokens = 0;
        for (int i = 0; i < Documents; i++)
        {
            tokens += LengthAt(i) >= 0 ? LengthAt(i) : throw new InvalidDataException("a document has a negative length");
        }

        if (_lengths.Length % sizeof(int) != 0 || _spaces.Length != tokens
            || _tokens.Length != tokens * _attributes.Length * sizeof(ulong))
        {
            throw new InvalidDataException("its tables are not as long as its documents");
        }

        foreach (int count in (int[])[_unknownSpaces.Count, _categories.Count, _spanGroups.Count, _userData.Count])
        {
            if (count != 0 && count != Documents)
            {
                throw new InvalidDataException("a part has not as many entries as there are documents");
            }
        }
    }

    private AnnotatedText? ToText(int index, int first, int length, CorpusLog log)
    {
        string place = FormattableString.Invariant($"document {index + 1}");
        try
        {
            Doc doc = ToDoc(index, first, length);
            var fields = new JsonObject();
            if (_userData.Count > 0 && !_userData[index].IsEmpty)
            {
                Guard(() => fields = MessagePackJson.ReadFields(_userData[index], place, log));
            }

            if (_categories.Count > 0 && _categories[index] is { } categories)
            {
                fields["cats"] = categories.DeepClone();
            }

            IReadOnlyList<TextEntity> entities = Entities(doc, first, place, log, out bool isAnnotated);
            return new AnnotatedText(doc.Text, entities)
            {
                Line = index + 1,
                Place = place,
                IsAnnotated = isAnnotated,
                Tokens = doc,
                Spans = _spanGroups.Count > 0 ? SpanGroups(_spanGroups[index], doc) : new Dictionary<string, IReadOnlyList<TextEntity>>(),
                Fields = fields,
            };
        }
        catch (InvalidDataException e)
        {
            log.Bad(Damaged($", {place}", e));
            return null;
        }
    }

    private Doc ToDoc(int index, int first, int length)
    {
        int orth = Column(SpacyAttribute.Orth);
        string[] words = new string[length];
        bool[]? spaces = _unknownSpaces.Count > 0 && _unknownSpaces[index] ? null : new bool[length];
        for (int i = 0; i < length; i++)
        {
            words[i] = _strings[Cell(first + i, orth)] is { Length: > 0 } word
                ? word
                : throw new InvalidDataException(FormattableString.Invariant($"the word {i + 1} is not among its strings"));
            spaces?[i] = _spaces.Span[first + i] != 0;
        }

        return Doc.FromWords(words, spaces);
    }

    private List<TextEntity> Entities(Doc doc, int first, string place, CorpusLog log, out bool isAnnotated)
    {
        int iobColumn = Column(SpacyAttribute.EntIob);
        int typeColumn = Column(SpacyAttribute.EntType);
        var entities = new List<TextEntity>();
        isAnnotated = doc.Count == 0;
        if (iobColumn < 0 || typeColumn < 0)
        {
            return entities;
        }

        int start = -1;
        int missing = 0;
        for (int i = 0; i <= doc.Count; i++)
        {
            SpacyIob iob = i < doc.Count ? (SpacyIob)Cell(first + i, iobColumn) : SpacyIob.Outside;
            if (iob is < SpacyIob.Missing or > SpacyIob.Begin)
            {
                throw new InvalidDataException(FormattableString.Invariant($"the word {i + 1} is neither in nor out of an entity"));
            }

            missing += iob == SpacyIob.Missing ? 1 : 0;
            if (iob == SpacyIob.Inside)
            {
                if (start < 0)
                {
                    log.Add("entities whose first word is not marked as such, read from their second on", place);
                    start = i;
                }

                continue;
            }

            if (start >= 0)
            {
                Add(start, i);
                start = -1;
            }

            if (iob == SpacyIob.Begin && Cell(first + i, typeColumn) != 0)
            {
                start = i;
            }
        }

        isAnnotated |= missing < doc.Count;
        if (isAnnotated && missing > 0)
        {
            log.Add("texts with words about which nothing is said, read as outside of entities", place);
        }

        return entities;

        void Add(int from, int to)
        {
            string Optional(SpacyAttribute attribute) =>
                Column(attribute) is >= 0 and int column ? _strings[Cell(first + from, column)] ?? "" : "";
            string label = _strings[Cell(first + from, typeColumn)] ?? throw new InvalidDataException("a label is not among its strings");
            entities.Add(new TextEntity(
                doc[from].StartChar, doc[to - 1].EndChar, label, Optional(SpacyAttribute.EntId), Optional(SpacyAttribute.EntKbId)));
        }
    }

    private IReadOnlyDictionary<string, IReadOnlyList<TextEntity>> SpanGroups(ReadOnlyMemory<byte> bytes, Doc doc)
    {
        IReadOnlyDictionary<string, IReadOnlyList<TextEntity>> groups = new Dictionary<string, IReadOnlyList<TextEntity>>();
        if (!bytes.IsEmpty)
        {
            Guard(() => groups = SpacySpanGroups.Read(bytes, doc, _strings));
        }

        return groups;
    }

    private int Column(SpacyAttribute attribute) => Array.IndexOf(_attributes, (int)attribute);

    private ulong Cell(int row, int column) => BinaryPrimitives.ReadUInt64LittleEndian(
        _tokens.Span[((row * _attributes.Length + column) * sizeof(ulong))..]);

    private int LengthAt(int document) => BinaryPrimitives.ReadInt32LittleEndian(_lengths.Span[(document * sizeof(int))..]);

    /// <summary>Turns what the MessagePack reader throws at bad bytes into one error.</summary>
    private static void Guard(Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is MessagePackSerializationException or EndOfStreamException or OverflowException
            or ArgumentException)
        {
            throw new InvalidDataException("its MessagePack is broken", e);
        }
    }

    /// <summary>The error for a reason that was found further in.</summary>
    private InvalidDataException Damaged(string place, InvalidDataException reason) =>
        new($"{_name}{place}: no DocBin of spaCy's, or damaged: {reason.Message}.", reason);
}
