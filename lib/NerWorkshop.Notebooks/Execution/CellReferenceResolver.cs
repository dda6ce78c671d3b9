using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace NerWorkshop.Notebooks;

/// <summary>Finds for the compiler what a library itself refers to, where the loader will find it too.</summary>
internal sealed class CellReferenceResolver(SessionLoadContext context) : MetadataReferenceResolver
{
    public override bool ResolveMissingAssemblies => true;

    public override PortableExecutableReference? ResolveMissingAssembly(
        MetadataReference definition,
        AssemblyIdentity referenceIdentity) =>
        context.Find(new AssemblyName(referenceIdentity.GetDisplayName())) is { } path
            ? (PortableExecutableReference)FrameworkReferences.FromFile(path)
            : null;

    /// <summary>The session takes <c>#r</c> out before the compiler sees it.</summary>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference,
        string? baseFilePath,
        MetadataReferenceProperties properties) => [];

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
