namespace NerWorkshop;

/// <summary>One example as the learner sees it: features by word, and the tags that each word may have.</summary>
internal sealed class TrainingSequence
{
    /// <summary>For each word its entry in the table of words.</summary>
    public required int[] Words { get; init; }

    /// <summary>For each word where its sentence starts.</summary>
    public required int[] SentenceStart { get; init; }

    /// <summary>For each word where its sentence ends.</summary>
    public required int[] SentenceEnd { get; init; }

    /// <summary>For each word where its features in <see cref="ContextRows"/> start; one more for the end.</summary>
    public required int[] ContextStart { get; init; }

    /// <summary>For each word where, among those, the features that name the word itself start.</summary>
    public required int[] NamingStart { get; init; }

    /// <summary>For each word where, behind them, the features of its other mentions start.</summary>
    public required int[] MentionStart { get; init; }

    /// <summary>The rows of features that depend on the sentence and the document.</summary>
    public required int[] ContextRows { get; set; }

    /// <summary>For each word its mask in <see cref="TagMasks"/>.</summary>
    public required int[] Masks { get; init; }

    /// <summary>Whether every word has one tag only.</summary>
    public required bool IsComplete { get; init; }

    public int Count => Words.Length;
}
