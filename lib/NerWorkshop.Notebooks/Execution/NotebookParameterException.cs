namespace NerWorkshop.Notebooks;

/// <summary>The notebook has no such parameter, or it is of another type. The message names the fix.</summary>
public sealed class NotebookParameterException(string message) : Exception(message);
