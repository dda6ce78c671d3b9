namespace NerWorkshop;

/// <summary>
/// One rule of a <see cref="RuleGrammar"/>, written out: the tokens to match, of which the first
/// <paramref name="Before"/> and the last <paramref name="After"/> are context and no part of the entity.
/// </summary>
internal sealed record GrammarRule(string Label, IReadOnlyList<TestedToken> Tokens, int Before, int After);
