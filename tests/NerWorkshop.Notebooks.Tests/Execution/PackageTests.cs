using System.IO.Compression;
using System.Runtime.InteropServices;

namespace NerWorkshop.Notebooks.Tests;

/// <summary>Packages from a folder, restored by the SDK without a network.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Cells _cells;

    public PackageTests()
    {
        _cells = new Cells(_folder.Path);
        _folder.Write("NuGet.config", """
            <configuration>
              <config><add key="globalPackagesFolder" value="unpacked" /></config>
              <packageSources><clear /><add key="here" value="packages" /></packageSources>
            </configuration>
            """);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "packages"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_package_is_found_with_what_it_depends_on_and_may_be_asked_for_again()
    {
        var inner = Library("Inner", "public class Thing { public int Size => 3; }");
        Pack("Inner", "1.2.0", inner);
        Pack("Outer", "2.0.0", Library("Outer", "public class Holder { public Thing Thing => new(); }", inner), ("Inner", "1.0.0"));
        Pack("Outer", "1.0.0", Library("Old", "public class Old { }"));

        var outputs = await _cells.OutputsAsync("#r \"nuget: Outer, 2.0.0\"\nnew Holder().Thing.Size");
        Assert.Equal("Loaded Outer 2.0.0", ((DisplayOutput)outputs[^2]).Data["text/plain"]);
        Assert.Equal("3", ((DisplayOutput)outputs[^1]).Data["text/plain"]);
        Assert.Equal("4", await _cells.DataAsync("#r \"nuget:outer\"\n#r \"nuget:Inner, 1.2.0\"\nnew Holder().Thing.Size + 1"));
        Assert.Contains(
            "Outer is loaded already, in version 2.0.0",
            (await _cells.ErrorAsync("#r \"nuget: Outer, 1.0.0\"")).Message);
    }

    [Fact]
    public async Task Without_a_version_the_latest_stable_one_is_taken()
    {
        foreach (var version in (string[])["1.0.0", "1.10.0", "1.9.0", "2.0.0-beta"])
        {
            Pack("Ages", version, Library("Ages", $"public static class Age {{ public static string Value => \"{version}\"; }}"));
        }

        Assert.Equal("1.10.0", await LastAsync("#r \"nuget:Ages\"\nAge.Value"));
        Assert.Equal("1.9.0", await LastAsync("#r \"nuget:Ages, 1.9.*\"\nAge.Value", new Cells(_folder.Path)));
        Assert.Equal("2.0.0-beta", await LastAsync("#r \"nuget:Ages, *-*\"\nAge.Value", new Cells(_folder.Path)));
    }

    [Fact]
    public async Task A_second_session_needs_no_restore()
    {
        Pack("Kept", "1.0.0", Library("Kept", "public static class Kept { public static int Value => 7; }"));
        Assert.Equal("7", await LastAsync("#r \"nuget:Kept, 1.0.0\"\nKept.Value"));
        Directory.Delete(Path.Combine(_folder.Path, "packages"), recursive: true);

        Assert.Equal("7", await LastAsync("#r \"nuget:Kept, 1.0.0\"\nKept.Value", new Cells(_folder.Path)));
    }

    [Fact]
    public async Task A_missing_package_is_an_error_that_names_it_its_line_and_the_sources()
    {
        var error = await _cells.ErrorAsync("// first\n#r \"nuget: No.Such.Package, 1.0.0\"");

        Assert.Equal(2, error.Line);
        Assert.Contains("No.Such.Package", error.Message);
        Assert.Contains("here", error.Message);
        Assert.Equal("3", await _cells.DataAsync("1 + 2"));
    }

    [Fact]
    public async Task A_source_may_be_added()
    {
        Pack("Elsewhere", "1.0.0", Library("Elsewhere", "public static class Elsewhere { public static int Value => 5; }"), "more");

        Assert.Contains("Elsewhere", (await _cells.ErrorAsync("#r \"nuget:Elsewhere, 1.0.0\"")).Message);
        Assert.Equal("5", await LastAsync("#i \"nuget:more\"\n#r \"nuget:Elsewhere, 1.0.0\"\nElsewhere.Value"));
    }

    [Fact]
    public async Task Native_libraries_of_a_package_are_found()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "Needs a native library at hand: Linux has its libc.");
        var libc = ((string[])["/lib/x86_64-linux-gnu/libm.so.6", "/lib/aarch64-linux-gnu/libm.so.6", "/lib64/libm.so.6"])
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(libc is null, "No libm.so.6 where it is looked for.");
        var library = Library(
            "Native",
            """
            using System.Runtime.InteropServices;
            public static class Native
            {
                [DllImport("nerworkshopmath")]
                public static extern double cos(double x);
            }
            """);
        Pack("Native", "1.0.0", library);
        using (var package = ZipFile.Open(PackagePath("Native", "1.0.0"), ZipArchiveMode.Update))
        {
            package.CreateEntryFromFile(libc!, $"runtimes/{RuntimeInformation.RuntimeIdentifier}/native/libnerworkshopmath.so");
        }

        Assert.Equal("1", await LastAsync("#r \"nuget:Native, 1.0.0\"\nNative.cos(0)"));
    }

    [Fact]
    public async Task A_restore_can_be_stopped()
    {
        // A server that never answers.
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        CellResult result = await _cells.Session.ExecuteAsync(
            $"#i \"nuget:http://{silent.LocalEndpoint}/v3/index.json\"\n#r \"nuget:Anything, 1.0.0\"",
            output =>
            {
                // Progress is shown: the restore has begun.
                if (output is DisplayOutput)
                {
                    cancel.CancelAfter(100);
                }
            },
            cancel.Token);

        Assert.Equal(CellErrorKind.Cancelled, result.Error?.Kind);
        Assert.Equal("3", await _cells.DataAsync("1 + 2"));
    }

    [Theory]
    [InlineData("#r \"nuget:\"", "names no package")]
    [InlineData("#r \"nuget: , 1.0\"", "names no package")]
    [InlineData("#r \"nuget: a b\"", "names no package")]
    [InlineData("#r \"nuget: Some.Package, one\"", "Some.Package")]
    public async Task What_is_no_package_is_an_error(string code, string reason) =>
        Assert.Contains(reason, (await _cells.ErrorAsync(code)).Message);

    private async Task<string> LastAsync(string code, Cells? cells = null) =>
        ((DisplayOutput)(await (cells ?? _cells).OutputsAsync(code))[^1]).Data["text/plain"];

    private string Library(string name, string source, params string[] references) =>
        Libraries.Compile(Path.Combine(_folder.Path, "built", Guid.NewGuid().ToString("n")), name, source, references);

    private string PackagePath(string id, string version, string source = "packages") =>
        Path.Combine(_folder.Path, source, $"{id}.{version}.nupkg");

    private void Pack(string id, string version, string library, params (string Id, string Version)[] dependencies) =>
        Pack(id, version, library, "packages", dependencies);

    private void Pack(
        string id, string version, string library, string source, params (string Id, string Version)[] dependencies)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, source));
        using var package = ZipFile.Open(PackagePath(id, version, source), ZipArchiveMode.Create);
        package.CreateEntryFromFile(library, $"lib/net10.0/{Path.GetFileName(library)}");
        using var writer = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open());
        var needs = dependencies.Select(needed => $"""<dependency id="{needed.Id}" version="{needed.Version}" />""");
        writer.Write($"""
            <package><metadata>
              <id>{id}</id><version>{version}</version><authors>tests</authors><description>For a test.</description>
              <dependencies><group targetFramework="net10.0">{string.Concat(needs)}</group></dependencies>
            </metadata></package>
            """);
    }
}
