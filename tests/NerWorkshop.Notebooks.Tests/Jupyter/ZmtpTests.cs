using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NerWorkshop.Notebooks.Tests;

public class ZmtpTests
{
    /// <summary>The greeting of the specification, ZeroMQ RFC 23.</summary>
    private const string Greeting =
        "ff00000000000000007f" + "0300" + "4e554c4c00000000000000000000000000000000" + "00"
        + "00000000000000000000000000000000000000000000000000000000000000";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_greeting_asks_for_version_3_and_the_mechanism_NULL() =>
        Assert.Equal(Greeting, Convert.ToHexStringLower(ZmtpCodec.Greeting()));

    [Fact]
    public void A_ready_command_names_the_sockets_type() => Assert.Equal(
        "0419" + "055245414459" + "0b536f636b65742d54797065" + "00000003" + "505542",
        Convert.ToHexStringLower(ZmtpCodec.Ready(ZmtpSocketType.Pub)));

    [Fact]
    public void A_message_is_its_parts_and_the_last_has_no_more_flag()
    {
        var bytes = ZmtpCodec.Message([[], "ab"u8.ToArray(), new byte[256]]);

        Assert.Equal("0100" + "01026162" + "02" + "0000000000000100", Convert.ToHexStringLower(bytes[..15]));
        Assert.Equal(15 + 256, bytes.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(70_000)]
    public async Task What_is_written_is_read_again(int length)
    {
        byte[][] parts = [[1, 2, 3], [.. Enumerable.Range(0, length).Select(i => (byte)i)], []];
        var reader = new ZmtpReader(new MemoryStream(ZmtpCodec.Message(parts)));

        Assert.Equal(parts, await reader.ReadMessageAsync(100_000, _ => { }, Cancellation));
        await Assert.ThrowsAsync<EndOfStreamException>(() => reader.ReadMessageAsync(100_000, _ => { }, Cancellation));
    }

    [Fact]
    public async Task A_message_longer_than_the_limit_is_refused_before_it_is_read()
    {
        var reader = new ZmtpReader(new MemoryStream(Convert.FromHexString("027fffffffffffffff")));

        var e = await Assert.ThrowsAsync<ZmtpException>(() => reader.ReadMessageAsync(1000, _ => { }, Cancellation));
        Assert.Contains("too large", e.Message);
    }

    [Fact]
    public async Task The_limit_is_on_the_message_and_not_on_each_part()
    {
        var reader = new ZmtpReader(new MemoryStream(ZmtpCodec.Message([new byte[60], new byte[60]])));

        await Assert.ThrowsAsync<ZmtpException>(() => reader.ReadMessageAsync(100, _ => { }, Cancellation));
    }

    [Theory]
    [InlineData("055245414459")] // no properties
    [InlineData("0552454144590b536f636b65742d5479706500000006524f55544552", "Socket-Type", "ROUTER")]
    [InlineData("05524541445908494445Af544954590000000161", "IDE\u00afTITY", "a")]
    public void A_commands_properties_are_read(string hex, params string[] expected)
    {
        var (name, data) = ZmtpCodec.ReadCommand(Convert.FromHexString(hex));
        var properties = ZmtpCodec.ReadProperties(data.Span);

        Assert.Equal("READY", name);
        Assert.Equal(expected, properties.SelectMany(p => new[] { p.Key, Encoding.Latin1.GetString(p.Value) }));
    }

    [Fact]
    public void Every_cut_off_ready_command_is_refused_or_has_no_type()
    {
        var body = ZmtpCodec.Ready(ZmtpSocketType.Router)[2..];
        for (var length = 0; length < body.Length; length++)
        {
            try
            {
                var (_, data) = ZmtpCodec.ReadCommand(body.AsMemory(0, length));
                var properties = ZmtpCodec.ReadProperties(data.Span);
                Assert.False(properties.ContainsKey("Identity"));
            }
            catch (ZmtpException)
            {
                // As it should be.
            }
        }
    }

    [Fact]
    public async Task A_peer_that_comes_back_under_its_name_gets_what_is_sent_to_it()
    {
        var received = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var socket = ZmtpSocket.Bind(
            ZmtpSocketType.Router,
            "test",
            new IPEndPoint(IPAddress.Loopback, 0),
            (peer, _) =>
            {
                received.TrySetResult(peer.Identity);
                return ValueTask.CompletedTask;
            },
            _ => { });
        using (var first = await ConnectAsync(socket, "DEALER", "me"))
        {
            await first.GetStream().WriteAsync(ZmtpCodec.Message(["hello"u8.ToArray()]), Cancellation);
            Assert.Equal("me", await received.Task);
        }

        received = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var second = await ConnectAsync(socket, "DEALER", "me");
        await second.GetStream().WriteAsync(ZmtpCodec.Message(["again"u8.ToArray()]), Cancellation);
        await received.Task;
        socket.Send("me", ["answer"u8.ToArray()]);

        var reader = new ZmtpReader(second.GetStream());
        await reader.ReadGreetingAsync(Cancellation);
        Assert.Equal("answer"u8.ToArray(), Assert.Single(await reader.ReadMessageAsync(1000, _ => { }, Cancellation)));
    }

    [Fact]
    public async Task Garbage_of_every_kind_leaves_the_socket_open_for_the_next_peer()
    {
        var random = new Random(5);
        var received = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var socket = ZmtpSocket.Bind(
            ZmtpSocketType.Router,
            "test",
            new IPEndPoint(IPAddress.Loopback, 0),
            (_, parts) =>
            {
                if (parts is [[1, 2, 3]])
                {
                    received.TrySetResult();
                }

                return ValueTask.CompletedTask;
            },
            _ => { });
        var greeting = ZmtpCodec.Greeting();
        for (var i = 0; i < 200; i++)
        {
            using var bad = new TcpClient();
            await bad.ConnectAsync((IPEndPoint)socket.EndPoint, Cancellation);
            var noise = new byte[random.Next(300)];
            random.NextBytes(noise);
            byte[] ready = [.. ZmtpCodec.Command("READY"u8, Property("Socket-Type", "DEALER"))];
            byte[] sent = (i % 3) switch
            {
                0 => noise,
                1 => [.. greeting, .. noise],
                _ => [.. greeting, .. ready, .. noise],
            };
            await bad.GetStream().WriteAsync(sent, Cancellation);
        }

        using var good = await ConnectAsync(socket, "DEALER", "");
        await good.GetStream().WriteAsync(ZmtpCodec.Message([[1, 2, 3]]), Cancellation);
        await received.Task.WaitAsync(Cancellation);
    }

    private static async Task<TcpClient> ConnectAsync(ZmtpSocket socket, string type, string identity)
    {
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)socket.EndPoint, Cancellation);
        byte[] data = [.. Property("Socket-Type", type), .. Property("Identity", identity)];
        byte[] hello = [.. ZmtpCodec.Greeting(), .. ZmtpCodec.Command("READY"u8, data)];
        await client.GetStream().WriteAsync(hello, Cancellation);
        return client;
    }

    private static byte[] Property(string name, string value) =>
        [(byte)name.Length, .. Encoding.Latin1.GetBytes(name), 0, 0, 0, (byte)value.Length, .. Encoding.Latin1.GetBytes(value)];
}
