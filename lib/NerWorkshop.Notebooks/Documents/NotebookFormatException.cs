namespace NerWorkshop.Notebooks;

/// <summary>A file is not a notebook that can be read. The message names the file, the place and the fix.</summary>
public sealed class NotebookFormatException(string message, Exception? inner = null) : Exception(message, inner);
