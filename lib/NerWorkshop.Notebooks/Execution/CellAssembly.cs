using System.Reflection;

namespace NerWorkshop.Notebooks;

/// <summary>How the assemblies of cells are named, so that their types and frames can be told apart.</summary>
internal static class CellAssembly
{
    /// <summary>The class which the compiler wraps around a cell's code: a name that no C# code can take.</summary>
    public const string ClassName = "Cell#";

    private const string Prefix = "nb-cell-";
    private static int _made;

    /// <summary>A name that no other cell of this process has.</summary>
    public static string NewName() =>
        Prefix + Interlocked.Increment(ref _made).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static bool IsCell(Assembly assembly) =>
        assembly.GetName().Name?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>Whether the type is the class which the compiler wraps around a cell's code.</summary>
    public static bool IsCellClass(Type type) =>
        type.DeclaringType is null && type.Name == ClassName;
}
