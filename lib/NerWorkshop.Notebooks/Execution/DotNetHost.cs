using System.Runtime.InteropServices;

namespace NerWorkshop.Notebooks;

/// <summary>The program <c>dotnet</c> by whose runtime this process runs.</summary>
public static class DotNetHost
{
    /// <summary>Its full path; <c>dotnet</c> alone where it does not lie above the runtime.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        // …/dotnet and …/shared/Microsoft.NETCore.App/10.0.1/
        var path = System.IO.Path.GetFullPath(
            System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(path) ? path : name;
    }
}
