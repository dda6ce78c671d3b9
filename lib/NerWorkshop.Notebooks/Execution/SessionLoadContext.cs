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
    private readonly Dictionary<string, string> _natives = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, WeakReference<Assembly>> _cells = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private int _cellLimit = 64;

    /// <summary>Loads the assembly of a piece of code.</summary>
    public Assembly LoadCell(Stream assembly, Stream symbols)
    {
        var loaded = new CellLoadContext(this).LoadFromStream(assembly, symbols);
        lock (_gate)
        {
            _cells[loaded.GetName().Name!] = new WeakReference<Assembly>(loaded);
            if (_cells.Count > _cellLimit)
            {
                foreach (var gone in _cells.Where(cell => !cell.Value.TryGetTarget(out _)).ToList())
                {
                    _cells.Remove(gone.Key);
                }

                _cellLimit = 64 + 2 * _cells.Count;
            }
        }

        return loaded;
    }

    /// <summary>The assembly that a cell's code refers to: another cell, or a library.</summary>
    public Assembly FindForCell(AssemblyName name)
    {
        lock (_gate)
        {
            if (_cells.TryGetValue(name.Name ?? "", out var weak) && weak.TryGetTarget(out var cell))
            {
                return cell;
            }
        }

        return LoadFromAssemblyName(name);
    }

    /// <summary>Makes an assembly, and what lies beside it, loadable.</summary>
    public void AddReference(string path)
    {
        lock (_gate)
        {
            _references[Path.GetFileNameWithoutExtension(path)] = path;
            _resolvers.Add((Path.GetDirectoryName(path)!, new AssemblyDependencyResolver(path)));
        }
    }

    /// <summary>Makes the libraries of packages loadable, managed and native ones.</summary>
    public void AddPackages(RestoredPackages packages)
    {
        lock (_gate)
        {
            foreach (var path in packages.Libraries)
            {
                // What is loaded stays: two versions of one library cannot meet.
                _references.TryAdd(Path.GetFileNameWithoutExtension(path), path);
            }

            foreach (var path in packages.Natives)
            {
                _natives[Path.GetFileName(path)] = path;
            }
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

    protected override nint LoadUnmanagedDll(string unmanagedDllName) => FindNative(unmanagedDllName);

    /// <summary>Loads a native library that lies beside one of the references; 0 where there is none.</summary>
    public nint FindNative(string unmanagedDllName)
    {
        lock (_gate)
        {
            // A library 'x' is x.dll here, libx.so there, and may be asked for by either name.
            string[] names = [unmanagedDllName, .. NativeNames(unmanagedDllName)];
            foreach (var name in names)
            {
                if (_natives.TryGetValue(name, out var path))
                {
                    return LoadUnmanagedDllFromPath(path);
                }
            }

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

    private static IEnumerable<string> NativeNames(string name) => OperatingSystem.IsWindows()
        ? [name + ".dll"]
        : OperatingSystem.IsMacOS()
            ? [$"lib{name}.dylib", name + ".dylib"]
            : [$"lib{name}.so", name + ".so"];
}
