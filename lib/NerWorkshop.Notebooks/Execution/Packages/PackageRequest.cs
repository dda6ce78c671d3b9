namespace NerWorkshop.Notebooks;

/// <summary>A package that a notebook asks for.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">The version, or a pattern such as <c>2.*</c>; <c>*</c> for the latest stable one.</param>
internal sealed record PackageRequest(string Id, string Version)
{
    public const string Prefix = "nuget:";

    /// <summary>Whether a directive's argument is about packages.</summary>
    public static bool IsPackage(string argument) => argument.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether one version is meant, and neither a pattern nor a range.</summary>
    public bool IsExact => Version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+');

    /// <summary>Reads <c>nuget: Package, Version</c>.</summary>
    /// <exception cref="DirectiveException">It names no package.</exception>
    public static PackageRequest Parse(string argument)
    {
        var parts = argument[Prefix.Length..].Split(',', 2, StringSplitOptions.TrimEntries);
        if (parts[0].Length == 0 || !parts[0].All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            throw new DirectiveException($"'{argument}' names no package. Write it like this: #r \"nuget:Package, 1.2.3\".");
        }

        return new PackageRequest(parts[0], parts.Length > 1 && parts[1].Length > 0 ? parts[1] : "*");
    }
}
