using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace NerWorkshop;

/// <summary>
/// Writes and reads a recognizer's model: a header (magic, format, features, length, SHA-256) and a payload of labels,
/// transitions, word counts and rows of weights, little-endian, zero weights left out.
/// </summary>
internal static class ModelFile
{
    public const string Name = "model.bin";

    /// <summary>The layout of the payload.</summary>
    private const int Format = 3;

    /// <summary>The features' definitions, name lists and word classes included: weights mean nothing under other ones.</summary>
    public const int FeatureSet = 4;

    /// <summary>A model is read piece by piece: a second copy of it would stay in memory for long.</summary>
    private const int ReadSize = 1 << 16;

    private const int HeaderLength = 8 + 4 + 4 + 8 + 32;

    private static ReadOnlySpan<byte> Magic => "NERWSHOP"u8;

    public static void Write(CrfModel model, string path)
    {
        using var payload = new MemoryStream();
        using (var writer = new BinaryWriter(payload, Encoding.UTF8, leaveOpen: true))
        {
            WritePayload(model, writer);
        }

        byte[] bytes = payload.ToArray();
        byte[] header = new byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Format);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), FeatureSet);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), bytes.Length);
        SHA256.HashData(bytes, header.AsSpan(24));

        string temporary = path + ".tmp";
        using (FileStream file = File.Create(temporary))
        {
            file.Write(header);
            file.Write(bytes);
        }

        File.Move(temporary, path, overwrite: true);
    }

    public static CrfModel Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no model at '{path}'.", path);
        }

        using FileStream file = File.OpenRead(path);
        Span<byte> header = stackalloc byte[HeaderLength];
        if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || !header[..8].SequenceEqual(Magic))
        {
            throw new InvalidDataException($"'{path}' is not a recognizer's model.");
        }

        int format = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        int features = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        if (format > Format || features > FeatureSet)
        {
            throw new InvalidDataException(
                $"'{path}' was made by a newer version of this library. Update the library to read it.");
        }

        if (format != Format || features != FeatureSet)
        {
            throw new InvalidDataException(
                $"'{path}' was made by an older version of this library, with other features. Train it again.");
        }

        long length = BinaryPrimitives.ReadInt64LittleEndian(header[16..]);
        if (length != file.Length - HeaderLength)
        {
            throw new InvalidDataException(
                $"'{path}' is cut short or has grown: {length} bytes expected, {file.Length - HeaderLength} found.");
        }

        if (!SHA256.HashData(file).AsSpan().SequenceEqual(header[24..]))
        {
            throw new InvalidDataException($"'{path}' is damaged: its checksum does not match its content.");
        }

        try
        {
            file.Position = HeaderLength;
            using var reader = new BinaryReader(new BufferedStream(file, ReadSize), Encoding.UTF8);
            return ReadPayload(reader);
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentException or OverflowException or FormatException
            or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"'{path}' is damaged: {e.Message}", e);
        }
    }

    private static void WritePayload(CrfModel model, BinaryWriter writer)
    {
        TagScheme tags = model.Tags;
        writer.Write7BitEncodedInt(tags.LabelCount);
        foreach (string label in tags.Labels)
        {
            writer.Write(label);
        }

        writer.Write(model.RecallBias);
        WriteScale(model.Probabilities, writer);
        writer.Write(model.Settings.UsesOtherMentions);
        foreach (float weight in model.Transitions.Weights)
        {
            writer.Write(weight);
        }

        writer.Write(model.Counts.Words.Length);
        Write(model.Counts.Words, writer);
        foreach ((int small, int capital) in model.Counts.Counts)
        {
            writer.Write((byte)Math.Min(small, 255));
            writer.Write((byte)Math.Min(capital, 255));
        }

        writer.Write(model.Features.Count);
        Write(model.Features.Features, writer);
        for (int row = 0; row < model.Features.Count; row++)
        {
            WriteRow(model.Rows.AsSpan(row * model.RowWidth, tags.Count), writer);
        }
    }

    private static CrfModel ReadPayload(BinaryReader reader)
    {
        int labelCount = reader.Read7BitEncodedInt();
        var labels = new List<string>();
        for (int i = 0; i < labelCount; i++)
        {
            labels.Add(reader.ReadString());
        }

        float recallBias = reader.ReadSingle();
        ProbabilityScale probabilities = ReadScale(reader, labelCount);
        var settings = new CrfSettings(recallBias, probabilities, reader.ReadBoolean());
        var tags = new TagScheme(labels);
        var transitions = new float[Transitions.LengthFor(tags)];
        for (int i = 0; i < transitions.Length; i++)
        {
            transitions[i] = reader.ReadSingle();
        }

        ulong[] words = ReadKeys(reader, "words");
        byte[] written = reader.ReadBytes(2 * words.Length);
        var countOfWords = new (int Small, int Capital)[words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            countOfWords[i] = (written[2 * i], written[(2 * i) + 1]);
        }

        var counts = new WordCounts(words, countOfWords);
        var features = new FeatureRows(ReadKeys(reader, "features"));
        int rowCount = features.Count;
        int longestRow = ((tags.Count + 7) / 8) + tags.Count;
        byte[] buffer = new byte[Math.Max(ReadSize, 2 * longestRow)];
        int width = CrfModel.PadRow(tags.Count);
        var rows = new sbyte[rowCount * width];
        ReadOnlySpan<byte> rest = [];
        for (int i = 0; i < rowCount; i++)
        {
            if (rest.Length < longestRow)
            {
                rest.CopyTo(buffer);
                int read = reader.BaseStream.ReadAtLeast(
                    buffer.AsSpan(rest.Length), longestRow, throwOnEndOfStream: false);
                rest = buffer.AsSpan(0, rest.Length + read);
            }

            rest = ReadRow(rest, rows.AsSpan(i * width, tags.Count));
        }

        return new CrfModel(tags, features, rows, new Transitions(tags, transitions), counts, settings);
    }

    private static void Write(ReadOnlySpan<ulong> keys, BinaryWriter writer)
    {
        foreach (ulong key in keys)
        {
            writer.Write(key);
        }
    }

    /// <summary>Reads how many hashes follow, and those.</summary>
    private static ulong[] ReadKeys(BinaryReader reader, string what)
    {
        int count = reader.ReadInt32();
        if (count < 0 || (long)count * sizeof(ulong) > reader.BaseStream.Length - reader.BaseStream.Position)
        {
            throw new FormatException($"it claims {count} {what}.");
        }

        var keys = new ulong[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(keys.AsSpan()));
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(keys, keys);
        }

        return keys;
    }

    private static void WriteScale(ProbabilityScale scale, BinaryWriter writer)
    {
        writer.Write(!ReferenceEquals(scale, ProbabilityScale.None));
        if (ReferenceEquals(scale, ProbabilityScale.None))
        {
            return;
        }

        writer.Write(scale.Slope);
        writer.Write(scale.Offset);
        writer.Write(scale.TwoWords);
        writer.Write(scale.ThreeWords);
        writer.Write7BitEncodedInt(scale.Labels.Count);
        foreach (float offset in scale.Labels)
        {
            writer.Write(offset);
        }
    }

    private static ProbabilityScale ReadScale(BinaryReader reader, int labelCount)
    {
        if (!reader.ReadBoolean())
        {
            return ProbabilityScale.None;
        }

        var common = (reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle());
        int count = reader.Read7BitEncodedInt();
        if (count < 0 || count > labelCount)
        {
            throw new FormatException($"it scales the probabilities of {count} labels.");
        }

        float[] labels = new float[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = reader.ReadSingle();
        }

        return new ProbabilityScale(common.Item1, common.Item2, common.Item3, common.Item4, labels);
    }

    /// <summary>A bit for each tag that has a weight, then those weights.</summary>
    private static void WriteRow(ReadOnlySpan<sbyte> row, BinaryWriter writer)
    {
        for (int t = 0; t < row.Length; t += 8)
        {
            int present = 0;
            for (int bit = 0; bit < 8 && t + bit < row.Length; bit++)
            {
                present |= row[t + bit] != 0 ? 1 << bit : 0;
            }

            writer.Write((byte)present);
        }

        foreach (sbyte weight in row)
        {
            if (weight != 0)
            {
                writer.Write(weight);
            }
        }
    }

    /// <summary>Reads a row off the front, and returns what is left.</summary>
    private static ReadOnlySpan<byte> ReadRow(ReadOnlySpan<byte> bytes, Span<sbyte> row)
    {
        int at = (row.Length + 7) / 8;
        for (int t = 0; t < row.Length; t += 8)
        {
            for (uint present = bytes[t / 8]; present != 0; present &= present - 1)
            {
                row[t + BitOperations.TrailingZeroCount(present)] = (sbyte)bytes[at++];
            }
        }

        return bytes[at..];
    }
}
