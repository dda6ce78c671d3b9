namespace NerWorkshop;

/// <summary>
/// Collects those features of an example's words that depend on their sentences and their document: three groups a word,
/// one for each of the constants. Reusable.
/// </summary>
internal sealed class ContextReader
{
    /// <summary>Number of groups of a word's features.</summary>
    public const int Groups = 3;

    /// <summary>The group of the words around it and its shape.</summary>
    public const int Around = 0;

    /// <summary>The group of features that name the word itself.</summary>
    public const int Naming = 1;

    /// <summary>The group of its other mentions.</summary>
    public const int Mentions = 2;

    private readonly OtherMentions _mentions = new();
    private WordTraits[] _traits = [];
    private PhraseMark[] _phrases = [];

    public WordSequence Sequence { get; } = new();

    public FeatureBatch Batch { get; } = new();

    /// <summary>Whether any word of the example has other mentions.</summary>
    public bool HasMentions { get; private set; }

    /// <summary>Collects the features of the words of <see cref="Sequence"/>.</summary>
    /// <param name="words">The distinct words.</param>
    /// <param name="numbers">Which of them each word is.</param>
    /// <param name="readsMentions">Whether other mentions count.</param>
    public void Collect(TrainingWords words, ReadOnlySpan<int> numbers, bool readsMentions)
    {
        if (_traits.Length < numbers.Length)
        {
            _traits = new WordTraits[2 * numbers.Length];
            _phrases = new PhraseMark[_traits.Length];
        }

        for (int i = 0; i < numbers.Length; i++)
        {
            _traits[i] = words[numbers[i]].Traits;
        }

        readsMentions &= Sequence.SentenceStarts.Count > 1;
        if (readsMentions)
        {
            _mentions.Read(Sequence, _traits);
        }

        HasMentions = false;
        Batch.Clear();
        var sink = new FeatureKeys(Batch.Features);
        for (int s = 0; s < Sequence.SentenceStarts.Count; s++)
        {
            int start = Sequence.SentenceStarts[s];
            int count = Sequence.SentenceEnd(s) - start;
            var sentence = new SentenceContext(_traits.AsSpan(start, count), _phrases.AsSpan(0, count));
            for (int i = 0; i < count; i++)
            {
                sentence.CollectAround(i, ref sink);
                Batch.EndGroup();
                sentence.CollectWithWord(i, ref sink);
                Batch.EndGroup();
                int before = Batch.Features.Count;
                if (readsMentions)
                {
                    _mentions.Collect(start + i, ref sink);
                }

                HasMentions |= Batch.Features.Count > before;
                Batch.EndGroup();
            }
        }
    }
}
