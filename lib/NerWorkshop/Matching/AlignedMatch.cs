namespace NerWorkshop;

/// <summary>A match, and which token of the pattern each of its tokens answers to.</summary>
/// <param name="Span">The match, labelled with its rule's key.</param>
/// <param name="Alignment">For each token of the match the index of the token in the pattern, from 0.</param>
public sealed record AlignedMatch(Span Span, IReadOnlyList<int> Alignment);
