namespace NerWorkshop;

/// <summary>
/// Where a corpus is written to. Files, or the folder of them, appear together at <see cref="Commit"/>, or not at all.
/// </summary>
public sealed class CorpusOutput : IDisposable
{
    private readonly TextWriter? _writer;
    private readonly List<AtomicFile> _files = [];
    private string? _temporaryFolder;

    /// <summary>Writes to a file or a folder; a file whose name ends with <c>.gz</c> is compressed.</summary>
    public CorpusOutput(string path, CorpusLog? log = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Name = path;
        Log = log ?? new CorpusLog();
    }

    /// <summary>Writes to a stream of text, such as standard output, record by record.</summary>
    public CorpusOutput(TextWriter writer, string name, CorpusLog? log = null)
        : this(name, log) => _writer = writer;

    /// <summary>What to call it in messages: the path, if there is one.</summary>
    public string Name { get; }

    /// <summary>Where what there is to tell goes.</summary>
    public CorpusLog Log { get; }

    /// <summary>The path.</summary>
    /// <exception cref="InvalidDataException">It is a stream.</exception>
    internal string Path => _writer is null ? Name : throw new InvalidDataException(
        $"{Name} cannot take this format, which needs a file or a folder. Give a path.");

    /// <summary>Puts what was written in its place.</summary>
    /// <exception cref="IOException">It cannot be put there.</exception>
    public void Commit()
    {
        _writer?.Flush();
        _files.ForEach(file => file.Commit());
        if (_temporaryFolder is { } folder)
        {
            if (Directory.Exists(Path))
            {
                Directory.Delete(Path);
            }

            Directory.Move(folder, Path);
            _temporaryFolder = null;
        }
    }

    /// <summary>Closes what was opened; without <see cref="Commit"/>, nothing of it stays.</summary>
    public void Dispose()
    {
        _files.ForEach(file => file.Dispose());
        if (_temporaryFolder is { } folder)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Opens it for text.</summary>
    internal TextWriter OpenText() => _writer ?? Open(Path).Writer;

    /// <summary>Opens a further file for text.</summary>
    internal TextWriter OpenText(string path) => Open(path).Writer;

    /// <summary>Opens it for bytes.</summary>
    internal Stream OpenBinary() => Open(Path).Stream;

    /// <summary>Opens it as a folder, which must be new or empty.</summary>
    /// <returns>The path to write files to.</returns>
    /// <exception cref="IOException">There is a file of that name, or something in the folder.</exception>
    internal string OpenFolder()
    {
        string path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path));
        if (File.Exists(path))
        {
            throw new IOException($"{Path} is a file, not a folder.");
        }

        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new IOException($"{Path} is not empty. Give a new folder, so that nothing old is mixed with the new.");
        }

        try
        {
            return _temporaryFolder = Directory.CreateDirectory($"{path}.{Guid.NewGuid():N}.tmp").FullName;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{Path} cannot be written: {e.Message}", e);
        }
    }

    private AtomicFile Open(string path)
    {
        var file = new AtomicFile(path);
        _files.Add(file);
        return file;
    }
}
