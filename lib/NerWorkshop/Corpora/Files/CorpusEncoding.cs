using System.Globalization;
using System.Text;

namespace NerWorkshop;

/// <summary>
/// UTF-8 with or without a byte order mark, UTF-16 with one, and Windows-1252 where bytes are not UTF-8.
/// </summary>
internal sealed class CorpusEncoding
{
    private readonly Windows1252Fallback _fallback = new();

    /// <summary>What to tell about bytes that were not UTF-8; null if there were none.</summary>
    public string? Note => _fallback.ByteCount == 0 ? null : string.Create(
        CultureInfo.InvariantCulture, $"{_fallback.ByteCount} bytes are not UTF-8 and were read as Windows-1252");

    private Encoding Utf8 => Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, _fallback);

    public StreamReader Reader(Stream stream) => new(stream, Utf8, detectEncodingFromByteOrderMarks: true);

    /// <summary>Reads UTF-8 in which a byte order mark is a character like others.</summary>
    public string Exact(byte[] bytes) => Utf8.GetString(bytes);
}
