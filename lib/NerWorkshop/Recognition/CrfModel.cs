using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NerWorkshop;

/// <summary>
/// A linear-chain conditional random field (Lafferty et al. 2001) over BILUO tags with sparse hashed features, ready to
/// score. Immutable. Weights are 8-bit multiples of <see cref="Unit"/>: sums of them are exact, whatever the order.
/// </summary>
internal sealed class CrfModel
{
    /// <summary>What a stored weight of 1 is worth.</summary>
    public const float Unit = 1f / 32;

    private const int CacheSize = 1 << 16;

    private readonly LexemeCache<KnownWord> _words = new(CacheSize);
    private readonly KnownWord _edge;

    public CrfModel(
        TagScheme tags, FeatureRows features, sbyte[] rows, Transitions transitions, WordCounts counts,
        CrfSettings settings)
    {
        Settings = settings;
        Tags = tags;
        Features = features;
        Rows = rows;
        Transitions = transitions;
        Counts = counts;
        RowWidth = PadRow(tags.Count);
        _edge = SumUp(null, WordTraits.Edge);
    }

    public TagScheme Tags { get; }

    public FeatureRows Features { get; }

    /// <summary>A row of weights for each feature, one weight a tag, padded to whole vectors.</summary>
    public sbyte[] Rows { get; }

    public int RowWidth { get; }

    public Transitions Transitions { get; }

    public WordCounts Counts { get; }

    public CrfSettings Settings { get; }

    /// <inheritdoc cref="CrfSettings.RecallBias"/>
    public float RecallBias => Settings.RecallBias;

    /// <inheritdoc cref="CrfSettings.Probabilities"/>
    public ProbabilityScale Probabilities => Settings.Probabilities;

    public CrfModel With(CrfSettings settings) => new(Tags, Features, Rows, Transitions, Counts, settings);

    /// <summary>A model that knows labels and nothing else.</summary>
    public static CrfModel Blank(IReadOnlyList<string> labels)
    {
        var tags = new TagScheme(labels);
        return new CrfModel(tags, new FeatureRows([]), [], new Transitions(tags), WordCounts.None, CrfSettings.Default);
    }

    public static int PadRow(int tags) => (tags + Vector256<short>.Count - 1) & -Vector256<short>.Count;

    /// <summary>Looks for other mentions in a document, where the model knows what they tell.</summary>
    public OtherMentions? ReadMentions(WordSequence sequence, RecognizerBuffers buffers)
    {
        if (!Settings.UsesOtherMentions || sequence.SentenceStarts.Count < 2)
        {
            return null;
        }

        WordTraits[] traits = buffers.RentDocument(sequence.Count);
        ReadOnlySpan<Lexeme> lexemes = sequence.Lexemes;
        for (int i = 0; i < lexemes.Length; i++)
        {
            traits[i] = Find(lexemes[i]).Traits;
        }

        buffers.Mentions.Read(sequence, traits);
        return buffers.Mentions;
    }

