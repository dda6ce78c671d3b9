using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace NerWorkshop.Notebooks;

/// <summary>
/// A bound ZeroMQ socket in managed code. Peers come, go and come back; one that breaks the protocol loses its
/// connection, and nobody else notices.
/// </summary>
internal sealed class ZmtpSocket : IAsyncDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ZmtpPeer, Task> _peers = new();
    private readonly ConcurrentDictionary<string, ZmtpPeer> _byIdentity = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly ZmtpSocketType _type;
    private readonly string _name;
    private readonly Socket _listener;
    private readonly Func<ZmtpPeer, IReadOnlyList<byte[]>, ValueTask> _receive;
    private readonly Action<string> _log;
    private readonly Task _accepting;

    private ZmtpSocket(
        ZmtpSocketType type,
        string name,
        Socket listener,
        Func<ZmtpPeer, IReadOnlyList<byte[]>, ValueTask> receive,
        Action<string> log)
    {
        _type = type;
        _name = name;
        _listener = listener;
        _receive = receive;
        _log = log;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where the socket is bound.</summary>
    public EndPoint EndPoint => _listener.LocalEndPoint!;

    /// <summary>Binds a socket and serves its peers until it is disposed of.</summary>
    /// <param name="type">Its end of the pattern.</param>
    /// <param name="name">What the log calls it.</param>
    /// <param name="endPoint">The address; a TCP port of 0 takes a free one.</param>
    /// <param name="receive">Called for each message, one at a time for each peer. As long as it waits, no more is
    /// read from that peer.</param>
    /// <param name="log">Receives a line about each peer that is dropped.</param>
    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public static ZmtpSocket Bind(
        ZmtpSocketType type,
        string name,
        EndPoint endPoint,
        Func<ZmtpPeer, IReadOnlyList<byte[]>, ValueTask> receive,
        Action<string> log)
    {
        var listener = endPoint is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(endPoint);
            listener.Listen(128);
        }
        catch
        {
            listener.Dispose();
            throw;
        }

        return new ZmtpSocket(type, name, listener, receive, log);
    }

    /// <summary>Sends to the peer of that name, on whichever connection it has now. A peer that is gone gets nothing.</summary>
    public void Send(string identity, IReadOnlyList<byte[]> message)
    {
        if (_byIdentity.TryGetValue(identity, out var peer))
        {
            Send(peer, ZmtpCodec.Message(message));
        }
    }

    /// <summary>Sends to every peer that subscribed to the message's first part.</summary>
    public void Publish(IReadOnlyList<byte[]> message)
    {
        byte[]? encoded = null;
        foreach (var peer in _byIdentity.Values)
        {
            if (peer.Wants(message[0]))
            {
                Send(peer, encoded ??= ZmtpCodec.Message(message));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        foreach (var peer in _peers.Keys)
        {
            peer.Complete();
        }

        // What is queued is still sent, to peers that take it.
        var serving = Task.WhenAll(_peers.Values);
        await Task.WhenAny(serving, Task.Delay(Linger)).ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        foreach (var peer in _peers.Keys)
        {
            peer.Dispose();
        }

        await _accepting.ConfigureAwait(false);
        await Task.WhenAny(serving, Task.Delay(Linger)).ConfigureAwait(false);
    }

    private void Send(ZmtpPeer peer, byte[] encoded)
    {
        if (!peer.Send(encoded))
        {
            _log($"{_name}: dropped a peer that fell behind");
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync(_stop.Token).ConfigureAwait(false);
                if (socket.ProtocolType == ProtocolType.Tcp)
                {
                    socket.NoDelay = true;
                }

                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
                var peer = new ZmtpPeer(_type, socket);
                // Known before it is served, so that it can forget itself.
                var start = new TaskCompletionSource();
                _peers[peer] = ServeWhenKnownAsync(start.Task, peer);
                start.SetResult();
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e)
            {
                if (e.SocketErrorCode == SocketError.OperationAborted || !_listener.IsBound)
                {
                    return;
                }

                // A client that hung up at once, or no file handles left: the next one may do better.
                await Task.Delay(50).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeWhenKnownAsync(Task known, ZmtpPeer peer)
    {
        await known.ConfigureAwait(false);
        await Task.Yield();
        try
        {
            await peer.HandshakeAsync(_stop.Token).ConfigureAwait(false);
            _byIdentity[peer.Identity] = peer;
            var ended = await Task.WhenAny(ReadAsync(peer), peer.WriteAsync(_stop.Token)).ConfigureAwait(false);
            await ended.ConfigureAwait(false);
        }
        catch (ZmtpException e)
        {
            _log($"{_name}: closed a connection: {e.Message}");
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException
                                      or OperationCanceledException)
        {
            // The peer is gone, or this socket is.
        }
        finally
        {
            _byIdentity.TryRemove(new KeyValuePair<string, ZmtpPeer>(peer.Identity, peer));
            peer.Dispose();
            _peers.TryRemove(peer, out _);
        }
    }

    private async Task ReadAsync(ZmtpPeer peer)
    {
        while (true)
        {
            var message = await peer.ReceiveAsync(_stop.Token).ConfigureAwait(false);
            await _receive(peer, message).ConfigureAwait(false);
        }
    }
}
