using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace NerWorkshop.Notebooks;

/// <summary>Reads greeting, frames and messages from a peer. Memory grows with what has come, not with what is claimed.</summary>
internal sealed class ZmtpReader(Stream stream)
{
    private const int MaxParts = 1024;

    private readonly PipeReader _pipe = PipeReader.Create(stream);

    /// <exception cref="ZmtpException">The peer greets otherwise than ZMTP 3 with the mechanism NULL.</exception>
    /// <exception cref="EndOfStreamException">The peer is gone.</exception>
    public async Task ReadGreetingAsync(CancellationToken cancellation)
    {
        // A peer that speaks something else may wait for an answer before it sends 64 bytes.
        var start = await _pipe.ReadAtLeastAsync(ZmtpCodec.SignatureLength, cancellation).ConfigureAwait(false);
        ZmtpCodec.CheckSignature(Take(start.Buffer, ZmtpCodec.SignatureLength));
        _pipe.AdvanceTo(start.Buffer.Start);
        ZmtpCodec.CheckGreeting(await ReadAsync(ZmtpCodec.GreetingLength, cancellation).ConfigureAwait(false));
    }

    /// <summary>Reads the next frame.</summary>
    /// <exception cref="ZmtpException">It is longer than the limit, or no frame.</exception>
    /// <exception cref="EndOfStreamException">The peer is gone.</exception>
    public async Task<ZmtpFrame> ReadFrameAsync(long limit, CancellationToken cancellation)
    {
        var flags = (await ReadAsync(1, cancellation).ConfigureAwait(false))[0];
        if (flags > (ZmtpCodec.MoreFlag | ZmtpCodec.LongFlag | ZmtpCodec.CommandFlag))
        {
            throw new ZmtpException("a frame has flags that do not exist");
        }

        var isLong = (flags & ZmtpCodec.LongFlag) != 0;
        var size = await ReadAsync(isLong ? 8 : 1, cancellation).ConfigureAwait(false);
        var length = isLong ? BinaryPrimitives.ReadUInt64BigEndian(size) : size[0];
        if (length > (ulong)limit)
        {
            throw new ZmtpException($"a frame of {length} bytes is too large; {limit} are left");
        }

        var body = await ReadAsync((int)length, cancellation).ConfigureAwait(false);
        return new ZmtpFrame((flags & ZmtpCodec.CommandFlag) != 0, (flags & ZmtpCodec.MoreFlag) != 0, body);
    }

    /// <summary>Reads the next message; commands that come before it go to <paramref name="command"/>.</summary>
    /// <exception cref="ZmtpException">It is longer than the limit, or no message.</exception>
    /// <exception cref="EndOfStreamException">The peer is gone.</exception>
    public async Task<List<byte[]>> ReadMessageAsync(
        long limit,
        Action<ReadOnlyMemory<byte>> command,
        CancellationToken cancellation)
    {
        var parts = new List<byte[]>();
        while (true)
        {
            var frame = await ReadFrameAsync(limit, cancellation).ConfigureAwait(false);
            if (frame.IsCommand)
            {
                command(frame.Body);
                continue;
            }

            limit -= frame.Body.Length;
            parts.Add(frame.Body);
            if (!frame.HasMore)
            {
                return parts;
            }

            if (parts.Count == MaxParts)
            {
                throw new ZmtpException($"a message has more than {MaxParts} parts");
            }
        }
    }

    private async ValueTask<byte[]> ReadAsync(int length, CancellationToken cancellation)
    {
        if (length == 0)
        {
            return [];
        }

        var read = await _pipe.ReadAtLeastAsync(length, cancellation).ConfigureAwait(false);
        var bytes = Take(read.Buffer, length);
        _pipe.AdvanceTo(read.Buffer.GetPosition(length));
        return bytes;
    }

    private static byte[] Take(ReadOnlySequence<byte> buffer, int length) => buffer.Length < length
        ? throw new EndOfStreamException()
        : buffer.Slice(0, length).ToArray();
}
