using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace NerWorkshop.Notebooks;

/// <summary>
/// A C# session behind Jupyter's messaging protocol. Requests on the shell channel are answered in the order in which
/// they come; the control channel is answered at once, so that a running cell can be interrupted. See
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html.
/// </summary>
public sealed class JupyterKernel : IAsyncDisposable
{
    /// <summary>So many requests wait in memory; more wait in the network.</summary>
    private const int QueueLimit = 10_000;

    private readonly string _id = Guid.NewGuid().ToString("n");
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<KernelRequest> _shellRequests = Channel.CreateBounded<KernelRequest>(QueueLimit);
    private readonly Channel<KernelRequest> _controlRequests = Channel.CreateBounded<KernelRequest>(QueueLimit);
    private readonly KernelHistory _history = new();
    private readonly StandardInput _input = new();
    private readonly Lock _running = new();
    private readonly MessageCodec _codec;
    private readonly CSharpSession _session;
    private readonly Action<string> _log;
    private readonly ZmtpSocket _shell;
    private readonly ZmtpSocket _control;
    private readonly ZmtpSocket _publisher;
    private readonly ZmtpSocket _stdin;
    private readonly ZmtpSocket _heartbeat;

    private CancellationTokenSource? _cell;
    private long _received;

    /// <summary>Cells that came up to this number do not run, for one before them failed.</summary>
    private long _abortedUpTo;

    private JupyterKernel(ConnectionFile connection, string folder, Action<string> log)
    {
        _codec = new MessageCodec(connection.Key, _id);
        _session = new CSharpSession(folder);
        _log = log;
        var bound = new List<ZmtpSocket>();
        try
        {
            // The publisher first: whoever gets an answer can also be told of outputs.
            _publisher = Bind(ZmtpSocketType.Pub, "iopub", connection.IOPubPort, (_, _) => ValueTask.CompletedTask);
            _heartbeat = Bind(ZmtpSocketType.Rep, "heartbeat", connection.HeartbeatPort, EchoAsync);
            _stdin = Bind(ZmtpSocketType.Router, "stdin", connection.StdinPort, TakeAnswerAsync);
            _control = Bind(
                ZmtpSocketType.Router,
                "control",
                connection.ControlPort,
                (peer, parts) => EnqueueAsync(_control!, _controlRequests.Writer, "control", peer, parts));
            _shell = Bind(
                ZmtpSocketType.Router,
                "shell",
                connection.ShellPort,
                (peer, parts) => EnqueueAsync(_shell!, _shellRequests.Writer, "shell", peer, parts));
        }
        catch
        {
            foreach (var socket in bound)
            {
                _ = socket.DisposeAsync().AsTask();
            }

            throw;
        }

        ZmtpSocket Bind(
            ZmtpSocketType type,
            string name,
            int port,
            Func<ZmtpPeer, IReadOnlyList<byte[]>, ValueTask> receive)
        {
            var socket = ZmtpSocket.Bind(type, name, connection.EndPointOf(port), receive, log);
            bound.Add(socket);
            return socket;
        }
    }

    /// <summary>The addresses of shell, control, iopub, stdin and heartbeat.</summary>
    internal IReadOnlyList<System.Net.EndPoint> EndPoints =>
        [_shell.EndPoint, _control.EndPoint, _publisher.EndPoint, _stdin.EndPoint, _heartbeat.EndPoint];

