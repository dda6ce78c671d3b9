namespace NerWorkshop;

/// <summary>Called for a match of a rule.</summary>
/// <typeparam name="TMatcher">The kind of matcher.</typeparam>
/// <param name="matcher">The matcher.</param>
/// <param name="doc">The document.</param>
/// <param name="index">Which of the matches it is.</param>
/// <param name="matches">All matches of the document.</param>
public delegate void MatchCallback<in TMatcher>(TMatcher matcher, Doc doc, int index, IReadOnlyList<Span> matches);
