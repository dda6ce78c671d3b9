namespace NerWorkshop.Notebooks;

/// <summary>Which cell stopped a run, and why.</summary>
/// <param name="CellNumber">The cell's number as Jupyter shows it: it was the n-th code cell to run.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="SourceLine">The cell's line to blame, trimmed; null where none is.</param>
public sealed record CellFailure(int CellNumber, NotebookCell Cell, CellError Error, string? SourceLine);
