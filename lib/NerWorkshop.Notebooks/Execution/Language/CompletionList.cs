namespace NerWorkshop.Notebooks;

/// <summary>The ways to go on at the cursor.</summary>
/// <param name="Start">Where the word begins which they replace, in UTF-16 chars.</param>
/// <param name="Items">The ways, best first.</param>
internal sealed record CompletionList(int Start, IReadOnlyList<Completion> Items);
