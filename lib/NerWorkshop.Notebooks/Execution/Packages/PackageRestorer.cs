using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NerWorkshop.Notebooks;

/// <summary>
/// Finds packages as the .NET SDK does: <c>dotnet restore</c> of a project that asks for them. What exact versions gave
/// is remembered in the user's cache, so that the next run needs neither time nor network.
/// </summary>
internal sealed partial class PackageRestorer(string folder)
{
    private const string Assets = "project.assets.json";

    private readonly List<string> _sources = [];
    private readonly Dictionary<string, PackageRequest> _requested = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyDictionary<string, string> _versions = new Dictionary<string, string>();

    /// <summary>Looks for packages in another place, too.</summary>
    /// <param name="source">An address, or a folder relative to the notebook's.</param>
    public void AddSource(string source)
    {
        source = Uri.TryCreate(source, UriKind.Absolute, out var address) && !address.IsFile
            ? source
            : Path.GetFullPath(source, folder);
        if (!_sources.Contains(source, StringComparer.Ordinal))
        {
            _sources.Add(source);
        }
    }

    /// <summary>Those that the session does not have yet.</summary>
    /// <exception cref="DirectiveException">It has one in another version.</exception>
    public IReadOnlyList<PackageRequest> Missing(IEnumerable<PackageRequest> packages)
    {
        var missing = new List<PackageRequest>();
        foreach (var package in packages)
        {
            if (!_versions.TryGetValue(package.Id, out var version))
            {
                missing.Add(package);
            }
            else if (package.IsExact && package.Version != version
                     && package.Version != _requested.GetValueOrDefault(package.Id)?.Version)
            {
                throw new DirectiveException(
                    $"{package.Id} is loaded already, in version {version}. Start a new session to load {package.Version}.");
            }
        }

        return missing;
    }

    /// <summary>Finds packages together with those that the session has, whose versions stay.</summary>
    /// <exception cref="DirectiveException">They cannot be had.</exception>
    public async Task<RestoredPackages> RestoreAsync(
        IReadOnlyList<PackageRequest> packages,
        CancellationToken cancellation)
    {
        var requested = packages.ToDictionary(package => package.Id, StringComparer.OrdinalIgnoreCase);
        foreach (var known in _requested.Keys)
        {
            requested.TryAdd(known, new PackageRequest(known, _versions[known]));
        }

        var project = Project(requested.Values);
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)).AsSpan(0, 12));
        var cached = Path.Combine(CacheFolder(), key, Assets);
        var isExact = requested.Values.All(package => package.IsExact);
        var restored = isExact && File.Exists(cached) ? RestoredPackages.Read(cached) : null;
        restored ??= await RunAsync(project, cached, requested.Keys, cancellation).ConfigureAwait(false);
        foreach (var (id, package) in requested)
        {
            _requested[id] = package;
        }

        _versions = restored.Versions;
        return restored;
    }

    private async Task<RestoredPackages> RunAsync(
        string project,
        string cached,
        IEnumerable<string> ids,
        CancellationToken cancellation)
    {
        var work = Directory.CreateTempSubdirectory("ner-packages-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(work, "packages.csproj"), project);
            // So that nothing from a folder above has a say.
            foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            {
                File.WriteAllText(Path.Combine(work, name), "<Project />");
            }

            var (code, text) = await DotNetAsync(work, cancellation).ConfigureAwait(false);
            var assets = Path.Combine(work, "obj", Assets);
            if (code != 0 || !File.Exists(assets))
            {
                throw new DirectiveException(Explain(text, ids));
            }

            var restored = RestoredPackages.Read(assets)
                           ?? throw new DirectiveException("NuGet names files that it has not unpacked.");
            Directory.CreateDirectory(Path.GetDirectoryName(cached)!);
            var temporary = cached + "." + Path.GetRandomFileName();
            File.Copy(assets, temporary);
            File.Move(temporary, cached, overwrite: true);
            return restored;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task<(int Code, string Text)> DotNetAsync(string work, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(DotNetHost.Path, ["restore", "packages.csproj", "--nologo", "-v", "quiet"])
        {
            WorkingDirectory = work,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // A server that stays behind would be one more process of ours.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // Where we were started by a build, its SDK is not to be forced on this one.
        foreach (var name in (string[])["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH"])
        {
            start.Environment.Remove(name);
        }

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new DirectiveException($"Packages need the .NET SDK, and '{start.FileName}' cannot be started: {e.Message}");
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        return (process.ExitCode, await output.ConfigureAwait(false) + await error.ConfigureAwait(false));
    }

    private string Project(IEnumerable<PackageRequest> packages) => new XElement(
        "Project",
        new XAttribute("Sdk", "Microsoft.NET.Sdk"),
        new XElement(
            "PropertyGroup",
            new XElement("TargetFramework", FormattableString.Invariant($"net{Environment.Version.Major}.0")),
            new XElement("RuntimeIdentifier", RuntimeInformation.RuntimeIdentifier),
            new XElement("SelfContained", "false"),
            new XElement("UseAppHost", "false"),
            new XElement("NuGetAudit", "false"),
            // The notebook's own NuGet.config counts, or one above it.
            new XElement("RestoreRootConfigDirectory", folder),
            new XElement("RestoreAdditionalProjectSources", string.Join(';', _sources))),
        new XElement(
            "ItemGroup",
            packages.OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase).Select(package => new XElement(
                "PackageReference",
                new XAttribute("Include", package.Id),
                new XAttribute("Version", package.Version)))))
        .ToString();

    /// <summary>What NuGet complains about; its messages name the package and the sources that were asked.</summary>
    private string Explain(string text, IEnumerable<string> ids)
    {
        var errors = ErrorLine().Matches(text).Select(match => match.Groups["message"].Value.Trim()).Distinct().ToList();
        var reason = errors.Count > 0 ? string.Join('\n', errors) : text.Trim();
        if (reason.Length == 0)
        {
            reason = "Does 'dotnet --info' list an SDK? Packages need one.";
        }

        var sources = _sources.Count == 0 ? "" : $"\nAsked besides the usual sources: {string.Join(", ", _sources)}";
        return $"Packages cannot be loaded ({string.Join(", ", ids)}): {reason}{sources}";
    }

    /// <summary>Where programs of this system keep what can be made again.</summary>
    private static string CacheFolder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var cache = OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS()
                ? Path.Combine(home, "Library", "Caches")
                : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
                    ? set
                    : Path.Combine(home, ".cache");
        return Path.Combine(cache, "nerworkshop", "packages");
    }

    [GeneratedRegex(@"error (?<message>(?:NU|MSB|NETSDK)\d+: .*?)(?: \[[^\]]*\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();
}
