using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NerWorkshop;

/// <summary>Reads back what an <see cref="ArrayWriter"/> wrote, and refuses what is broken, newer or something else.</summary>
internal sealed class ArrayReader : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;

    /// <exception cref="InvalidDataException">The file is another one, or newer than this library.</exception>
    public ArrayReader(string path, ulong magic, int version)
    {
        _path = path;
        _file = File.OpenRead(path);
        if (!Begins(_file, magic))
        {
            throw Broken("it is not such a file");
        }

        int found = BitConverter.ToInt32(ReadBytes(sizeof(int)));
        if (found != version)
        {
            throw Broken($"it has version {found}, this library reads {version}");
        }
    }

    /// <summary>Whether a file begins with a magic number.</summary>
    public static bool Begins(string path, ulong magic)
    {
        using FileStream file = File.OpenRead(path);
        return Begins(file, magic);
    }

    /// <exception cref="InvalidDataException">The file ends too soon, or an array is damaged.</exception>
    public T[] Read<T>()
        where T : unmanaged
    {
        var values = GC.AllocateUninitializedArray<T>(ReadCount(Unsafe.SizeOf<T>(), out byte[] checksum));
        Fill(MemoryMarshal.AsBytes(values.AsSpan()), checksum);
        return values;
    }

    /// <summary>As <see cref="Read"/>, to add to.</summary>
    /// <exception cref="InvalidDataException">The file ends too soon, or an array is damaged.</exception>
    public List<T> ReadList<T>()
        where T : unmanaged
    {
        var values = new List<T>();
        CollectionsMarshal.SetCount(values, ReadCount(Unsafe.SizeOf<T>(), out byte[] checksum));
        Fill(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values)), checksum);
        return values;
    }

    /// <exception cref="InvalidDataException">The condition does not hold.</exception>
    public void Require(bool condition)
    {
        if (!condition)
        {
            throw Broken("its parts do not fit together");
        }
    }

    /// <summary>Checks where texts end that lie one after the other, the last one at <paramref name="length"/>.</summary>
    /// <exception cref="InvalidDataException">An end lies before the one before it, or texts are missing.</exception>
    public void RequireEnds(List<int> ends, int length)
    {
        int last = 0;
        foreach (int end in ends)
        {
            Require(end >= last);
            last = end;
        }

        Require(last == length);
    }

    public void Dispose() => _file.Dispose();

    private static bool Begins(FileStream file, ulong magic)
    {
        Span<byte> first = stackalloc byte[sizeof(ulong)];
        return file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length
            && BitConverter.ToUInt64(first) == magic;
    }

    private int ReadCount(int size, out byte[] checksum)
    {
        int count = BitConverter.ToInt32(ReadBytes(sizeof(int)));
        checksum = ReadBytes(SHA256.HashSizeInBytes);
        return count >= 0 && (long)count * size <= _file.Length - _file.Position ? count : throw Broken("it ends too soon");
    }

    private void Fill(Span<byte> bytes, byte[] checksum)
    {
        _file.ReadExactly(bytes);
        if (!SHA256.HashData(bytes).AsSpan().SequenceEqual(checksum))
        {
            throw Broken("its checksum does not match");
        }
    }

    private byte[] ReadBytes(int count)
    {
        byte[] bytes = new byte[count];
        return _file.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : throw Broken("it ends too soon");
    }

    private InvalidDataException Broken(string why) => new($"{_path} cannot be used: {why}.");
}
