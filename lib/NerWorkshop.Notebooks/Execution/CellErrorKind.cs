namespace NerWorkshop.Notebooks;

/// <summary>Why a cell failed.</summary>
public enum CellErrorKind
{
    /// <summary>The code does not compile, or a directive is wrong; nothing of it has run.</summary>
    Compilation,

    /// <summary>The code threw an exception.</summary>
    Exception,

    /// <summary>The cell was cancelled.</summary>
    Cancelled,
}
