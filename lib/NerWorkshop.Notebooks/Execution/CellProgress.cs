namespace NerWorkshop.Notebooks;

/// <summary>A code cell starts or has ended.</summary>
/// <param name="CellNumber">The cell's number, from 1, among those that are run.</param>
/// <param name="CellCount">How many cells are run in all.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Result">How it ended; null while it starts.</param>
public sealed record CellProgress(int CellNumber, int CellCount, NotebookCell Cell, CellResult? Result);
