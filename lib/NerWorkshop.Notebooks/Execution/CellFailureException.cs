namespace NerWorkshop.Notebooks;

/// <summary>Carries a cell's error from where it was found to where the cell ends.</summary>
internal sealed class CellFailureException(CellError error) : Exception(error.Message)
{
    public CellError Error => error;
}
