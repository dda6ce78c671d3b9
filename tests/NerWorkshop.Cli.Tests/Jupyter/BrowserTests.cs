using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;

namespace NerWorkshop.Cli.Tests;

/// <summary>The workshop as a learner meets it: Jupyter Notebook in a browser.</summary>
public sealed class BrowserTests : IDisposable
{
    private const string Token = "workshop";

    private const string Answer = """
        var mySentence = "In March 2019, Maria Lopez moved from Madrid to Berlin to work for Siemens.";
        var myDoc = nlp.Process(mySentence);
        """;

    private static readonly float Patience = (float)TimeSpan.FromMinutes(2).TotalMilliseconds;

    private readonly Workspace _space = new();
    private Process? _server;

    public void Dispose()
    {
        if (_server is not null)
        {
            Programs.Kill(_server);
            _server.Dispose();
        }

        _space.Dispose();
    }

    [Fact]
    public async Task Notebook_01_runs_in_jupyter_notebook_and_its_exercise_turns_green()
    {
        string? chromium = ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser"]).FirstOrDefault(File.Exists);
        string python = JupyterClient.PythonWithNotebook();
        Assert.SkipWhen(chromium is null, "Chromium is not installed; on Debian: apt-get install chromium.");
        string address = await ServeAsync(python);
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = ["--no-sandbox"] });
        IPage page = await browser.NewPageAsync(
            new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1100, Height = 900 } });
        page.SetDefaultTimeout(Patience);

        await page.GotoAsync($"{address}notebooks/notebooks/01-introduction.ipynb?token={Token}");
        await page.Locator("#kernel_indicator_icon.kernel_idle_icon").WaitForAsync();
        await page.Locator("#celllink").ClickAsync();
        await page.Locator("#run_all_cells").ClickAsync();
        ILocator cells = page.Locator(".code_cell");
        int count = await cells.CountAsync();
        await WaitAsync(page, $"[...document.querySelectorAll('.code_cell .input_prompt')].filter(p => /\\[\\d+\\]/.test(p.textContent)).length == {count}");
        Assert.Equal(0, await page.Locator(".output_error").CountAsync());
        string[] entities = [.. await page.Locator(".output_area mark").AllInnerTextsAsync()];
        Assert.Contains(entities, entity => entity.StartsWith("Jane Smith", StringComparison.Ordinal) && entity.Contains("PERSON"));
        Assert.Contains(entities, entity => entity.StartsWith("Geneva", StringComparison.Ordinal) && entity.Contains("GPE"));
        await page.Locator(".output_area mark").First.ScrollIntoViewIfNeededAsync();
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Screenshot("01-entities.png") });

        ILocator feedback = page.Locator(".output_area [role=status]");
        Assert.Contains("Not yet.", await feedback.InnerTextAsync());
        string before = await ColourAsync(feedback);
        await Code("TODO: write your sentence").ClickAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync(Answer);
        await page.Keyboard.PressAsync("Control+Enter");
        await RunAsync(Code("Exercise.Check("));
        await page.Locator(".output_area [role=status]", new PageLocatorOptions { HasText = "Right." }).WaitForAsync();
        await RunAsync(cells.Last.Locator(".CodeMirror"));
        await page.Locator(".output_area mark", new PageLocatorOptions { HasText = "Maria Lopez" }).WaitForAsync();
        int[] colour = [.. System.Text.RegularExpressions.Regex.Matches(await ColourAsync(feedback), @"\d+").Select(part => int.Parse(part.Value))];
        Assert.True(colour[1] > colour[0] && colour[1] > colour[2], "green");
        Assert.NotEqual(before, await ColourAsync(feedback));
        await feedback.ScrollIntoViewIfNeededAsync();
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Screenshot("01-exercise.png") });

        ILocator Code(string text) => cells.Filter(new LocatorFilterOptions { HasText = text }).Locator(".CodeMirror");

        async Task RunAsync(ILocator code)
        {
            await code.ClickAsync();
            await page.Keyboard.PressAsync("Control+Enter");
        }
    }

    private static Task<string> ColourAsync(ILocator locator) =>
        locator.EvaluateAsync<string>("element => getComputedStyle(element).borderLeftColor");

    private static Task WaitAsync(IPage page, string condition) =>
        page.WaitForFunctionAsync($"() => {condition}", null, new PageWaitForFunctionOptions { Timeout = Patience });

    private static string Screenshot(string name) =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(Workspace.Repository, "artifacts", "screenshots")).FullName, name);

    /// <summary>Starts Jupyter Notebook on a copy of the notebook, beside which the library is where the notebook expects it.</summary>
    private async Task<string> ServeAsync(string python)
    {
        await NerRun.Of("kernel", "install", "--prefix", _space.Folder);
        Directory.CreateDirectory(_space["notebooks"]);
        File.Copy(
            Path.Combine(Workspace.Repository, "notebooks", "01-introduction.ipynb"), _space["notebooks/01-introduction.ipynb"]);
        Directory.CreateSymbolicLink(_space["lib"], Path.Combine(Workspace.Repository, "lib"));
        int port = FreePort();
        _server = Programs.Start(
            python,
            _space.Folder,
            new Dictionary<string, string>
            {
                ["JUPYTER_PATH"] = Path.Combine(_space.Folder, "share", "jupyter"),
                ["JUPYTER_CONFIG_DIR"] = _space["config"],
                ["JUPYTER_DATA_DIR"] = _space["data"],
                ["JUPYTER_RUNTIME_DIR"] = _space["runtime"],
            },
            "-m", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1", $"--port={port}",
            "--NotebookApp.port_retries=0", $"--NotebookApp.token={Token}", $"--NotebookApp.notebook_dir={_space.Folder}");
        _server.OutputDataReceived += (_, _) => { };
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
        string address = $"http://127.0.0.1:{port}/";
        using var client = new HttpClient();
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(100, TestContext.Current.CancellationToken))
        {
            try
            {
                await client.GetStringAsync($"{address}api", TestContext.Current.CancellationToken);
                return address;
            }
            catch (HttpRequestException)
            {
                Assert.False(_server.HasExited, "Jupyter Notebook did not start.");
                Assert.True(clock.ElapsedMilliseconds < Patience, "Jupyter Notebook does not answer.");
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
