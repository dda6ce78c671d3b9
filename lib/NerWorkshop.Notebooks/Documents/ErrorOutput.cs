namespace NerWorkshop.Notebooks;

/// <summary>The error that ended a cell.</summary>
/// <param name="Name">The kind of error, such as the exception's type.</param>
/// <param name="Message">What went wrong.</param>
/// <param name="Traceback">The lines shown to the user.</param>
public sealed record ErrorOutput(string Name, string Message, IReadOnlyList<string> Traceback) : CellOutput;
