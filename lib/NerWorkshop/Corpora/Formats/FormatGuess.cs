using System.Text;

namespace NerWorkshop;

/// <summary>Tells the format of a corpus from its name and, where that does not say it, from its first bytes.</summary>
internal static class FormatGuess
{
    private static readonly string All = string.Join(", ", Corpus.Formats.Select(format => format.Name));

    /// <summary>The format of something to read.</summary>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    /// <exception cref="InvalidDataException">It cannot be told.</exception>
    public static ICorpusFormat OfFile(string path)
    {
        if (Directory.Exists(path) || File.Exists(Path.ChangeExtension(path, ".ann")))
        {
            return Corpus.Format("brat");
        }

        if (ByExtension(path) is { } format && !HasExtension(path, ".json"))
        {
            return format;
        }

        using PeekStream stream = CorpusFile.OpenBinary(path);
        return OfHead(stream.Head) ?? throw new InvalidDataException(
            $"{path}: its format cannot be told from its name or content. Say which it is: {All}.");
    }

    /// <summary>The format of a stream of text, of which a character may be looked at.</summary>
    /// <exception cref="InvalidDataException">It cannot be told.</exception>
    public static ICorpusFormat OfText(TextReader reader, string name) => reader.Peek() switch
    {
        '{' or -1 => Corpus.Format("jsonl"),
        '[' => Corpus.Format("label-studio"),
        _ => throw new InvalidDataException($"{name}: its format cannot be told. Say which it is: {All}."),
    };

    /// <summary>The format of something to write.</summary>
    /// <exception cref="InvalidDataException">The name does not say it.</exception>
    public static ICorpusFormat OfName(string path) => Directory.Exists(path) || Path.EndsInDirectorySeparator(path)
        ? Corpus.Format("brat")
        : ByExtension(path) ?? throw new InvalidDataException(
            $"{path}: its name does not say which format to write. Say which: {All}.");

    private static ICorpusFormat? ByExtension(string path) => Corpus.Formats.FirstOrDefault(
        format => format.Extensions.Any(extension => HasExtension(path, extension)));

    private static bool HasExtension(string path, string extension)
    {
        string name = path.Split('?')[0];
        name = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return name.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
    }

    private static ICorpusFormat? OfHead(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> start = head.TrimStart("\uFEFF \t\r\n"u8);
        string? name = start switch
        {
            [(byte)'{', ..] => IsTask(start) ? "label-studio" : "jsonl",
            [(byte)'[', ..] => "label-studio",
            _ when DocBin.Looks(head) => "spacy",
            _ when Conll.Looks(Encoding.UTF8.GetString(start)) => "conll",
            _ when EntityCsv.Looks(Encoding.UTF8.GetString(start)) => "csv",
            _ => null,
        };
        return name is null ? null : Corpus.Format(name);
    }

    /// <summary>A task of Label Studio by itself: an object with its data in a field of that name.</summary>
    private static bool IsTask(ReadOnlySpan<byte> json) =>
        json.IndexOf("\"data\""u8) >= 0 && json.IndexOf("\"annotations\""u8) >= 0;
}
