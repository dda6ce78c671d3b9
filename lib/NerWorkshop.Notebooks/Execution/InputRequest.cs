namespace NerWorkshop.Notebooks;

/// <summary>A cell asks the user for a line of text.</summary>
/// <param name="Prompt">What is shown before the answer.</param>
/// <param name="IsPassword">Whether the answer is not to be seen.</param>
internal sealed record InputRequest(string Prompt, bool IsPassword);
