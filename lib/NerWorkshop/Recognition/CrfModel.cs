using System.Runtime.CompilerServices;
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

    private const int CacheSize = 1 << 15;

    private readonly KnownWord?[] _cache = new KnownWord?[CacheSize];
    private readonly KnownWord _edge;

    public CrfModel(
        TagScheme tags, FeatureIndex features, sbyte[] rows, Transitions transitions, WordCounts counts,
        float recallBias = 0)
    {
        RecallBias = recallBias;
        Tags = tags;
        Features = features;
        Rows = rows;
        Transitions = transitions;
        Counts = counts;
        RowWidth = PadRow(tags.Count);
        _edge = SumUp(null, WordTraits.Edge);
    }

    public TagScheme Tags { get; }

    public FeatureIndex Features { get; }

    /// <summary>A row of weights for each feature, one weight a tag, padded to whole vectors.</summary>
    public sbyte[] Rows { get; }

    public int RowWidth { get; }

    public Transitions Transitions { get; }

    public WordCounts Counts { get; }

    /// <summary>Taken off the score of O when the best path is sought.</summary>
    public float RecallBias { get; }

    public CrfModel WithRecallBias(float bias) => new(Tags, Features, Rows, Transitions, Counts, bias);

    /// <summary>A model that knows labels and nothing else.</summary>
    public static CrfModel Blank(IReadOnlyList<string> labels)
    {
        var tags = new TagScheme(labels);
        return new CrfModel(tags, new FeatureIndex(), [], new Transitions(tags), new WordCounts());
    }

    public static int PadRow(int tags) => (tags + Vector256<short>.Count - 1) & -Vector256<short>.Count;

    /// <summary>Fills the scores of each tag for every word of a sentence.</summary>
    public void Score(ReadOnlySpan<Lexeme> sentence, RecognizerBuffers buffers, Span<float> emissions)
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
        Span<short> sum = stackalloc short[RowWidth];
        nearby.Clear();
        for (int i = 0; i < Math.Min(WordFeatures.NearbyReach, words.Length); i++)
        {
            Add(nearby, words[i].Sums, WordFeatures.Places);
        }

        var found = new FoundRows(Features, buffers.Rows);
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

            nearby.CopyTo(sum);
            Subtract(sum, words[i].Sums, WordFeatures.Places);
            for (int offset = -WordFeatures.Reach; offset <= WordFeatures.Reach; offset++)
            {
                int at = i + offset;
                if (at < -1 || at > words.Length)
                {
                    continue;
                }

                KnownWord word = (uint)at < (uint)words.Length ? words[at] : _edge;
                Add(sum, word.Sums, offset + WordFeatures.Reach);
            }

            found.Count = 0;
            context.Collect(i, ref found);
            foreach (int row in found.Rows.AsSpan(0, found.Count))
            {
                Add(sum, Rows, row);
            }

            ToScores(sum, emissions.Slice(i * width, width));
        }
    }

    private void ToScores(ReadOnlySpan<short> sum, Span<float> scores)
    {
        for (int t = 0; t < scores.Length; t += Vector256<float>.Count)
        {
            Vector256<int> units = Vector256.WidenLower(Vector128.Create(sum[t..]).ToVector256Unsafe());
            (Vector256.ConvertToSingle(units) * Vector256.Create(Unit)).CopyTo(scores[t..]);
        }

        scores[Tags.Count..].Fill(Transitions.Never);
    }

    private KnownWord Find(Lexeme lexeme)
    {
        int at = lexeme.Serial & (CacheSize - 1);
        KnownWord? known = Volatile.Read(ref _cache[at]);
        if (known is not null && ReferenceEquals(known.Lexeme, lexeme))
        {
            return known;
        }

        known = SumUp(lexeme, new WordTraits(lexeme));
        Volatile.Write(ref _cache[at], known);
        return known;
    }

    private KnownWord SumUp(Lexeme? lexeme, WordTraits traits)
    {
        var sums = new short[(WordFeatures.Places + 1) * RowWidth];
        var features = new List<ulong>(64);
        int counts = Counts.Bucket(traits);
        for (int place = 0; place < WordFeatures.Places; place++)
        {
            features.Clear();
            WordFeatures.Collect(lexeme, traits, counts, place - WordFeatures.Reach, features);
            AddRows(features, sums.AsSpan(place * RowWidth, RowWidth));
        }

        features.Clear();
        features.Add(WordFeatures.Nearby(traits));
        AddRows(features, sums.AsSpan(WordFeatures.Places * RowWidth, RowWidth));
        return new KnownWord(lexeme, traits, sums);
    }

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

    private struct FoundRows(FeatureIndex features, int[] rows) : IFeatureSink
    {
        public readonly int[] Rows = rows;
        public int Count;

        public void Add(ulong feature)
        {
            int row = features.Find(feature);
            Rows[Count] = row;
            Count += row >= 0 ? 1 : 0;
        }
    }
}
