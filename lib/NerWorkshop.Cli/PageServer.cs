using System.Net;

namespace NerWorkshop.Cli;

/// <summary>Serves a folder of pages to browsers on this machine, and to no other.</summary>
internal sealed class PageServer : IDisposable
{
    private const int FirstPort = 8642;
    private const int PortsToTry = 20;

    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html; charset=utf-8",
        [".ipynb"] = "application/x-ipynb+json",
        [".csv"] = "text/csv; charset=utf-8",
    };

    private readonly string _root;
    private readonly HttpListener _listener;

    private PageServer(string root, HttpListener listener, string address)
    {
        _root = root;
        _listener = listener;
        Address = address;
    }

    /// <summary>Where a browser finds the pages.</summary>
    public string Address { get; }

    /// <summary>Starts on the given port, or without one on the first free port of a few.</summary>
    /// <exception cref="UsageException">No port is free.</exception>
    public static PageServer Start(string directory, int? port)
    {
        foreach (int candidate in port is { } wanted ? [wanted] : Enumerable.Range(FirstPort, PortsToTry))
        {
            var listener = new HttpListener();
            string address = FormattableString.Invariant($"http://127.0.0.1:{candidate}/");
            listener.Prefixes.Add(address);
            listener.Prefixes.Add(FormattableString.Invariant($"http://localhost:{candidate}/"));
            try
            {
                listener.Start();
                return new PageServer(Path.GetFullPath(directory), listener, address);
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }

        throw new UsageException(port is { } taken
            ? $"port {taken} is taken; choose another one with --port"
            : $"ports {FirstPort} to {FirstPort + PortsToTry - 1} are all taken; choose one with --port");
    }

    /// <summary>Answers requests until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using CancellationTokenRegistration stop = cancellation.Register(_listener.Stop);
        while (!cancellation.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            try
            {
                await AnswerAsync(context);
            }
            catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
            {
                // The browser went away; the next request is served all the same.
            }
        }
    }

    public void Dispose() => _listener.Close();

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using HttpListenerResponse response = context.Response;
        if (context.Request.HttpMethod is not ("GET" or "HEAD"))
        {
            response.StatusCode = (int)HttpStatusCode.MethodNotAllowed;
            return;
        }

        if (FileFor(context.Request.Url!.AbsolutePath) is not { } file)
        {
            response.StatusCode = (int)HttpStatusCode.NotFound;
            return;
        }

        byte[] content = await File.ReadAllBytesAsync(file);
        response.ContentType = ContentTypes.GetValueOrDefault(Path.GetExtension(file), "application/octet-stream");
        response.ContentLength64 = content.Length;
        response.Headers["X-Content-Type-Options"] = "nosniff";
        response.Headers["Cache-Control"] = "no-cache";
        if (context.Request.HttpMethod == "GET")
        {
            await response.OutputStream.WriteAsync(content);
        }
    }

    /// <summary>The file of a URL path, if it lies within the folder.</summary>
    private string? FileFor(string urlPath)
    {
        string relative = Uri.UnescapeDataString(urlPath).TrimStart('/');
        string path = Path.GetFullPath(Path.Combine(_root, relative.Length == 0 ? "index.html" : relative));
        bool isWithin = path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return isWithin && File.Exists(path) ? path : null;
    }
}
