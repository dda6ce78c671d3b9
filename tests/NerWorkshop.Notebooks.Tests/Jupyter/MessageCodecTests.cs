using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop.Notebooks.Tests;

public class MessageCodecTests
{
    private readonly MessageCodec _codec = new("secret", "session-1");

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The digest was computed with Python's hmac module.</summary>
    [Fact]
    public void A_signature_is_the_HMAC_SHA256_of_the_four_parts() => Assert.Equal(
        SignatureByPython,
        Encoding.ASCII.GetString(_codec.Sign([Bytes("""{"msg_id":"1"}"""), Bytes("{}"), Bytes("{}"), Bytes("""{"code":"é"}""")])));

    private const string SignatureByPython = "ba95035fc1c6e1cd28e979d79a8057944610640d55e91dc92745e2822f31afc3";

    [Fact]
    public void What_is_encoded_is_decoded_again()
    {
        var parent = Bytes("""{"msg_id":"parent"}""");
        var parts = _codec.Encode([Bytes("topic")], "status", parent, new JsonObject { ["state"] = "idle" });
        var message = _codec.Decode(parts);

        Assert.Equal("status", message.Type);
        Assert.Equal("idle", message.Text("state"));
        Assert.Equal("topic", Encoding.UTF8.GetString(Assert.Single(message.Route)));
        Assert.Equal(parent, parts[4]);
        var header = JsonNode.Parse(parts[3])!;
        Assert.Equal("session-1", (string?)header["session"]);
        Assert.Equal("5.3", (string?)header["version"]);
        Assert.True(DateTimeOffset.TryParse((string?)header["date"], out _));
    }

    [Fact]
    public void A_change_of_any_signed_byte_is_noticed()
    {
        var good = _codec.Encode([], "execute_request", default, new JsonObject { ["code"] = "1" });
        for (var part = 2; part < good.Count; part++)
        {
            var bad = good.Select(bytes => bytes.ToArray()).ToList();
            bad[part][^1] ^= 1;
            var e = Assert.Throws<InvalidDataException>(() => _codec.Decode(bad));
            Assert.Contains("signature", e.Message);
        }

        Assert.Throws<InvalidDataException>(() => new MessageCodec("other", "s").Decode(good));
        Assert.Throws<InvalidDataException>(() => new MessageCodec("", "s").Decode(good));
    }

    [Fact]
    public void Without_a_key_messages_are_not_signed()
    {
        var codec = new MessageCodec("", "s");
        var parts = codec.Encode([], "status", default, new JsonObject());

        Assert.Empty(parts[1]);
        Assert.Equal("status", codec.Decode(parts).Type);
    }

    [Theory]
    [InlineData("[]", "header")]
    [InlineData("{", "header")]
    [InlineData("""{"msg_type": 1}""", "msg_type")]
    [InlineData("""{"msg_type": "\ud800"}""", "header")]
    public void A_message_that_is_none_says_why(string header, string reason)
    {
        byte[][] body = [Bytes(header), Bytes("{}"), Bytes("{}"), Bytes("{}")];
        var e = Assert.Throws<InvalidDataException>(
            () => _codec.Decode([Bytes("<IDS|MSG>"), _codec.Sign(body), .. body]));
        Assert.Contains(reason, e.Message);
    }

    [Fact]
    public void Positions_are_counted_in_code_points()
    {
        const string Code = "a😀b";
        Assert.Equal([0, 1, 3, 4, 4], Enumerable.Range(0, 5).Select(i => TextPositions.ToUtf16(Code, i)));
        Assert.Equal([0, 1, 2, 3], new[] { 0, 1, 3, 4 }.Select(i => TextPositions.ToCodePoints(Code, i)));
    }

    [Fact]
    public void A_connection_file_is_read_or_says_what_is_wrong()
    {
        using var folder = new TemporaryFolder();
        var good = new Dictionary<string, object>
        {
            ["transport"] = "tcp",
            ["ip"] = "127.0.0.1",
            ["shell_port"] = 1,
            ["control_port"] = 2,
            ["iopub_port"] = 3,
            ["stdin_port"] = 4,
            ["hb_port"] = 5,
            ["key"] = "k",
            ["signature_scheme"] = "hmac-sha256",
            ["kernel_name"] = "x",
        };
        var connection = ConnectionFile.Read(folder.Write("c.json", JsonSerializer.Serialize(good)));
        Assert.Equal((1, 2, 3, 4, 5), (
            connection.ShellPort,
            connection.ControlPort,
            connection.IOPubPort,
            connection.StdinPort,
            connection.HeartbeatPort));
        Assert.Equal("127.0.0.1:3", connection.EndPointOf(connection.IOPubPort).ToString());
        foreach (var (name, value) in new (string, object)[]
        {
            ("ip", "example.org"), ("shell_port", 70000), ("hb_port", "5"), ("signature_scheme", "hmac-md5"),
            ("transport", "udp"), ("key", 3),
        })
        {
            var bad = new Dictionary<string, object>(good) { [name] = value };
            var e = Assert.Throws<InvalidDataException>(
                () => ConnectionFile.Read(folder.Write("c.json", JsonSerializer.Serialize(bad))));
            Assert.Contains("c.json", e.Message);
        }

        Assert.Throws<InvalidDataException>(() => ConnectionFile.Read(folder.Write("c.json", "[]")));
        Assert.Throws<InvalidDataException>(() => ConnectionFile.Read(folder.Write("c.json", "no")));
    }
}
