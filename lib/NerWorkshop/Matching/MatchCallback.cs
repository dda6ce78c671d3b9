namespace NerWorkshop;

/// <summary>Called for a match of a rule.</summary>
/// <param name="matcher">The matcher.</param>
/// <param name="doc">The document.</param>
/// <param name="index">Which of the matches it is.</param>
/// <param name="matches">All matches of the document.</param>
public delegate void MatchCallback(Matcher matcher, Doc doc, int index, IReadOnlyList<Span> matches);
