using System.Reflection;
using System.Runtime.Loader;

namespace NerWorkshop.Notebooks;

/// <summary>Holds the assembly of one piece of code, which the runtime unloads when nothing of it is in use any more.</summary>
internal sealed class CellLoadContext(SessionLoadContext session)
    : AssemblyLoadContext("notebook cell", isCollectible: true)
{
    /// <summary>The context of the session that the code belongs to.</summary>
    public SessionLoadContext Session => session;

    protected override Assembly? Load(AssemblyName assemblyName) => Session.FindForCell(assemblyName);

    protected override nint LoadUnmanagedDll(string unmanagedDllName) => Session.FindNative(unmanagedDllName);
}
