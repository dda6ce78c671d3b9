using System.Reflection;

namespace NerWorkshop.Notebooks;

/// <summary>The libraries and packages that a session's cells use, as the compiler and the loader are told of them.</summary>
internal sealed class SessionReferences(SessionLoadContext context, SubmissionChain chain, string folder)
{
    private readonly PackageRestorer _packages = new(folder);

    /// <summary>The path of each library that cells compile against, by its name.</summary>
    private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a library.</summary>
    /// <param name="target">Its path, or the name of one of the framework's.</param>
    /// <param name="relativeTo">What the path is relative to.</param>
    /// <exception cref="DirectiveException">There is none, or another of its name is loaded.</exception>
    public void AddLibrary(string target, string relativeTo)
    {
        var path = Path.GetFullPath(target, relativeTo);
        if (!File.Exists(path))
        {
            // As in C# scripts, an assembly of the framework may be referenced by its name.
            if (FrameworkReferences.Contains(target) || FrameworkReferences.Contains(path))
            {
                return;
            }

            throw new DirectiveException(
                $"The file '{path}' does not exist. If it is built from source, build it first: dotnet build -c Release.");
        }

        var own = typeof(SessionReferences).Assembly.GetName().Name;
        if (!string.Equals(Path.GetFileNameWithoutExtension(path), own, StringComparison.OrdinalIgnoreCase) && Add(path))
        {
            context.AddReference(path);
        }
    }

    /// <summary>Adds a source of packages.</summary>
    public void AddSource(string target)
    {
        try
        {
            _packages.AddSource(PackageRequest.IsPackage(target) ? target[PackageRequest.Prefix.Length..].Trim() : target);
        }
        catch (ArgumentException e)
        {
            throw new DirectiveException($"'{target}' is no source of packages: {e.Message}");
        }
    }

    /// <summary>Adds packages, all at once: they share what they depend on.</summary>
    /// <exception cref="DirectiveException">They cannot be had.</exception>
    public async Task AddPackagesAsync(
        IEnumerable<PackageRequest> packages,
        CellContext cell,
        CancellationToken cancellation)
    {
        var missing = _packages.Missing(packages);
        if (missing.Count == 0)
        {
            return;
        }

        var restoring = _packages.RestoreAsync(missing, cancellation);
        var restored = await new PackageProgress(cell, missing).ShowAsync(restoring).ConfigureAwait(false);
        context.AddPackages(restored);
        foreach (var library in restored.References)
        {
            Add(library);
        }
    }

    /// <summary>Lets cells compile against a library; false where they do already.</summary>
    private bool Add(string path)
    {
        AssemblyName identity;
        try
        {
            identity = AssemblyName.GetAssemblyName(path);
        }
        catch (BadImageFormatException)
        {
            throw new DirectiveException($"The file '{path}' is not a .NET assembly.");
        }

        if (_paths.TryGetValue(identity.Name!, out var loaded))
        {
            return string.Equals(loaded, path, StringComparison.Ordinal)
                ? false
                : throw new DirectiveException(
                    $"'{identity.Name}' is loaded already, from '{loaded}'. Start a new session to load it from '{path}'.");
        }

        _paths[identity.Name!] = path;
        chain.AddReference(FrameworkReferences.FromFile(path));
        return true;
    }
}
