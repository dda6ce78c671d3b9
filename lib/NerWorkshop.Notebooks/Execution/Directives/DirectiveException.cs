namespace NerWorkshop.Notebooks;

/// <summary>A directive cannot be followed; the message says why.</summary>
internal sealed class DirectiveException(string message) : Exception(message);
