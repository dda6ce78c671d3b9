using System.IO.Compression;
using System.Net.Http.Headers;

namespace NerWorkshop;

/// <summary>Opens what a person names as data, a file or a web address, and refuses what cannot be text.</summary>
internal static class CorpusFile
{
    public const long MaxDownload = 200L << 20;

    /// <summary>As much as is looked at to tell text from other things.</summary>
    private const int HeadLength = 4096;

    public static readonly TimeSpan DownloadTimeout = TimeSpan.FromSeconds(60);

    public static bool IsUrl(string source) =>
        source.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || source.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens a file or an address; what is compressed with gzip is unpacked.</summary>
    /// <returns>A stream that holds at least one byte of what may be text.</returns>
    /// <exception cref="IOException">It is not there or cannot be read; the message names it and says why.</exception>
    /// <exception cref="InvalidDataException">It is empty or no text.</exception>
    public static PeekStream Open(string source, long maxDownload = MaxDownload, TimeSpan? timeout = null)
    {
        PeekStream stream = OpenBinary(source, maxDownload, timeout);
        try
        {
            RefuseWhatIsNoText(source, stream.Head);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file or an address of whatever content; what is compressed with gzip is unpacked.</summary>
    /// <exception cref="IOException">It is not there or cannot be read; the message names it and says why.</exception>
    public static PeekStream OpenBinary(string source, long maxDownload = MaxDownload, TimeSpan? timeout = null)
    {
        Stream stream = IsUrl(source) ? Download(source, maxDownload, timeout ?? DownloadTimeout) : OpenFile(source);
        try
        {
            var raw = new PeekStream(stream, HeadLength);
            return raw.Head is [0x1F, 0x8B, ..]
                ? new PeekStream(new GZipStream(raw, CompressionMode.Decompress), HeadLength)
                : raw;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static void RefuseWhatIsNoText(string source, ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty || head.SequenceEqual((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            throw new InvalidDataException($"{source} is empty.");
        }

        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            throw new InvalidDataException(
                $"{source} is a zip archive or an Excel workbook, not text. Export the sheet as CSV (UTF-8) first.");
        }

        bool isUtf16 = head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        if (!isUtf16 && head.Contains((byte)0))
        {
            throw new InvalidDataException($"{source} is a binary file, not text.");
        }

        ReadOnlySpan<byte> start = head.TrimStart(" \t\r\n\uFEFF"u8);
        if (start.Length >= 5 && (start[..5].SequenceEqual("<html"u8) || start[..5].SequenceEqual("<!DOC"u8)
            || start[..5].SequenceEqual("<!doc"u8)))
        {
            throw new InvalidDataException(
                $"{source} is a web page, not data. If it shows the data, use the address behind 'raw' or 'download'.");
        }
    }

    private static FileStream OpenFile(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"{path} is a folder, not a file.");
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file {path}.", path);
        }

        try
        {
            return new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path} cannot be read: access is denied.", e);
        }
    }

    private static MemoryStream Download(string url, long maxBytes, TimeSpan timeout)
    {
        // The whole transfer shares one time limit; HttpClient's own ends with the headers.
        using var limit = new CancellationTokenSource(timeout);
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("NerWorkshop", null));
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using HttpResponseMessage response = client.Send(
                request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw new IOException($"{url} answers {(int)response.StatusCode} {response.ReasonPhrase}.");
            }

            using Stream body = response.Content.ReadAsStream(limit.Token);
            return CopyWithin(body, response.Content.Headers.ContentLength, url, maxBytes, limit.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new IOException($"{url} did not arrive within {timeout.TotalSeconds:0.#} seconds.", e);
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException)
        {
            throw new IOException($"{url} cannot be read: {e.Message}", e);
        }
    }

    private static MemoryStream CopyWithin(
        Stream body, long? announced, string url, long maxBytes, CancellationToken cancellation)
    {
        var copy = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        int read = 0;
        do
        {
            if (copy.Length + read > maxBytes || announced > maxBytes)
            {
                throw new IOException(
                    $"{url} is larger than {maxBytes >> 20} MB. Download it, and read it from the file.");
            }

            copy.Write(buffer, 0, read);
            read = body.ReadAsync(buffer, cancellation).AsTask().GetAwaiter().GetResult();
        }
        while (read > 0);

        copy.Position = 0;
        return copy;
    }
}
