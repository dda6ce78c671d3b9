namespace NerWorkshop.Notebooks;

/// <summary>The value of a cell's trailing expression.</summary>
/// <param name="ExecutionCount">The count of the execution that gave it.</param>
/// <param name="Data">The representations by MIME type, best first.</param>
public sealed record ResultOutput(int? ExecutionCount, IReadOnlyDictionary<string, string> Data) : DisplayOutput(Data);
