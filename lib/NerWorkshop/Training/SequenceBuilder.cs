using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NerWorkshop;

/// <summary>
/// Turns examples into what the learner reads. Features get provisional numbers while all examples are read, then rows
/// in the learner if they occur often enough.
/// </summary>
internal sealed class SequenceBuilder
{
    /// <summary>What <see cref="WordCounts.Bucket"/> gives a word it does not know.</summary>
    private const int UnknownCounts = 0;

    private const ulong NoWord = 0;
    private const ulong SeveralWords = ulong.MaxValue;

    /// <summary>
    /// How probable it is, against none, that an unmarked word begins an entity of a label that its corpus never gives. Were
    /// it as probable, the model could call anything by such a label, and never hear that it is wrong.
    /// </summary>
    private const float HiddenWeight = 0.1f;

    /// <summary>So many examples make a block.</summary>
    private const int ExamplesPerBlock = 256;

    /// <summary>Features that occur so often at least get rows side by side: what is used all the time is close in memory.</summary>
    private static readonly int[] OccurrenceTiers = [1024, 128, 16, 4, 2, 1];

    private readonly CrfLearner _learner;
    private readonly bool _readsMentions;
    private readonly ParallelOptions _parallel;
    private readonly FeatureNumbers _numbers;
    private readonly List<ContextReader> _readers = [];
    private readonly TrainingWords _words;
    private readonly List<TrainingBlock> _blocks = [];
    private readonly Dictionary<string, int> _labels;

    /// <summary>Prepares to read examples.</summary>
    /// <param name="learner">The learner that gives rows to their features.</param>
    /// <param name="readsMentions">Whether other mentions of a word in its document count.</param>
    /// <param name="threads">How many threads may be used; the result is the same.</param>
    public SequenceBuilder(CrfLearner learner, bool readsMentions, int threads)
    {
        _learner = learner;
        _readsMentions = readsMentions;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        _numbers = new FeatureNumbers(threads);
        _words = new TrainingWords(threads);
        _labels = learner.Tags.Labels.Select((label, index) => (label, index))
            .ToDictionary(pair => pair.label, pair => pair.index, StringComparer.Ordinal);
    }

    /// <summary>Whether any word had other mentions.</summary>
    public bool HasMentions { get; private set; }

    /// <summary>Adds the words of examples to counts; due for all examples before any is read.</summary>
    public static WordCounts CountWords(IEnumerable<Example> examples, WordCounts counts)
    {
        var occurrences = new Dictionary<Lexeme, int>();
        foreach (Example example in examples)
        {
            foreach (Lexeme lexeme in example.Reference.Lexemes)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(occurrences, lexeme, out _)++;
            }
        }

        var written = new Dictionary<ulong, (int Small, int Capital)>();
        foreach ((Lexeme lexeme, int count) in occurrences)
        {
            var traits = new WordTraits(lexeme);
            if (traits.HasLetter)
            {
                ref (int Small, int Capital) ofWord = ref CollectionsMarshal.GetValueRefOrAddDefault(written, traits.Lower, out _);
                ofWord.Small += traits.IsCapitalised ? 0 : count;
                ofWord.Capital += traits.IsCapitalised ? count : 0;
            }
        }

