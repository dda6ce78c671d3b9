namespace NerWorkshop.Notebooks;

/// <summary>A variable that a cell declared.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type it was declared with.</param>
/// <param name="Value">What it holds now.</param>
internal sealed record SessionVariable(string Name, Type Type, object? Value);
