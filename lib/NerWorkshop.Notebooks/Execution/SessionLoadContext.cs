using System.Reflection;
using System.Runtime.Loader;

namespace NerWorkshop.Notebooks;

/// <summary>
/// Where a session's assemblies live, apart from those of the host: a library that a notebook references is loaded
/// from the path it names even where the host has the same one loaded from elsewhere.
/// </summary>
internal sealed class SessionLoadContext() : AssemblyLoadContext("notebook session")
{
    private readonly Dictionary<string, string> _references = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Folder, AssemblyDependencyResolver Resolver)> _resolvers = [];
    private readonly Lock _gate = new();

    /// <summary>Makes an assembly, and what lies beside it, loadable.</summary>
    public void AddReference(string path)
    {
        lock (_gate)
        {
            _references[Path.GetFileNameWithoutExtension(path)] = path;
            _resolvers.Add((Path.GetDirectoryName(path)!, new AssemblyDependencyResolver(path)));
        }
    }

    /// <summary>Where an assembly of the name has been referenced from, or lies beside one that has been.</summary>
    public string? Find(AssemblyName name)
    {
        if (name.Name is not { } simpleName)
        {
            return null;
        }

        lock (_gate)
        {
            if (_references.TryGetValue(simpleName, out var path))
            {
                return path;
            }

            // What the framework has, all share: types from it meet in one process.
            if (FrameworkReferences.Contains(simpleName))
            {
                return null;
            }

            foreach (var (folder, resolver) in _resolvers)
            {
                var beside = Path.Combine(folder, simpleName + ".dll");
                if (resolver.ResolveAssemblyToPath(name) is { } resolved)
                {
                    return resolved;
                }

                if (File.Exists(beside))
                {
                    return beside;
                }
            }
        }

        return null;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var own = typeof(SessionLoadContext).Assembly;
        if (assemblyName.Name == own.GetName().Name)
        {
            return own;
        }

        return Find(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        lock (_gate)
        {
            foreach (var (_, resolver) in _resolvers)
            {
                if (resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path)
                {
                    return LoadUnmanagedDllFromPath(path);
                }
            }
        }

        return 0;
    }
}
