namespace NerWorkshop;

/// <summary>Where a corpus is read from, and how.</summary>
public sealed class CorpusInput
{
    private readonly TextReader? _reader;

    /// <summary>Reads from a file, a folder or a web address; what is compressed with gzip is unpacked.</summary>
    public CorpusInput(string path, CorpusLog? log = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Name = path;
        Log = log ?? new CorpusLog();
    }

    /// <summary>Reads from a stream of text, such as standard input.</summary>
    public CorpusInput(TextReader reader, string name, CorpusLog? log = null)
        : this(name, log) => _reader = reader;

    /// <summary>What to call it in messages: the path, if there is one.</summary>
    public string Name { get; }

    /// <summary>Where to what there is to tell goes.</summary>
    public CorpusLog Log { get; }

    /// <summary>The file with the texts, where the entities stand in a file of their own.</summary>
    public string? Texts { get; init; }

    /// <summary>The column that holds the text, where there are columns.</summary>
    public string TextColumn { get; init; } = "text";

    /// <summary>The path.</summary>
    /// <exception cref="InvalidDataException">It is a stream.</exception>
    internal string Path => _reader is null ? Name : throw new InvalidDataException(
        $"{Name} cannot be read in this format, which needs a file or a folder. Save it, and give its path.");

    /// <summary>Opens it as text.</summary>
    internal TextReader OpenText() => _reader ?? new CorpusEncoding().Reader(CorpusFile.Open(Name));

    /// <summary>Opens it as bytes.</summary>
    internal Stream OpenBinary() => CorpusFile.OpenBinary(Path);
}