    /// <summary>Runs a kernel until a client shuts it down.</summary>
    /// <param name="connection">Where it listens. It binds to no other address.</param>
    /// <param name="folder">What relative paths in cells are relative to.</param>
    /// <param name="log">Receives a line about each message or connection that is dropped.</param>
    /// <param name="cancellation">Ends it too.</param>
    /// <exception cref="System.Net.Sockets.SocketException">An address cannot be bound.</exception>
    public static async Task RunAsync(
        ConnectionFile connection,
        string folder,
        Action<string> log,
        CancellationToken cancellation = default)
    {
        await using var kernel = new JupyterKernel(connection, folder, log);
        _ = kernel.StopAfterParentAsync();
        await kernel.ServeAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Binds a kernel's sockets; it answers from <see cref="ServeAsync"/> on.</summary>
    internal static JupyterKernel Bind(ConnectionFile connection, string folder, Action<string> log) =>
        new(connection, folder, log);

    /// <summary>Answers requests until a client shuts the kernel down.</summary>
    internal async Task ServeAsync(CancellationToken cancellation)
    {
        await using var registration = cancellation.Register(Stop).ConfigureAwait(false);
        _ = CSharpSession.WarmUpAsync();
        Publish(default, "status", new JsonObject { ["execution_state"] = "starting" });
        var control = Task.Run(() => AnswerAllAsync(_controlRequests.Reader), CancellationToken.None);
        await Task.Run(() => AnswerAllAsync(_shellRequests.Reader), CancellationToken.None).ConfigureAwait(false);
        await control.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Stop();
        await Task.WhenAll(((ZmtpSocket[])[_shell, _control, _publisher, _stdin, _heartbeat])
            .Select(socket => socket.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    private void Stop()
    {
        _stop.Cancel();
        Interrupt();
    }

    /// <summary>Who started the kernel ends it, too. Where that process dies first, nobody is left to do so.</summary>
    private async Task StopAfterParentAsync()
    {
        // Only whom Jupyter itself starts is to end with it; on Windows the system sees to that.
        if (OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("JPY_PARENT_PID") is null)
        {
            return;
        }

        var parent = GetParentProcessId();
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
            if (GetParentProcessId() != parent)
            {
                Stop();
            }
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int GetParentProcessId();

    private ValueTask EchoAsync(ZmtpPeer peer, IReadOnlyList<byte[]> parts)
    {
        _heartbeat.Send(peer.Identity, parts);
        return ValueTask.CompletedTask;
    }

    private ValueTask TakeAnswerAsync(ZmtpPeer peer, IReadOnlyList<byte[]> parts)
    {
        if (Decode("stdin", parts) is { Type: "input_reply" } reply)
        {
            _input.Answer(peer.Identity, reply.Text("value"));
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask EnqueueAsync(
        ZmtpSocket socket,
        ChannelWriter<KernelRequest> requests,
        string name,
        ZmtpPeer peer,
        IReadOnlyList<byte[]> parts)
    {
        if (Decode(name, parts) is not { } message)
        {
            return;
        }

        var request = new KernelRequest(socket, peer.Identity, Interlocked.Increment(ref _received), message);
        await requests.WriteAsync(request, _stop.Token).ConfigureAwait(false);
    }

    private JupyterMessage? Decode(string channel, IReadOnlyList<byte[]> parts)
    {
        try
        {
            return _codec.Decode(parts);
        }
        catch (InvalidDataException e)
        {
            _log($"{channel}: dropped a message: {e.Message}");
            return null;
        }
    }

    private async Task AnswerAllAsync(ChannelReader<KernelRequest> requests)
    {
        try
        {
            await foreach (var request in requests.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                PublishStatus(request, "busy");
                try
                {
                    await AnswerAsync(request).ConfigureAwait(false);
                }
                catch (Exception e) when (!_stop.IsCancellationRequested)
                {
                    _log($"{request.Message.Type}: {e}");
                    Reply(request, Failure(new ErrorOutput(e.GetType().Name, e.Message, [e.Message])));
                }
                finally
                {
                    PublishStatus(request, "idle");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The kernel stops.
        }
    }

    private async Task AnswerAsync(KernelRequest request)
    {
        var message = request.Message;
        switch (message.Type)
        {
            case "kernel_info_request":
                Reply(request, KernelInfo());
                break;
            case "interrupt_request":
                Interrupt();
                Reply(request, Success());
                break;
            case "shutdown_request":
                var restart = new JsonObject { ["status"] = "ok", ["restart"] = message.Flag("restart") };
                Reply(request, restart);
                Publish(message.RawHeader, "shutdown_reply", (JsonObject)restart.DeepClone());
                Stop();
                break;
            case "is_complete_request":
                var (status, indent) = CodeCompleteness.Of(message.Text("code"));
                Reply(request, new JsonObject { ["status"] = status, ["indent"] = indent });
                break;
            case "comm_info_request":
                var none = Success();
                none["comms"] = new JsonObject();
                Reply(request, none);
                break;
            case "comm_open":
                // No targets are known here; the protocol asks to say so by closing.
                Publish(message.RawHeader, "comm_close", new JsonObject
                {
                    ["comm_id"] = message.Text("comm_id"),
                    ["data"] = new JsonObject(),
                });
                break;
            case "comm_msg" or "comm_close":
                break;
            case "execute_request" when request.Socket == _shell:
                await ExecuteAsync(request).ConfigureAwait(false);
                break;
            case "complete_request" when request.Socket == _shell:
                Reply(request, await CompleteAsync(message).ConfigureAwait(false));
                break;
            case "inspect_request" when request.Socket == _shell:
                Reply(request, await InspectAsync(message).ConfigureAwait(false));
                break;
            case "history_request" when request.Socket == _shell:
                var history = Success();
                history["history"] = _history.Find(message);
                Reply(request, history);
                break;
            default:
                _log($"'{message.Type}' is not answered here");
                break;
        }
    }

    private async Task ExecuteAsync(KernelRequest request)
    {
        var message = request.Message;
        if (request.Number <= _abortedUpTo)
        {
            Reply(request, new JsonObject
            {
                ["status"] = "aborted",
                ["execution_count"] = _session.ExecutionCount,
            });
            return;
        }

        var code = message.Text("code");
        var isSilent = message.Flag("silent");
        var isCounted = !isSilent && message.Flag("store_history", true) && !string.IsNullOrWhiteSpace(code);
        if (!isSilent)
        {
            Publish(message.RawHeader, "execute_input", new JsonObject
            {
                ["code"] = code,
                ["execution_count"] = _session.ExecutionCount + (isCounted ? 1 : 0),
            });
        }

        var outputs = new OutputPublisher((type, content) => Publish(message.RawHeader, type, content));
        ErrorOutput? error = null;
        string? result = null;
        using var cancel = StartCell();
        var cancellation = cancel.Token;
        var cell = new CellContext(output =>
        {
            if (output is ErrorOutput failed)
            {
                error = failed;
            }

            if (output is ResultOutput shown)
            {
                result = shown.Data.GetValueOrDefault(MimeTypes.Plain);
            }

            if (!isSilent)
            {
                outputs.Add(output);
            }
        })
        {
            Input = question => AskAsync(request, question, cancellation),
        };
        JsonObject reply;
        try
        {
            await _session.ExecuteAsync(code, cell, isCounted, cancellation).ConfigureAwait(false);
            if (isCounted)
            {
                _history.Add(_session.ExecutionCount, code, result);
            }

            if (error is null)
            {
                reply = Success();
                reply["user_expressions"] = await EvaluateAsync(message, cancellation).ConfigureAwait(false);
                reply["payload"] = new JsonArray();
            }
            else
            {
                reply = Failure(error);
                if (message.Flag("stop_on_error", true))
                {
                    _abortedUpTo = Interlocked.Read(ref _received);
                }
            }
        }
        finally
        {
            EndCell();
            outputs.Flush();
        }

        reply["execution_count"] = _session.ExecutionCount;
        Reply(request, reply);
    }

    private async Task<JsonObject> EvaluateAsync(JupyterMessage message, CancellationToken cancellation)
    {
        var values = new JsonObject();
        if (message.Content["user_expressions"] is not JsonObject expressions)
        {
            return values;
        }

        foreach (var (name, expression) in expressions)
        {
            var outputs = new OutputCollector();
            var code = NotebookJson.ReadText(expression) ?? "";
            await _session.ExecuteAsync(code, new CellContext(outputs.Add), isCounted: false, cancellation)
                .ConfigureAwait(false);
            var made = outputs.Close();
            if (made.OfType<ErrorOutput>().FirstOrDefault() is { } error)
            {
                values[name] = Failure(error);
                continue;
            }

            var value = Success();
            value["data"] = OutputPublisher.Bundle(
                made.OfType<ResultOutput>().FirstOrDefault()?.Data ?? new Dictionary<string, string>());
            value["metadata"] = new JsonObject();
            values[name] = value;
        }

        return values;
    }

    private Task<string> AskAsync(KernelRequest request, InputRequest question, CancellationToken cancellation)
    {
        if (!request.Message.Flag("allow_stdin", true))
        {
            throw new InvalidOperationException("This front end does not take input: nobody can be asked here.");
        }

        return _input.AskAsync(request.Client, Send, cancellation);

        void Send() => _stdin.Send(request.Client, _codec.Encode(
            request.Message.Route,
            "input_request",
            request.Message.RawHeader,
            new JsonObject { ["prompt"] = question.Prompt, ["password"] = question.IsPassword }));
    }

    private async Task<JsonObject> CompleteAsync(JupyterMessage message)
    {
        var code = message.Text("code");
        var position = TextPositions.ToUtf16(code, message.Number("cursor_pos") ?? int.MaxValue);
        var completions = await _session.CompleteAsync(code, position).ConfigureAwait(false);
        var start = TextPositions.ToCodePoints(code, completions.Start);
        var end = TextPositions.ToCodePoints(code, position);
        var reply = Success();
        reply["matches"] = new JsonArray([.. completions.Items.Select(item => (JsonNode)JsonValue.Create(item.Text))]);
        reply["cursor_start"] = start;
        reply["cursor_end"] = end;
        reply["metadata"] = new JsonObject
        {
            // What JupyterLab shows beside each match.
            ["_jupyter_types_experimental"] = new JsonArray([.. completions.Items.Select(item => (JsonNode)new JsonObject
            {
                ["start"] = start,
                ["end"] = end,
                ["text"] = item.Text,
                ["type"] = item.Kind,
                ["signature"] = item.Signature,
            })]),
        };
        return reply;
    }

    private async Task<JsonObject> InspectAsync(JupyterMessage message)
    {
        var code = message.Text("code");
        var position = TextPositions.ToUtf16(code, message.Number("cursor_pos") ?? int.MaxValue);
        var text = await _session.InspectAsync(code, position).ConfigureAwait(false);
        var reply = Success();
        reply["found"] = text is not null;
        reply["data"] = text is null ? new JsonObject() : new JsonObject { [MimeTypes.Plain] = text };
        reply["metadata"] = new JsonObject();
        return reply;
    }

    private static JsonObject KernelInfo()
    {
        var version = typeof(JupyterKernel).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        var reply = Success();
        reply["protocol_version"] = MessageCodec.ProtocolVersion;
        reply["implementation"] = "nerworkshop";
        reply["implementation_version"] = version;
        reply["banner"] = $"C# on .NET {Environment.Version}, NerWorkshop {version}";
        reply["help_links"] = new JsonArray(new JsonObject
        {
            ["text"] = "C# reference",
            ["url"] = "https://learn.microsoft.com/dotnet/csharp/",
        });
        reply["language_info"] = new JsonObject
        {
            ["name"] = "C#",
            ["version"] = "14.0",
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
        };
        return reply;
    }

    private static JsonObject Success() => new() { ["status"] = "ok" };

    private static JsonObject Failure(ErrorOutput error)
    {
        var reply = OutputPublisher.Error(error);
        reply["status"] = "error";
        return reply;
    }

    private CancellationTokenSource StartCell()
    {
        var cell = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        lock (_running)
        {
            _cell = cell;
        }

        return cell;
    }

    private void EndCell()
    {
        lock (_running)
        {
            _cell = null;
        }
    }

    private void Interrupt()
    {
        // Cancelling runs callbacks: not on this thread, and not under the lock.
        lock (_running)
        {
            if (_cell is { } cell)
            {
                _ = cell.CancelAsync();
            }
        }
    }

    private void PublishStatus(KernelRequest request, string state) =>
        Publish(request.Message.RawHeader, "status", new JsonObject { ["execution_state"] = state });

    private void Publish(ReadOnlyMemory<byte> parent, string type, JsonObject content) =>
        _publisher.Publish(_codec.Encode([Encoding.ASCII.GetBytes($"kernel.{_id}.{type}")], type, parent, content));

    private void Reply(KernelRequest request, JsonObject content)
    {
        var message = request.Message;
        var type = message.Type.Replace("_request", "_reply", StringComparison.Ordinal);
        request.Socket.Send(request.Client, _codec.Encode(message.Route, type, message.RawHeader, content));
    }
}
