namespace NerWorkshop;

/// <summary>What an annotation made for other labels tells about ours.</summary>
/// <param name="Spans">Marked spans with the labels that each may stand for.</param>
/// <param name="Hidden">Labels that the annotators never gave: unmarked text may hold them.</param>
/// <param name="Weight">Share of the epochs in which the example is learned.</param>
internal sealed record PartialLabels(IReadOnlyList<PartialSpan> Spans, IReadOnlyList<string> Hidden, double Weight = 1);
