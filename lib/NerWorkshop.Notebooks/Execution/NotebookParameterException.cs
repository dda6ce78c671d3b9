namespace NerWorkshop.Notebooks;

/// <summary>A parameter that the notebook does not have, or a value of the wrong type. The message names the fix.</summary>
public sealed class NotebookParameterException(string message) : Exception(message);
