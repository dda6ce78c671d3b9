using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NerWorkshop.Notebooks.Tests;

/// <summary>Makes assemblies and folders for tests.</summary>
internal static class Libraries
{
    /// <summary>Compiles a library to a file and returns its path.</summary>
    public static string Compile(string folder, string name, string source, params string[] references)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name + ".dll");
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source)],
            [.. FrameworkReferences.All, .. references.Select(file => MetadataReference.CreateFromFile(file))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true));
        var emitted = compilation.Emit(path);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return path;
    }
}
