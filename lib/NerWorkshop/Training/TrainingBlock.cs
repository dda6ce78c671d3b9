namespace NerWorkshop;

/// <summary>
/// Some examples as the learner sees them: features by word, and the tags that each word may have. They share flat lists,
/// since an array for each sentence would keep the garbage collector busy.
/// </summary>
internal sealed class TrainingBlock
{
    /// <summary>For each word which of the distinct words it is.</summary>
    public List<int> Words { get; } = [];

    /// <summary>For each word where its sentence starts.</summary>
    public List<int> SentenceStart { get; } = [];

    /// <summary>For each word where its sentence ends.</summary>
    public List<int> SentenceEnd { get; } = [];

    /// <summary>For each word its mask in <see cref="TagMasks"/>.</summary>
    public List<int> Masks { get; } = [];

    /// <summary>The features that depend on the sentence and the document, grouped as by <see cref="ContextReader"/>.</summary>
    public RowGroups Context { get; } = new();
}
