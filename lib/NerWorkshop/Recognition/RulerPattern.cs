namespace NerWorkshop;

/// <summary>One pattern of an <see cref="EntityRuler"/>: a phrase, or a list of tokens.</summary>
/// <param name="Label">The label of the entities it finds.</param>
/// <param name="Phrase">The phrase; null for a token pattern.</param>
/// <param name="Tokens">The tokens; null for a phrase.</param>
/// <param name="Id">An id given to the entities; empty for none.</param>
public sealed record RulerPattern(string Label, string? Phrase, IReadOnlyList<TokenPattern>? Tokens, string Id = "");
