namespace NerWorkshop.Notebooks;

/// <summary>How a cell ended.</summary>
/// <param name="ExecutionCount">The count that Jupyter shows beside the cell.</param>
/// <param name="Error">Why the cell failed; null where it succeeded.</param>
/// <param name="Elapsed">How long it took, compiling included.</param>
public sealed record CellResult(int ExecutionCount, CellError? Error, TimeSpan Elapsed)
{
    /// <summary>Whether the cell ran to its end.</summary>
    public bool Succeeded => Error is null;
}
