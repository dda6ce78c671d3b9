namespace NerWorkshop;

/// <summary>A match of a rule: the tokens from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
internal readonly record struct PatternMatch(int Rule, int Start, int End);
