using System.Runtime.InteropServices;

namespace NerWorkshop;

/// <summary>Words that are learned as one chain: a sentence, or several that an entity joins.</summary>
/// <param name="block">Where the words are.</param>
/// <param name="first">The chain's first word in the block.</param>
/// <param name="count">Number of words.</param>
/// <param name="isComplete">Whether every word has one tag only.</param>
internal sealed class TrainingSequence(TrainingBlock block, int first, int count, bool isComplete)
{
    public TrainingBlock Block { get; } = block;

    public int First { get; } = first;

    public int Count { get; } = count;

    public bool IsComplete { get; } = isComplete;

    public ReadOnlySpan<int> Masks => CollectionsMarshal.AsSpan(Block.Masks).Slice(First, Count);
}
