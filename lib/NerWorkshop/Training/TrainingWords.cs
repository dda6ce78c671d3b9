using System.Runtime.InteropServices;

namespace NerWorkshop;

/// <summary>
/// The distinct words of the training text, the first of which stands for the edges of sentences. The features of a word
/// come in groups: one for each of <see cref="WordFeatures.Places"/> it is seen from, and one for being seen from nearby.
/// </summary>
/// <param name="threads">How many threads may be used; the result is the same.</param>
internal sealed class TrainingWords(int threads)
{
    /// <summary>Number of groups of a word's features.</summary>
    public const int Groups = WordFeatures.Places + 1;

    /// <summary>The group for being seen from nearby.</summary>
    public const int Nearby = WordFeatures.Places;

    /// <summary>So many words make a batch, and so many batches are read at a time.</summary>
    private const int WordsPerBatch = 64;

    private const int BatchesAtATime = 32;

    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = threads };
    private readonly List<TrainingWord> _words = [new TrainingWord(null, WordTraits.Edge)];
    private readonly Dictionary<(string Text, bool OwnIsCapital), int> _index = [];

    public int Count => _words.Count;

    public TrainingWord this[int index] => _words[index];

    /// <summary>The index of a word, which is added where it is new.</summary>
    /// <param name="lexeme">The word.</param>
    /// <param name="ownIsCapital">Whether it is written with a capital in the text.</param>
    public int Find(Lexeme lexeme, bool ownIsCapital)
    {
        ref int index = ref CollectionsMarshal.GetValueRefOrAddDefault(_index, (lexeme.Text, ownIsCapital), out bool isKnown);
        if (!isKnown)
        {
            index = _words.Count;
            _words.Add(new TrainingWord(lexeme, new WordTraits(lexeme), ownIsCapital));
        }

        return index;
    }

    /// <summary>Collects the features that depend on one word alone, for all words there are.</summary>
    /// <param name="counts">How a word is written in the training text.</param>
    /// <param name="number">Gives the features their numbers.</param>
    /// <returns>The numbers.</returns>
    public RowGroups Collect(Func<TrainingWord, int> counts, Action<IReadOnlyList<FeatureBatch>> number)
    {
        var words = new RowGroups();
        FeatureBatch[] all = [.. Enumerable.Range(0, BatchesAtATime).Select(_ => new FeatureBatch())];
        for (int from = 0; from < _words.Count; from += WordsPerBatch * BatchesAtATime)
        {
            int first = from;
            FeatureBatch[] batches = all[..Math.Min(BatchesAtATime, (_words.Count - from + WordsPerBatch - 1) / WordsPerBatch)];
            Parallel.For(0, batches.Length, _parallel, b =>
            {
                FeatureBatch batch = batches[b];
                batch.Clear();
                var sink = new FeatureKeys(batch.Features);
                int end = Math.Min(_words.Count, first + ((b + 1) * WordsPerBatch));
                for (int w = first + (b * WordsPerBatch); w < end; w++)
                {
                    TrainingWord word = _words[w];
                    int countsOfWord = counts(word);
                    for (int place = 0; place < WordFeatures.Places; place++)
                    {
                        WordFeatures.Collect(word.Lexeme, word.Traits, countsOfWord, place - WordFeatures.Reach, sink);
                        batch.EndGroup();
                    }

                    if (word.Lexeme is not null)
                    {
                        WordFeatures.CollectNearby(word.Traits, sink);
                    }

                    batch.EndGroup();
                }
            });
            number(batches);
            words.Append(batches);
        }

        return words;
    }
}
