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

    private readonly CrfLearner _learner;
    private readonly FeatureIndex _candidates = new(1 << 12);
    private readonly List<int> _occurrences = [];

    /// <summary>For each candidate the only word that has it, or one of the two constants.</summary>
    private readonly List<ulong> _owners = [];
    private readonly List<TrainingWord> _words = [];
    private readonly List<TrainingSequence> _sequences = [];
    private readonly Dictionary<(string Text, bool OwnIsCapital), int> _wordIndex = [];
    private readonly Dictionary<string, int> _labels;
    private readonly WordSequence _sequence = new();
    private readonly OtherMentions _mentions = new();

    private readonly bool _readsMentions;

    /// <summary>Prepares to read examples.</summary>
    /// <param name="learner">The learner that gives rows to their features.</param>
    /// <param name="readsMentions">Whether other mentions of a word in its document count.</param>
    public SequenceBuilder(CrfLearner learner, bool readsMentions)
    {
        _learner = learner;
        _readsMentions = readsMentions;
        _labels = learner.Tags.Labels.Select((label, index) => (label, index))
            .ToDictionary(pair => pair.label, pair => pair.index, StringComparer.Ordinal);
        _words.Add(new TrainingWord(null, WordTraits.Edge));
    }

    /// <summary>Whether any word had other mentions.</summary>
    public bool HasMentions { get; private set; }

    /// <summary>The distinct words; the first stands for the edges of sentences.</summary>
    public IReadOnlyList<TrainingWord> Words => _words;

    /// <summary>Adds the words of examples to the learner's counts; due for all examples before any is read.</summary>
    public static void CountWords(IEnumerable<Example> examples, WordCounts counts)
    {
        var occurrences = new Dictionary<Lexeme, int>();
        foreach (Example example in examples)
        {
            foreach (Lexeme lexeme in example.Reference.Lexemes)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(occurrences, lexeme, out _)++;
            }
        }

        foreach ((Lexeme lexeme, int count) in occurrences)
        {
            var traits = new WordTraits(lexeme);
            if (traits.HasLetter)
            {
                counts.Add(traits.Lower, traits.IsCapitalised ? 0 : count, traits.IsCapitalised ? count : 0);
            }
        }
    }

    /// <summary>
    /// Reads an example, as it is or in lower case: one sequence for each sentence, unless an entity reaches into the next.
    /// </summary>
    public TrainingSequence[] Read(Example example, bool lowerCased)
    {
        _sequence.Read(example.Reference);
        ReadOnlySpan<Lexeme> lexemes = _sequence.Lexemes;
        int count = lexemes.Length;
        int[] words = new int[count];
        var traits = new WordTraits[count];
        for (int i = 0; i < count; i++)
        {
            Lexeme lexeme = lowerCased ? Lexeme.Of(lexemes[i].Lower) : lexemes[i];
            words[i] = FindWord(lexeme, ownIsCapital: IsCapital(lexemes[i]));
            TrainingWord word = _words[words[i]];
            word.Occurrences++;
            traits[i] = word.Traits;
        }

        bool usesMentions = _readsMentions && _sequence.SentenceStarts.Count > 1;
        if (usesMentions)
        {
            _mentions.Read(_sequence, traits);
        }

        int[] masks = Masks(example);
        var sequences = new List<TrainingSequence>();
        for (int first = 0; first < _sequence.SentenceStarts.Count;)
        {
            int next = first + 1;
            while (next < _sequence.SentenceStarts.Count
                && !_learner.Masks.MayStart(masks[_sequence.SentenceStarts[next]]))
            {
                next++;
            }

            sequences.Add(ReadSentences(first, next, words, traits, masks, usesMentions ? _mentions : null));
            first = next;
        }

        _sequences.AddRange(sequences);
        return [.. sequences];
    }

    private TrainingSequence ReadSentences(
        int first, int next, int[] words, WordTraits[] traits, int[] masks, OtherMentions? mentions)
    {
        int from = _sequence.SentenceStarts[first];
        int count = _sequence.SentenceEnd(next - 1) - from;
        int[] sentenceStart = new int[count];
        int[] sentenceEnd = new int[count];
        int[] contextStart = new int[count + 1];
        int[] namingStart = new int[count];
        int[] mentionStart = new int[count];
        var context = new List<int>(count * 24);
        var sink = new Candidates(this, context);
        for (int s = first; s < next; s++)
        {
            int start = _sequence.SentenceStarts[s];
            int end = _sequence.SentenceEnd(s);
            var sentence = new SentenceContext(traits.AsSpan(start, end - start), new PhraseMark[end - start]);
            for (int i = start; i < end; i++)
            {
                sentenceStart[i - from] = start - from;
                sentenceEnd[i - from] = end - from;
                contextStart[i - from] = context.Count;
                sentence.CollectAround(i - start, ref sink);
                namingStart[i - from] = context.Count;
                sentence.CollectWithWord(i - start, ref sink);
                mentionStart[i - from] = context.Count;
                mentions?.Collect(i, ref sink);
                HasMentions |= context.Count > mentionStart[i - from];
            }
        }

        contextStart[count] = context.Count;
        int[] ownMasks = masks[from..(from + count)];
        return new TrainingSequence
        {
            Words = words[from..(from + count)],
            SentenceStart = sentenceStart,
            SentenceEnd = sentenceEnd,
            ContextStart = contextStart,
            NamingStart = namingStart,
            MentionStart = mentionStart,
            ContextRows = [.. context],
            Masks = ownMasks,
            IsComplete = ownMasks.All(_learner.Masks.IsSingle),
        };
    }

    /// <summary>Gives rows to the features that occur often enough; due once all examples are read.</summary>
    /// <param name="minimumCount">How often is enough.</param>
    /// <param name="withUnknown">Whether the words' <see cref="TrainingWord.UnknownRows"/> are wanted.</param>
    /// <param name="threads">How many threads may be used; the result is the same.</param>
    public void AssignRows(int minimumCount, bool withUnknown, int threads)
    {
        var candidatesOfWords = new int[_words.Count][][];
        var features = new List<ulong>(64);
        for (int w = 0; w < _words.Count; w++)
        {
            TrainingWord word = _words[w];
            int counts = w == 0 ? UnknownCounts
                : _learner.Counts.Bucket(word.Traits, ownIsCounted: true, word.OwnIsCapital);
            candidatesOfWords[w] = new int[WordFeatures.Places + 1][];
            for (int place = 0; place < WordFeatures.Places; place++)
            {
                Collect(word, counts, place, features);
                candidatesOfWords[w][place] = [.. features.Select(feature => Candidate(feature, word))];
            }

            features.Clear();
            WordFeatures.CollectNearby(word.Traits, new FeatureKeys(features));
            candidatesOfWords[w][WordFeatures.Places] = [Candidate(features[0], word)];
        }

        ulong[] keys = _candidates.ToArray();
        int[] rows = new int[keys.Length];

        // Frequent features come first, so that what is used all the time lies close together in memory.
        IEnumerable<int> frequent = Enumerable.Range(0, keys.Length).Where(c => _occurrences[c] > 1)
            .OrderByDescending(c => _occurrences[c]);
        foreach (int c in frequent.Concat(Enumerable.Range(0, keys.Length).Where(c => _occurrences[c] <= 1)))
        {
            rows[c] = _occurrences[c] >= minimumCount ? _learner.Features.FindOrAdd(keys[c])
                : _learner.Features.Find(keys[c]);
        }

        _learner.Reserve(_learner.Features.Count);
        Parallel.For(
            0, _words.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, () => new List<ulong>(64),
            (w, _, ofWord) =>
            {
                TrainingWord word = _words[w];
                for (int place = 0; place < WordFeatures.Places; place++)
                {
                    word.Rows[place] = [.. candidatesOfWords[w][place].Select(c => rows[c]).Where(row => row >= 0)];
                    if (withUnknown)
                    {
                        Collect(word, UnknownCounts, place, ofWord);
                        word.UnknownRows[place] = [.. ofWord.Select(feature => _candidates.Find(feature))
                            .Where(c => c >= 0 && _owners[c] == SeveralWords).Select(c => rows[c]).Where(row => row >= 0)];
                    }
                }

                word.Nearby = w == 0 ? -1 : rows[candidatesOfWords[w][WordFeatures.Places][0]];
                return ofWord;
            },
            _ => { });

        Parallel.ForEach(
            _sequences, new ParallelOptions { MaxDegreeOfParallelism = threads }, sequence => Renumber(sequence, rows));
    }

    private static void Collect(TrainingWord word, int counts, int place, List<ulong> features)
    {
        features.Clear();
        WordFeatures.Collect(word.Lexeme, word.Traits, counts, place - WordFeatures.Reach, new FeatureKeys(features));
    }

    private static void Renumber(TrainingSequence sequence, int[] rows)
    {
        int kept = 0;
        int[] context = sequence.ContextRows;
        int from = 0;
        for (int i = 0; i < sequence.Count; i++)
        {
            int naming = sequence.NamingStart[i];
            int mentions = sequence.MentionStart[i];
            int end = sequence.ContextStart[i + 1];
            sequence.ContextStart[i] = kept;
            Keep(naming);
            sequence.NamingStart[i] = kept;
            Keep(mentions);
            sequence.MentionStart[i] = kept;
            Keep(end);
        }

        sequence.ContextStart[sequence.Count] = kept;
        sequence.ContextRows = context[..kept];

        void Keep(int end)
        {
            for (; from < end; from++)
            {
                int row = rows[context[from]];
                if (row >= 0)
                {
                    context[kept++] = row;
                }
            }
        }
    }

    private static bool IsCapital(Lexeme lexeme) => !ReferenceEquals(lexeme.Lower, lexeme.Text);

    private int FindWord(Lexeme lexeme, bool ownIsCapital)
    {
        var key = (lexeme.Text, ownIsCapital);
        if (!_wordIndex.TryGetValue(key, out int index))
        {
            index = _words.Count;
            _words.Add(new TrainingWord(lexeme, new WordTraits(lexeme), ownIsCapital));
            _wordIndex[key] = index;
        }

        return index;
    }

    private int Candidate(ulong feature, int occurrences)
    {
        int candidate = _candidates.FindOrAdd(feature);
        if (candidate == _occurrences.Count)
        {
            _occurrences.Add(0);
            _owners.Add(NoWord);
        }

        _occurrences[candidate] += occurrences;
        return candidate;
    }

    /// <summary>The number of a feature that a word has wherever it stands.</summary>
    private int Candidate(ulong feature, TrainingWord word)
    {
        int candidate = Candidate(feature, word.Occurrences);
        ulong owner = _owners[candidate];
        _owners[candidate] = owner == NoWord || owner == word.Traits.Lower ? word.Traits.Lower : SeveralWords;
        return candidate;
    }

    /// <summary>The tags that each word may have.</summary>
    private int[] Masks(Example example)
    {
        ReadOnlySpan<int> tokens = _sequence.Tokens;
        int[] masks = new int[tokens.Length];
        IEnumerable<PartialSpan> spans = example.Partial?.Spans
            ?? example.Reference.Entities.Select(e => new PartialSpan(e.Start, e.End, [e.Label], MayBeNone: false));
        var hidden = new List<int> { TagScheme.Outside };
        foreach (string label in example.Partial?.Hidden ?? [])
        {
            if (_labels.TryGetValue(label, out int l))
            {
                hidden.AddRange([
                    _learner.Tags.Unit(l), _learner.Tags.Begin(l), _learner.Tags.Inside(l), _learner.Tags.Last(l)]);
            }
        }

        Array.Fill(masks, _learner.Masks.Of(hidden));
        foreach (PartialSpan span in spans)
        {
            int start = FirstWordFrom(tokens, span.Start);
            int end = FirstWordFrom(tokens, span.End);
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

    private static int FirstWordFrom(ReadOnlySpan<int> tokens, int token)
    {
        int index = tokens.BinarySearch(token);
        return index >= 0 ? index : ~index;
    }

    private readonly struct Candidates(SequenceBuilder builder, List<int> context) : IFeatureSink
    {
        public void Add(FeatureKind kind, int offset, ulong value) => Add(WordFeatures.Key(kind, offset, value));

        public void AddPair(FeatureKind kind, ulong first, ulong second) => Add(WordFeatures.Key(kind, first, second));

        private void Add(ulong feature) => context.Add(builder.Candidate(feature, 1));
    }
}
