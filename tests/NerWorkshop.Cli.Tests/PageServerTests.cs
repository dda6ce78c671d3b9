using System.Net;

namespace NerWorkshop.Cli.Tests;

public class PageServerTests
{
    [Fact]
    public async Task Pages_are_served_on_loopback_and_nothing_outside_the_folder_is()
    {
        using var space = new Workspace();
        Directory.CreateDirectory(space["pages"]);
        space.Write("pages/index.html", "<h1>Hello</h1>");
        space.Write("secret.txt", "secret");
        using PageServer server = PageServer.Start(space["pages"], port: null);
        using var stop = new CancellationTokenSource();
        Task running = server.RunAsync(stop.Token);
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        Assert.StartsWith("http://127.0.0.1:", server.Address);
        Assert.Equal("<h1>Hello</h1>", await client.GetStringAsync("/"));
        foreach (string path in (string[])["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/no.html"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.PostAsync("/", null)).StatusCode);
        stop.Cancel();
        await running;
    }

    [Fact]
    public void A_port_that_is_taken_is_an_error_that_says_so()
    {
        using var space = new Workspace();
        using PageServer server = PageServer.Start(space.Folder, port: null);
        int port = new Uri(server.Address).Port;
        Assert.Contains("--port", Assert.Throws<UsageException>(() => PageServer.Start(space.Folder, port)).Message);
    }
}
