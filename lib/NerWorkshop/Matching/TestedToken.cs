namespace NerWorkshop;

/// <summary>A place in a sequence: which words may stand there, and how many of them.</summary>
internal readonly record struct TestedToken(TokenTest Test, Repetition Repetition);
