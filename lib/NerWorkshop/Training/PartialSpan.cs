namespace NerWorkshop;

/// <summary>A marked span of tokens, and what it may be.</summary>
/// <param name="Start">Its first token.</param>
/// <param name="End">The token past its last.</param>
/// <param name="Labels">The labels of which it has one; none where it certainly is no entity of ours.</param>
/// <param name="MayBeNone">Whether it may also be no entity at all.</param>
internal sealed record PartialSpan(int Start, int End, IReadOnlyList<string> Labels, bool MayBeNone);
