namespace NerWorkshop.Notebooks;

/// <summary>Removes what the cell has put out so far. It is told to front ends, and not written to the notebook.</summary>
/// <param name="Wait">Whether what there is stays until something new replaces it.</param>
public sealed record ClearedOutput(bool Wait) : CellOutput;
