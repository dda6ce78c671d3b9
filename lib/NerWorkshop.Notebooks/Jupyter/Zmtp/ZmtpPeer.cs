using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace NerWorkshop.Notebooks;

/// <summary>
/// One connection to a bound socket. Sending never waits: what the peer does not take in time gathers here, up to a
/// limit at which the peer is dropped.
/// </summary>
internal sealed class ZmtpPeer : IDisposable
{
    /// <summary>The largest message that is taken, in bytes, and the most that waits to be sent.</summary>
    public const long Limit = 64 << 20;

    private const long HandshakeLimit = 8 << 10;
    private const int MaxSubscriptions = 1000;
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(10);

    private readonly Channel<byte[]> _outbox =
        Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });

    private readonly List<byte[]> _subscriptions = [];
    private readonly ZmtpSocketType _type;
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly ZmtpReader _reader;
    private long _waiting;

    public ZmtpPeer(ZmtpSocketType type, Socket socket)
    {
        _type = type;
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new ZmtpReader(_stream);
    }

    /// <summary>The name that the peer gave itself, or one given to it.</summary>
    public string Identity { get; private set; } = "";

    /// <summary>Greets the peer and learns who it is.</summary>
    /// <exception cref="ZmtpException">It speaks another protocol, or is no peer for this socket.</exception>
    public async Task HandshakeAsync(CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(HandshakeTime);
        try
        {
            await _stream.WriteAsync(ZmtpCodec.Greeting(), timeout.Token).ConfigureAwait(false);
            await _reader.ReadGreetingAsync(timeout.Token).ConfigureAwait(false);
            await _stream.WriteAsync(ZmtpCodec.Ready(_type), timeout.Token).ConfigureAwait(false);
            var frame = await _reader.ReadFrameAsync(HandshakeLimit, timeout.Token).ConfigureAwait(false);
            var (name, data) = frame.IsCommand ? ZmtpCodec.ReadCommand(frame.Body) : ("a message", default);
            if (name != "READY")
            {
                throw new ZmtpException($"it sent '{name}' where READY is due");
            }

            var properties = ZmtpCodec.ReadProperties(data.Span);
            var peerType = properties.TryGetValue("Socket-Type", out var type) ? Encoding.Latin1.GetString(type) : "";
            if (!ZmtpCodec.Fits(_type, peerType))
            {
                var reason = $"a {peerType} socket cannot talk to a {ZmtpCodec.NameOf(_type)}";
                byte[] error = [(byte)reason.Length, .. Encoding.Latin1.GetBytes(reason)];
                await _stream.WriteAsync(ZmtpCodec.Command("ERROR"u8, error), timeout.Token).ConfigureAwait(false);
                throw new ZmtpException(reason);
            }

            // An own name never begins with a zero byte: those are for names that are given.
            Identity = properties.TryGetValue("Identity", out var identity) && identity.Length > 0
                ? Encoding.Latin1.GetString(identity)
                : "\0" + Guid.NewGuid().ToString("n");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ZmtpException("it did not end its handshake in time");
        }
    }

    /// <summary>Reads the next message; a PUB socket's peer only ever subscribes, which is done here.</summary>
    /// <exception cref="ZmtpException">The peer broke the protocol.</exception>
    /// <exception cref="EndOfStreamException">The peer is gone.</exception>
    public async Task<IReadOnlyList<byte[]>> ReceiveAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var message = await _reader.ReadMessageAsync(Limit, OnCommand, cancellation).ConfigureAwait(false);
            if (_type != ZmtpSocketType.Pub)
            {
                return message;
            }

            // In ZMTP 3.0, a subscription is a message: 1 or 0, then the topic.
            if (message is [[var kind and (0 or 1), .. var topic]])
            {
                Subscribe(topic, kind == 1);
            }
        }
    }

    /// <summary>Queues an encoded message. False where the peer has fallen too far behind and is dropped.</summary>
    public bool Send(byte[] message)
    {
        var waiting = Interlocked.Add(ref _waiting, message.Length);
        // One message alone may be as large as it likes.
        if (waiting - message.Length > 0 && waiting > Limit)
        {
            Dispose();
            return false;
        }

        // A peer that is on its way out takes nothing more.
        if (!_outbox.Writer.TryWrite(message))
        {
            Interlocked.Add(ref _waiting, -message.Length);
        }

        return true;
    }

    /// <summary>Whether the peer subscribed to the topic.</summary>
    public bool Wants(ReadOnlySpan<byte> topic)
    {
        lock (_subscriptions)
        {
            foreach (var prefix in _subscriptions)
            {
                if (topic.StartsWith(prefix))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Sends what is queued, until <see cref="Complete"/>.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        await foreach (var message in _outbox.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            await _stream.WriteAsync(message, cancellation).ConfigureAwait(false);
            Interlocked.Add(ref _waiting, -message.Length);
        }
    }

    /// <summary>Takes no more to send.</summary>
    public void Complete() => _outbox.Writer.TryComplete();

    public void Dispose()
    {
        Complete();
        _stream.Dispose();
        _socket.Dispose();
    }

    private void OnCommand(ReadOnlyMemory<byte> body)
    {
        var (name, data) = ZmtpCodec.ReadCommand(body);
        switch (name)
        {
            case "PING" when data.Length >= 2:
                Send(ZmtpCodec.Command("PONG"u8, data.Span[2..]));
                break;
            case "SUBSCRIBE" or "CANCEL":
                Subscribe(data.ToArray(), name == "SUBSCRIBE");
                break;
            case "ERROR":
                throw new ZmtpException("it reported an error");
        }
    }

    private void Subscribe(byte[] topic, bool wanted)
    {
        lock (_subscriptions)
        {
            if (!wanted)
            {
                var index = _subscriptions.FindIndex(known => known.AsSpan().SequenceEqual(topic));
                if (index >= 0)
                {
                    _subscriptions.RemoveAt(index);
                }

                return;
            }

            if (_subscriptions.Count == MaxSubscriptions)
            {
                throw new ZmtpException("it has too many subscriptions");
            }

            _subscriptions.Add(topic);
        }
    }
}