    /// <summary>Fills the scores of each tag for every word of a sentence.</summary>
    /// <param name="sentence">The words.</param>
    /// <param name="mentions">The other mentions of the document's words; none where they do not count.</param>
    /// <param name="start">The number of the sentence's first word in the document.</param>
    /// <param name="buffers">Working space.</param>
    /// <param name="emissions">Receives the scores, a row for each word.</param>
    // Compiled fully at once, as others marked so: many a corpus is read before the runtime has found what is hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Score(
        ReadOnlySpan<Lexeme> sentence, OtherMentions? mentions, int start, RecognizerBuffers buffers, Span<float> emissions)
    {
        int width = TagScheme.Pad(Tags.Count);
        buffers.RentSentence(sentence.Length);
        Span<KnownWord> words = buffers.Words.AsSpan(0, sentence.Length);
        Span<WordTraits> traits = buffers.Traits.AsSpan(0, sentence.Length);
        for (int i = 0; i < sentence.Length; i++)
        {
            words[i] = Find(sentence[i]);
            traits[i] = words[i].Traits;
        }

        var context = new SentenceContext(traits, buffers.Phrases.AsSpan(0, sentence.Length));
        Span<short> nearby = stackalloc short[RowWidth];
        nearby.Clear();
        for (int i = 0; i < Math.Min(WordFeatures.NearbyReach, words.Length); i++)
        {
            Add(nearby, words[i].Sums, WordFeatures.Places);
        }

        Span<int> ends = buffers.Ends.AsSpan(0, sentence.Length);
        var features = new ContextFeatures();
        for (int i = 0; i < words.Length; i++)
        {
            features.Features = buffers.RentFeatures(features.Count);
            context.Collect(i, ref features);
            mentions?.Collect(start + i, ref features);
            ends[i] = features.Count;
        }

        Features.Find(buffers.Features.AsSpan(0, features.Count), ends, buffers.Rows);
        for (int i = 0; i < words.Length; i++)
        {
            if (i + WordFeatures.NearbyReach < words.Length)
            {
                Add(nearby, words[i + WordFeatures.NearbyReach].Sums, WordFeatures.Places);
            }

            if (i > WordFeatures.NearbyReach)
            {
                Subtract(nearby, words[i - WordFeatures.NearbyReach - 1].Sums, WordFeatures.Places);
            }

            ReadOnlySpan<int> rows = buffers.Rows.AsSpan((i == 0 ? 0 : ends[i - 1])..ends[i]);
            SumUp(words, i, nearby, rows, emissions.Slice(i * width, width));
        }
    }

    /// <summary>Adds up all that speaks for each tag of a word; a block of tags at a time, which stays in a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumUp(
        ReadOnlySpan<KnownWord> words, int i, ReadOnlySpan<short> nearby, ReadOnlySpan<int> context, Span<float> scores)
    {
        // Rows come from the index and places are constants: all are within their arrays.
        ref sbyte weights = ref MemoryMarshal.GetArrayDataReference(Rows);
        for (int t = 0; t < RowWidth; t += Vector256<short>.Count)
        {
            Vector256<short> sum = Vector256.Create(nearby[t..]) - Sums(words[i], WordFeatures.Places, t);
            for (int offset = -WordFeatures.Reach; offset <= WordFeatures.Reach; offset++)
            {
                int at = i + offset;
                if (at >= -1 && at <= words.Length)
                {
                    KnownWord word = (uint)at < (uint)words.Length ? words[at] : _edge;
                    sum += Sums(word, offset + WordFeatures.Reach, t);
                }
            }

            foreach (int row in context)
            {
                var block = Vector128.LoadUnsafe(ref weights, (nuint)((row * RowWidth) + t));
                sum += Vector256.WidenLower(block.ToVector256Unsafe());
            }

            (Vector256<int> lower, Vector256<int> upper) = Vector256.Widen(sum);
            Scale(lower).CopyTo(scores[t..]);
            if (t + Vector256<float>.Count < scores.Length)
            {
                Scale(upper).CopyTo(scores[(t + Vector256<float>.Count)..]);
            }
        }

        scores[Tags.Count..].Fill(Transitions.Never);

        static Vector256<float> Scale(Vector256<int> units) =>
            Vector256.ConvertToSingle(units) * Vector256.Create(Unit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<short> Sums(KnownWord word, int place, int tag) => Vector256.LoadUnsafe(
        ref MemoryMarshal.GetArrayDataReference(word.Sums), (nuint)((place * RowWidth) + tag));

    private KnownWord Find(Lexeme lexeme) =>
        _words.Find(lexeme) ?? _words.Set(lexeme, SumUp(lexeme, new WordTraits(lexeme)));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private KnownWord SumUp(Lexeme? lexeme, WordTraits traits)
    {
        var sums = new short[(WordFeatures.Places + 1) * RowWidth];
        List<ulong> features = RecognizerBuffers.OfThread.WordFeatures;
        int counts = Counts.Bucket(traits);
        for (int place = 0; place < WordFeatures.Places; place++)
        {
            features.Clear();
            WordFeatures.Collect(lexeme, traits, counts, place - WordFeatures.Reach, new FeatureKeys(features));
            AddRows(features, sums.AsSpan(place * RowWidth, RowWidth));
        }

        features.Clear();
        WordFeatures.CollectNearby(traits, new FeatureKeys(features));
        AddRows(features, sums.AsSpan(WordFeatures.Places * RowWidth, RowWidth));
        return new KnownWord(traits, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRows(List<ulong> features, Span<short> sum)
    {
        foreach (ulong feature in features)
        {
            int row = Features.Find(feature);
            if (row >= 0)
            {
                Add(sum, Rows, row);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(Span<short> sum, sbyte[] rows, int row)
    {
        ReadOnlySpan<sbyte> from = rows.AsSpan(row * RowWidth, RowWidth);
        for (int t = 0; t < sum.Length; t += Vector256<short>.Count)
        {
            Vector256<short> weights = Vector256.WidenLower(Vector128.Create(from[t..]).ToVector256Unsafe());
            (Vector256.Create((ReadOnlySpan<short>)sum[t..]) + weights).CopyTo(sum[t..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(Span<short> sum, short[] rows, int row)
    {
        ReadOnlySpan<short> from = rows.AsSpan(row * RowWidth, RowWidth);
        for (int t = 0; t < sum.Length; t += Vector256<short>.Count)
        {
            (Vector256.Create((ReadOnlySpan<short>)sum[t..]) + Vector256.Create(from[t..])).CopyTo(sum[t..]);
        }
    }

    private void Subtract(Span<short> sum, short[] rows, int row)
    {
        ReadOnlySpan<short> from = rows.AsSpan(row * RowWidth, RowWidth);
        for (int t = 0; t < sum.Length; t += Vector256<short>.Count)
        {
            (Vector256.Create((ReadOnlySpan<short>)sum[t..]) - Vector256.Create(from[t..])).CopyTo(sum[t..]);
        }
    }

    private struct ContextFeatures : IFeatureSink
    {
        public ulong[] Features;
        public int Count;

        public void Add(FeatureKind kind, int offset, ulong value) =>
            Features[Count++] = WordFeatures.Key(kind, offset, value);

        public void AddPair(FeatureKind kind, ulong first, ulong second) =>
            Features[Count++] = WordFeatures.Key(kind, first, second);
    }
}
