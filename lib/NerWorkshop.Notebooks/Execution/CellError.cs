namespace NerWorkshop.Notebooks;

/// <summary>Why and where a cell failed.</summary>
/// <param name="Kind">The stage at which it failed.</param>
/// <param name="Name">The compiler's error code or the exception's type.</param>
/// <param name="Message">What went wrong, without its place.</param>
/// <param name="Line">The line within the cell, from 1; null where no line is to blame.</param>
/// <param name="Column">The column within that line, from 1 (UTF-16 chars); null for an exception.</param>
/// <param name="Traceback">The lines shown to the user: the error and the user's own frames.</param>
public sealed record CellError(
    CellErrorKind Kind,
    string Name,
    string Message,
    int? Line,
    int? Column,
    IReadOnlyList<string> Traceback);
