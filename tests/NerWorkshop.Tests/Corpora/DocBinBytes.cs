using System.IO.Compression;

namespace NerWorkshop.Tests.CorporaTests;

/// <summary>A DocBin's bytes under and without their compression.</summary>
internal static class DocBinBytes
{
    public static byte[] Pack(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            zlib.Write(bytes);
        }

        return packed.ToArray();
    }

    public static byte[] Unpack(byte[] bytes)
    {
        using var zlib = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress);
        var unpacked = new MemoryStream();
        zlib.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
