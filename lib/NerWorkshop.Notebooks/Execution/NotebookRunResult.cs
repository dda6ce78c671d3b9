namespace NerWorkshop.Notebooks;

/// <summary>How the run of a notebook ended.</summary>
/// <param name="CellsRun">How many code cells were run, a failing one included.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Failure">The cell that stopped the run; null where all cells ran.</param>
public sealed record NotebookRunResult(int CellsRun, TimeSpan Elapsed, CellFailure? Failure)
{
    /// <summary>Whether every cell ran to its end.</summary>
    public bool Succeeded => Failure is null;
}
