using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace NerWorkshop.Notebooks;

/// <summary>
/// Where a kernel is to listen and the key that its clients sign with: what Jupyter writes for each kernel it starts.
/// </summary>
public sealed record ConnectionFile
{
    private const string Scheme = "hmac-sha256";

    /// <summary><c>tcp</c> or <c>ipc</c>.</summary>
    public string Transport { get; init; } = "tcp";

    /// <summary>The only address that the kernel binds to; with <c>ipc</c>, the beginning of the sockets' paths.</summary>
    public required string Ip { get; init; }

    /// <summary>The port for requests.</summary>
    public required int ShellPort { get; init; }

    /// <summary>The port for interrupts and shutdown.</summary>
    public required int ControlPort { get; init; }

    /// <summary>The port on which outputs are published.</summary>
    public required int IOPubPort { get; init; }

    /// <summary>The port on which the kernel asks the user for input.</summary>
    public required int StdinPort { get; init; }

    /// <summary>The heartbeat's port.</summary>
    public required int HeartbeatPort { get; init; }

    /// <summary>The secret that messages are signed with; empty where they are not signed.</summary>
    public required string Key { get; init; }

    /// <summary>Reads a connection file.</summary>
    /// <exception cref="InvalidDataException">It is no connection file; the message says why.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ConnectionFile Read(string path)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path, Encoding.UTF8));
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: not a connection file, for it is not JSON: {e.Message}", e);
        }

        var connection = new ConnectionFile
        {
            Transport = Text("transport", "tcp"),
            Ip = Text("ip", null),
            ShellPort = Port("shell_port"),
            ControlPort = Port("control_port"),
            IOPubPort = Port("iopub_port"),
            StdinPort = Port("stdin_port"),
            HeartbeatPort = Port("hb_port"),
            Key = Text("key", ""),
        };
        if (connection.Transport is not ("tcp" or "ipc"))
        {
            throw Wrong($"the transport '{connection.Transport}' is neither 'tcp' nor 'ipc'");
        }

        if (connection.Transport == "tcp" && !IPAddress.TryParse(connection.Ip, out _))
        {
            throw Wrong($"\"ip\" is to be an address such as 127.0.0.1, not '{connection.Ip}'");
        }

        var scheme = Text("signature_scheme", Scheme);
        if (connection.Key.Length > 0 && scheme != Scheme)
        {
            throw Wrong($"the signature scheme '{scheme}' is not known; {Scheme} is");
        }

        return connection;

        string Text(string name, string? missing) =>
            root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value)
                ? value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong($"\"{name}\" is no text")
                : missing ?? throw Wrong($"\"{name}\" is missing");

        int Port(string name) =>
            root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var port) && port is >= 0 and <= 65535
                ? port
                : throw Wrong($"\"{name}\" is no port from 0 to 65535");

        InvalidDataException Wrong(string what) => new($"{path}: not a connection file: {what}.");
    }

    /// <summary>The address of one of the ports.</summary>
    internal EndPoint EndPointOf(int port) => Transport == "ipc"
        ? new UnixDomainSocketEndPoint(FormattableString.Invariant($"{Ip}-{port}"))
        : new IPEndPoint(IPAddress.Parse(Ip), port);
}
