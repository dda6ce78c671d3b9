namespace NerWorkshop.Notebooks;

/// <summary>Packages cannot be had; the message says which, why, and where they were looked for.</summary>
internal sealed class PackageException(string message) : Exception(message);
