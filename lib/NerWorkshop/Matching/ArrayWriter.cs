using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NerWorkshop;

/// <summary>
/// Writes arrays as they lie in memory to a file with a magic number, a version, and a checksum of each array; the file
/// appears whole or not at all.
/// </summary>
internal sealed class ArrayWriter : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;

    public ArrayWriter(string path, ulong magic, int version)
    {
        _path = path;
        _file = File.Create(path + ".tmp");
        _file.Write(BitConverter.GetBytes(magic));
        _file.Write(BitConverter.GetBytes(version));
    }

    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        _file.Write(BitConverter.GetBytes(values.Length));
        _file.Write(SHA256.HashData(bytes));
        _file.Write(bytes);
    }

    public void Write<T>(T[] values)
        where T : unmanaged => Write((ReadOnlySpan<T>)values);

    public void Write<T>(List<T> values)
        where T : unmanaged => Write((ReadOnlySpan<T>)CollectionsMarshal.AsSpan(values));

    public void Commit()
    {
        _file.Dispose();
        File.Move(_path + ".tmp", _path, overwrite: true);
    }

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_path + ".tmp");
    }
}