        return counts.With(written);
    }

    /// <summary>Whether lower case changes a word.</summary>
    public static bool IsCapital(Lexeme lexeme) => !ReferenceEquals(lexeme.Lower, lexeme.Text);

    /// <summary>
    /// Reads examples, as they are or in lower case: one sequence for each sentence, unless an entity reaches into the next.
    /// </summary>
    /// <returns>The sequences of each example.</returns>
    public TrainingSequence[][] Read(IReadOnlyList<Example> examples, bool lowerCased) =>
        [.. examples.Chunk(ExamplesPerBlock).SelectMany(block => ReadBlock(block, lowerCased))];

    /// <summary>Gives rows to the features that occur often enough; due once all examples are read.</summary>
    /// <param name="minimumCount">How often is enough, from 1.</param>
    /// <param name="withUnknown">Whether the rows of unknown words are wanted.</param>
    public WordRows AssignRows(int minimumCount, bool withUnknown)
    {
        RowGroups words = _words.Collect(
            word => _learner.Counts.Bucket(word.Traits, ownIsCounted: true, word.OwnIsCapital), _numbers.Number);
        int[] occurrences = new int[_numbers.End];
        foreach (TrainingBlock block in _blocks)
        {
            foreach (int number in block.Context.All)
            {
                occurrences[number]++;
            }
        }

        // For each feature the only word that has it, or one of the two constants.
        ulong[] owners = new ulong[occurrences.Length];
        for (int w = 0; w < _words.Count; w++)
        {
            TrainingWord word = _words[w];
            foreach (int number in words.Of(w * TrainingWords.Groups, (w + 1) * TrainingWords.Groups))
            {
                occurrences[number] += word.Occurrences;
                owners[number] = owners[number] == NoWord || owners[number] == word.Traits.Lower ? word.Traits.Lower : SeveralWords;
            }
        }

        int[] rows = RowsOf(occurrences, minimumCount);
        words.Renumber(rows);
        Parallel.ForEach(_blocks, _parallel, block => block.Context.Renumber(rows));
        if (!withUnknown)
        {
            return new WordRows(words, new RowGroups());
        }

        RowGroups unknown = _words.Collect(_ => UnknownCounts, _numbers.Find);
        for (int number = 0; number < rows.Length; number++)
        {
            rows[number] = owners[number] == SeveralWords ? rows[number] : -1;
        }

        unknown.Renumber(rows);
        return new WordRows(words, unknown);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int[] RowsOf(int[] occurrences, int minimumCount)
    {
        ulong[] features = _numbers.ToArray();
        int[] rows = new int[features.Length];
        rows.AsSpan().Fill(-1);
        foreach (int least in OccurrenceTiers)
        {
            for (int number = 0; number < rows.Length; number++)
            {
                if (rows[number] < 0 && occurrences[number] >= least)
                {
                    rows[number] = occurrences[number] >= minimumCount ? _learner.Features.FindOrAdd(features[number])
                        : _learner.Features.Find(features[number]);
                }
            }
        }

        _learner.Reserve(_learner.Features.Count);
        return rows;
    }

    private TrainingSequence[][] ReadBlock(Example[] examples, bool lowerCased)
    {
        while (_readers.Count < examples.Length)
        {
            _readers.Add(new ContextReader());
        }

        var block = new TrainingBlock();
        int[] firsts = new int[examples.Length + 1];
        for (int e = 0; e < examples.Length; e++)
        {
            ReadWordsOf(examples[e], _readers[e].Sequence, lowerCased, block);
            firsts[e + 1] = block.Words.Count;
        }

        Parallel.For(0, examples.Length, _parallel, e => _readers[e].Collect(
            _words, CollectionsMarshal.AsSpan(block.Words)[firsts[e]..firsts[e + 1]], _readsMentions));
        ContextReader[] readers = [.. _readers.Take(examples.Length)];
        FeatureBatch[] batches = Array.ConvertAll(readers, reader => reader.Batch);
        _numbers.Number(batches);
        block.Context.Append(batches);
        _blocks.Add(block);
        HasMentions |= readers.Any(reader => reader.HasMentions);
        return [.. readers.Zip(firsts, (reader, first) => Sequences(block, first, reader.Sequence))];
    }

    private void ReadWordsOf(Example example, WordSequence sequence, bool lowerCased, TrainingBlock block)
    {
        int first = block.Words.Count;
        sequence.Read(example.Reference);
        foreach (Lexeme lexeme in sequence.Lexemes)
        {
            int word = _words.Find(lowerCased ? Lexeme.Of(lexeme.Lower) : lexeme, ownIsCapital: IsCapital(lexeme));
            _words[word].Occurrences++;
            block.Words.Add(word);
        }

        for (int s = 0; s < sequence.SentenceStarts.Count; s++)
        {
            int start = sequence.SentenceStarts[s];
            int count = sequence.SentenceEnd(s) - start;
            block.SentenceStart.AddRange(Enumerable.Repeat(first + start, count));
            block.SentenceEnd.AddRange(Enumerable.Repeat(first + start + count, count));
        }

        block.Masks.AddRange(Masks(example, sequence));
    }

    /// <summary>The sequences of an example: sentences, joined where an entity reaches from one into the next.</summary>
    private TrainingSequence[] Sequences(TrainingBlock block, int first, WordSequence sequence)
    {
        var sequences = new List<TrainingSequence>(sequence.SentenceStarts.Count);
        for (int sentence = 0; sentence < sequence.SentenceStarts.Count;)
        {
            int start = sequence.SentenceStarts[sentence];
            do
            {
                sentence++;
            }
            while (sentence < sequence.SentenceStarts.Count
                && !_learner.Masks.MayStart(block.Masks[first + sequence.SentenceStarts[sentence]]));

            int count = sequence.SentenceEnd(sentence - 1) - start;
            bool isComplete = block.Masks.Slice(first + start, count).TrueForAll(_learner.Masks.IsSingle);
            sequences.Add(new TrainingSequence(block, first + start, count, isComplete));
        }

        return [.. sequences];
    }

    /// <summary>The tags that each word may have.</summary>
    private int[] Masks(Example example, WordSequence words)
    {
        int[] masks = new int[words.Count];
        IEnumerable<PartialSpan> spans = example.Partial?.Spans
            ?? example.Reference.Entities.Select(e => new PartialSpan(e.Start, e.End, [e.Label], MayBeNone: false));
        var hidden = new List<int> { TagScheme.Outside };
        var begin = new List<int>();
        foreach (string label in example.Partial?.Hidden ?? [])
        {
            if (_labels.TryGetValue(label, out int l))
            {
                hidden.AddRange([_learner.Tags.Inside(l), _learner.Tags.Last(l)]);
                begin.AddRange([_learner.Tags.Unit(l), _learner.Tags.Begin(l)]);
            }
        }

        Array.Fill(masks, _learner.Masks.Of(hidden, begin, HiddenWeight));
        foreach (PartialSpan span in spans)
        {
            int start = words.FirstFrom(span.Start);
            int end = words.FirstFrom(span.End);
            for (int i = start; i < end; i++)
            {
                var allowed = new List<int>();
                foreach (string label in span.Labels)
                {
                    int l = _labels[label];
                    allowed.Add(end - start == 1 ? _learner.Tags.Unit(l)
                        : i == start ? _learner.Tags.Begin(l)
                        : i == end - 1 ? _learner.Tags.Last(l)
                        : _learner.Tags.Inside(l));
                }

                if (span.MayBeNone || span.Labels.Count == 0)
                {
                    allowed.Add(TagScheme.Outside);
                }

                masks[i] = _learner.Masks.Of(allowed);
            }
        }

        return masks;
    }
}
