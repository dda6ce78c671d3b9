using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NerWorkshop.Tests.CorporaTests;

/// <summary>Reading from a web address, from a server on this machine.</summary>
public class DownloadTests
{
    [Fact]
    public void A_web_address_is_read_as_a_file_is()
    {
        using var server = new Server("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\ntext\nhello\n");
        Assert.Equal(["hello"], Posts.Read(server.Url).Texts);
    }

    [Fact]
    public void An_address_that_is_not_there_is_told_with_the_answer()
    {
        using var server = new Server("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        Assert.Contains("answers 404", Assert.Throws<IOException>(() => Posts.Read(server.Url)).Message);
    }

    [Fact]
    public void A_download_stops_at_its_limit_announced_or_not()
    {
        foreach (string length in new[] { "Content-Length: 3000000\r\n", "" })
        {
            using var server = new Server($"HTTP/1.1 200 OK\r\n{length}\r\ntext\n{new string('x', 2 << 20)}");
            var error = Assert.Throws<IOException>(() => PostReader.Read(server.Url, "text", maxDownload: 1 << 20));
            Assert.Contains("larger than 1 MB", error.Message);
        }
    }

    [Fact]
    public void A_server_that_never_finishes_is_given_up()
    {
        using var server = new Server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ntext\n", staysOpen: true);
        var error = Assert.Throws<IOException>(
            () => PostReader.Read(server.Url, "text", timeout: TimeSpan.FromMilliseconds(300)));
        Assert.Contains("did not arrive within 0.3 seconds", error.Message);
    }

    [Fact]
    public void An_address_nobody_answers_at_is_told()
    {
        string url;
        using (var server = new Server(""))
        {
            url = server.Url;
        }

        Assert.StartsWith($"{url} cannot be read: ", Assert.Throws<IOException>(() => Posts.Read(url)).Message);
    }

    /// <summary>Answers every request with the same bytes.</summary>
    private sealed class Server : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Server(string response, bool staysOpen = false)
        {
            _listener.Start();
            _ = Task.Run(async () =>
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                NetworkStream stream = client.GetStream();
                int read = await stream.ReadAsync(new byte[4096]);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(response));

                // The client hangs up when it has had enough.
                for (byte[] rest = new byte[1]; staysOpen && read > 0;)
                {
                    read = await stream.ReadAsync(rest);
                }
            });
        }

        public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/posts.csv";

        public void Dispose() => _listener.Dispose();
    }
}
