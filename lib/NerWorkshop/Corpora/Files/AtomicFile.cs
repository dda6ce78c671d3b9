using System.IO.Compression;
using System.Text;

namespace NerWorkshop;

/// <summary>
/// A file that appears whole or not at all: it is written beside its place under a temporary name and renamed by
/// <see cref="Commit"/>. Disposed without that, it leaves nothing, and an older file stays as it was. A file whose name
/// ends with <c>.gz</c> is compressed.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporaryPath;
    private StreamWriter? _writer;
    private bool _isCommitted;

    /// <summary>Opens the file for writing. Its folder is made where it is missing.</summary>
    /// <exception cref="IOException">The place cannot be written to, or is a folder.</exception>
    public AtomicFile(string path)
    {
        _path = Path.GetFullPath(path);
        if (Directory.Exists(_path))
        {
            throw new IOException($"{path} is a folder, not a file.");
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            _temporaryPath = $"{_path}.{Guid.NewGuid():N}.tmp";
            var file = new FileStream(_temporaryPath, FileMode.CreateNew, FileAccess.Write);
            Stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GZipStream(file, CompressionLevel.Optimal)
                : file;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Where to write bytes to.</summary>
    public Stream Stream { get; }

    /// <summary>
    /// Where to write text to: UTF-8 without a byte order mark, and lines end with a line feed on every system.
    /// </summary>
    public TextWriter Writer => _writer ??= new StreamWriter(Stream, new UTF8Encoding(false)) { NewLine = "\n" };

    /// <summary>Writes a whole file at once.</summary>
    /// <exception cref="IOException">The place cannot be written to, or is a folder.</exception>
    public static void Write(string path, Action<TextWriter> write)
    {
        using var file = new AtomicFile(path);
        write(file.Writer);
        file.Commit();
    }

    /// <summary>Puts the file in its place, over an older one of that name.</summary>
    public void Commit()
    {
        Close();
        File.Move(_temporaryPath, _path, overwrite: true);
        _isCommitted = true;
    }

    /// <summary>Closes the file; if it was not committed, nothing of it stays.</summary>
    public void Dispose()
    {
        Close();
        if (!_isCommitted)
        {
            File.Delete(_temporaryPath);
        }
    }

    private void Close()
    {
        _writer?.Dispose();
        Stream.Dispose();
    }
}
