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
        int count = BitConverter.ToInt32(ReadBytes(sizeof(int)));
        byte[] checksum = ReadBytes(SHA256.HashSizeInBytes);
        if (count < 0 || (long)count * Unsafe.SizeOf<T>() > _file.Length - _file.Position)
        {
            throw Broken("it ends too soon");
        }

        var values = GC.AllocateUninitializedArray<T>(count);
        Span<byte> bytes = MemoryMarshal.AsBytes(values.AsSpan());
        _file.ReadExactly(bytes);
        return SHA256.HashData(bytes).AsSpan().SequenceEqual(checksum) ? values : throw Broken("its checksum does not match");
    }

    /// <exception cref="InvalidDataException">The condition does not hold.</exception>
    public void Require(bool condition)
    {
        if (!condition)
        {
            throw Broken("its parts do not fit together");
        }
    }

    /// <summary>Checks a table by open addressing: a power of two in size, at least half free, every value in bounds.</summary>
    public void RequireSlots<T>(T[] slots, int count, Func<T, bool> isValid)
    {
        Require(slots.Length > 0 && (slots.Length & (slots.Length - 1)) == 0 && (long)count * 2 <= slots.Length);
        foreach (T slot in slots)
        {
            Require(isValid(slot));
        }
    }

    public void Dispose() => _file.Dispose();

    private static bool Begins(FileStream file, ulong magic)
    {
        Span<byte> first = stackalloc byte[sizeof(ulong)];
        return file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length
            && BitConverter.ToUInt64(first) == magic;
    }

    private byte[] ReadBytes(int count)
    {
        byte[] bytes = new byte[count];
        return _file.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : throw Broken("it ends too soon");
    }

    private InvalidDataException Broken(string why) => new($"{_path} cannot be used: {why}.");
}
