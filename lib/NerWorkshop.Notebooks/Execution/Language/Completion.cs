namespace NerWorkshop.Notebooks;

/// <summary>One way to go on at the cursor.</summary>
/// <param name="Text">What replaces the word at the cursor.</param>
/// <param name="Kind">What it is, such as <c>method</c> or <c>keyword</c>.</param>
/// <param name="Signature">Its parameters or type, as C# writes them; empty where it has none.</param>
internal sealed record Completion(string Text, string Kind, string Signature = "");
