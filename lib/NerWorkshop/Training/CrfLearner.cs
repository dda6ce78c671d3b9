using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NerWorkshop;

/// <summary>
/// Learns the weights of a <see cref="CrfModel"/> by maximum likelihood: exact gradients, AdaGrad steps (Duchi et al.
/// 2011) and feature dropout. Where an annotation leaves several tags open, it maximises the sum over all paths they
/// allow. Sequences of a batch are scored side by side on the same weights, and each weight's steps are taken in the
/// order of the sequences: so the result does not depend on the number of threads.
/// </summary>
internal sealed class CrfLearner
{
    private const float Smoothing = 0.01f;

    /// <summary>Gradients smaller than this in sum are not worth a step.</summary>
    private const float Negligible = 0.005f;

    /// <summary>A loaded model's weights move as though they had been trained this long.</summary>
    private const float InheritedTraining = 4f;

    private readonly FeatureIndex _features = new();
    private readonly WordCounts _counts;
    private readonly List<SequenceWork> _work = [];
    private TagScheme _tags;
    private int _width;

    /// <summary>For each feature a row of weights, then as many sums of squared gradients, side by side in memory.</summary>
    private float[] _rows = [];
    private Transitions _transitions;
    private float[] _transitionSquares;
    private TagMasks _masks;

    public CrfLearner(CrfModel model)
    {
        _tags = model.Tags;
        _width = TagScheme.Pad(_tags.Count);
        _counts = model.Counts.Copy();
        Settings = model.Settings;
        _transitions = new Transitions(_tags, [.. model.Transitions.Weights]);
        _transitionSquares = new float[_transitions.Weights.Length];
        _masks = new TagMasks(_tags);
        foreach (ulong feature in model.Features.ToArray())
        {
            _features.FindOrAdd(feature);
        }

        Reserve(_features.Count);
        for (int row = 0; row < _features.Count; row++)
        {
            for (int t = 0; t < _tags.Count; t++)
            {
                _rows[RowAt(row) + t] = model.Rows[(row * model.RowWidth) + t] * CrfModel.Unit;
                _rows[RowAt(row) + _width + t] = InheritedTraining;
            }
        }
    }

    public TagScheme Tags => _tags;

    public TagMasks Masks => _masks;

    /// <summary>The word counts, to which the text of new examples is added before they are prepared.</summary>
    public WordCounts Counts => _counts;

    public FeatureIndex Features => _features;

    /// <summary>What the model has beside its weights.</summary>
    public CrfSettings Settings { get; set; }

    /// <summary>Adds a label; all weights for it start at zero.</summary>
    public void AddLabel(string label)
    {
        TagScheme old = _tags;
        int oldWidth = _width;
        var tags = new TagScheme([.. old.Labels, label]);
        int width = TagScheme.Pad(tags.Count);
        float[] oldRows = _rows;
        int rows = _features.Count;
        _tags = tags;
        _width = width;
        _rows = new float[RowAt(rows)];
        for (int t = 0; t < old.Count; t++)
        {
            int to = Moved(t);
            for (int row = 0; row < rows; row++)
            {
                _rows[RowAt(row) + to] = oldRows[(2 * row * oldWidth) + t];
                _rows[RowAt(row) + width + to] = oldRows[(2 * row * oldWidth) + oldWidth + t];
            }
        }

        Transitions before = _transitions;
        float[] beforeSquares = _transitionSquares;
        _transitions = new Transitions(tags);
        _transitionSquares = new float[_transitions.Weights.Length];
        for (int c = 0; c < old.ClosedCount; c++)
        {
            int toClosed = c <= old.LabelCount ? c : c + 1;
            for (int t = 0; t < old.OpenCount; t++)
            {
                Move((c * before.OpenWidth) + t, (toClosed * _transitions.OpenWidth) + Moved(t));
            }
        }

        for (int l = 0; l < old.LabelCount; l++)
        {
            Move(before.BeginInside + l, _transitions.BeginInside + l);
            Move(before.BeginLast + l, _transitions.BeginLast + l);
            Move(before.InsideInside + l, _transitions.InsideInside + l);
            Move(before.InsideLast + l, _transitions.InsideLast + l);
        }

        _transitions.Refresh();
        _masks = new TagMasks(tags);

        int Moved(int tag) => tag == TagScheme.Outside ? tag
            : 1 + (old.KindOf(tag) * tags.LabelCount) + old.LabelOf(tag);

        void Move(int from, int to)
        {
            _transitions.Weights[to] = before.Weights[from];
            _transitionSquares[to] = beforeSquares[from];
        }
    }

    /// <summary>Makes room for rows up to a number.</summary>
    public void Reserve(int rows)
    {
        if (_rows.Length < RowAt(rows))
        {
            Array.Resize(ref _rows, Math.Max(RowAt(rows), Math.Min(2 * _rows.Length, _rows.Length + (1 << 26))));
        }
    }

    /// <summary>Takes one step on the sequences of a batch.</summary>
    /// <param name="batch">The sequences.</param>
    /// <param name="words">The table their words refer to.</param>
    /// <param name="rate">Length of the step.</param>
    /// <param name="dropout">What to leave out.</param>
    /// <param name="seed">Decides what is left out, together with the place in the batch.</param>
    /// <param name="team">The threads that may be used; the result does not depend on how many.</param>
    /// <returns>Sum of −log of the probabilities of what is right.</returns>
    public double Step(
        ReadOnlySpan<TrainingSequence> batch, IReadOnlyList<TrainingWord> words, double rate, CrfDropout dropout, ulong seed,
        WorkTeam team)
    {
        while (_work.Count < batch.Length)
        {
            _work.Add(new SequenceWork());
        }

        TrainingSequence[] sequences = batch.ToArray();
        team.Run(sequences.Length, i =>
            Differentiate(sequences[i], words, _work[i], dropout, StableHash.Mix(seed, (ulong)i)));
        team.Run(2, half => Update(half, sequences.Length, (float)rate, (float)dropout.Features));
        UpdateTransitions(batch.Length, (float)rate);
        double loss = 0;
        for (int i = 0; i < batch.Length; i++)
        {
            loss += _work[i].Loss;
        }

        return loss;
    }

    /// <summary>The weights as a model to use, without the features none of whose weights is as great as the smallest.</summary>
    public CrfModel ToModel(double smallestWeight = 0)
    {
        int rowWidth = CrfModel.PadRow(_tags.Count);
        ulong[] keys = _features.ToArray();
        var features = new FeatureIndex();
        var rows = new List<sbyte>();
        Span<sbyte> rounded = stackalloc sbyte[rowWidth];
        for (int row = 0; row < keys.Length; row++)
        {
            bool matters = false;
            rounded.Clear();
            for (int t = 0; t < _tags.Count; t++)
            {
                float weight = _rows[RowAt(row) + t];
                matters |= Math.Abs(weight) >= smallestWeight;
                rounded[t] = (sbyte)Math.Clamp(MathF.Round(weight / CrfModel.Unit), -sbyte.MaxValue, sbyte.MaxValue);
            }

            if (matters)
            {
                features.FindOrAdd(keys[row]);
                rows.AddRange(rounded);
            }
        }

        return new CrfModel(
            _tags, features, [.. rows], new Transitions(_tags, [.. _transitions.Weights]), _counts.Copy(), Settings);
    }

    /// <summary>Scores a sequence and finds the gradient of its log likelihood.</summary>
    private void Differentiate(
        TrainingSequence sequence, IReadOnlyList<TrainingWord> words, SequenceWork work, CrfDropout dropout, ulong seed)
    {
        int count = sequence.Count;
        work.Count = count;
        work.Loss = 0;
        if (count == 0)
        {
            return;
        }

        Rent(work, count);
        ChooseRows(sequence, words, work, dropout, seed);
        Score(work, count, 1 / (1 - (float)dropout.Features));
        work.Free.Run(_transitions, work.Emissions, count);
        Span<float> transitions = work.Transitions;
        transitions.Clear();
        if (sequence.IsComplete)
        {
            work.Loss = work.Free.LogTotal - PathScore(sequence.Masks, work.Emissions, transitions);
        }
        else
        {
            work.Allowed.Run(_transitions, work.Emissions, count, sequence.Masks, _masks.Rows);
            work.Loss = work.Free.LogTotal - work.Allowed.LogTotal;
            work.Allowed.AddExpectedTransitions(_transitions, transitions, -1);
        }

        work.Free.AddExpectedTransitions(_transitions, transitions, 1);
        Span<float> allowed = stackalloc float[_width];
        for (int i = 0; i < count; i++)
        {
            Span<float> gradient = work.Gradients.AsSpan(i * _width, _width);
            work.Free.Marginals(i, gradient);
            if (sequence.IsComplete)
            {
                gradient[sequence.Masks[i]] -= 1;
            }
            else
            {
                work.Allowed.Marginals(i, allowed);
                for (int t = 0; t < _width; t++)
                {
                    gradient[t] -= allowed[t];
                }
            }

            float change = 0;
            foreach (float value in gradient)
            {
                change += Math.Max(0, value);
            }

            work.Matters[i] = change >= Negligible;
        }
    }

    private void Rent(SequenceWork work, int count)
    {
        if (work.Emissions.Length < count * _width)
        {
            work.Emissions = new float[count * _width];
            work.Gradients = new float[count * _width];
        }

        if (work.Matters.Length < count + 1)
        {
            work.Matters = new bool[count + 1];
            work.Unknown = new bool[count + 1];
            work.RowStarts[0] = new int[count + 1];
            work.RowStarts[1] = new int[count + 1];
        }

        if (work.Transitions.Length != _transitions.Weights.Length)
        {
            work.Transitions = new float[_transitions.Weights.Length];
        }
    }

    private static void ChooseRows(
        TrainingSequence sequence, IReadOnlyList<TrainingWord> words, SequenceWork work, CrfDropout dropout, ulong seed)
    {
        List<int> even = work.Rows[0];
        List<int> odd = work.Rows[1];
        even.Clear();
        odd.Clear();
        var chooser = new RowChooser(even, odd, dropout.Features, seed);

        // Now and then a sentence is learned as though it stood alone, so that those which do are no worse for the others.
        bool withMentions = StableHash.Mix(seed, 1) % 10 >= 3;
        var random = new RandomStream(StableHash.Mix(seed, 2));
        for (int i = 0; i < sequence.Count; i++)
        {
            work.Unknown[i] = random.NextDouble() < dropout.Words;
        }

        for (int i = 0; i < sequence.Count; i++)
        {
            work.RowStarts[0][i] = even.Count;
            work.RowStarts[1][i] = odd.Count;
            int start = sequence.SentenceStart[i];
            int end = sequence.SentenceEnd[i];
            for (int place = 0; place < WordFeatures.Places; place++)
            {
                int at = i + place - WordFeatures.Reach;
                if (at >= start - 1 && at <= end)
                {
                    bool isWord = at >= start && at < end;
                    TrainingWord word = words[isWord ? sequence.Words[at] : 0];
                    chooser.Add(isWord && work.Unknown[at] ? word.UnknownRows[place] : word.Rows[place]);
                }
            }

            int last = Math.Min(end - 1, i + WordFeatures.NearbyReach);
            for (int at = Math.Max(start, i - WordFeatures.NearbyReach); at <= last; at++)
            {
                int row = at == i || work.Unknown[at] ? -1 : words[sequence.Words[at]].Nearby;
                if (row >= 0)
                {
                    chooser.Add(row);
                }
            }

            ReadOnlySpan<int> context = sequence.ContextRows;
            int aroundEnd = work.Unknown[i] ? sequence.NamingStart[i] : sequence.MentionStart[i];
            chooser.Add(context[sequence.ContextStart[i]..aroundEnd]);
            if (withMentions)
            {
                chooser.Add(context[sequence.MentionStart[i]..sequence.ContextStart[i + 1]]);
            }
        }

        work.RowStarts[0][sequence.Count] = even.Count;
        work.RowStarts[1][sequence.Count] = odd.Count;
    }

    private void Score(SequenceWork work, int count, float scale)
    {
        for (int i = 0; i < count; i++)
        {
            Span<float> sum = work.Emissions.AsSpan(i * _width, _width);
            sum.Clear();
            for (int half = 0; half < 2; half++)
            {
                int[] starts = work.RowStarts[half];
                foreach (int row in CollectionsMarshal.AsSpan(work.Rows[half])[starts[i]..starts[i + 1]])
                {
                    ReadOnlySpan<float> weights = _rows.AsSpan(RowAt(row), _width);
                    for (int t = 0; t < sum.Length; t += Vector256<float>.Count)
                    {
                        (Vector256.Create((ReadOnlySpan<float>)sum[t..]) + Vector256.Create(weights[t..])).CopyTo(sum[t..]);
                    }
                }
            }

            for (int t = 0; t < _tags.Count; t++)
            {
                sum[t] *= scale;
            }

            sum[_tags.Count..].Fill(Transitions.Never);
        }
    }

    /// <summary>Score of a path; takes its transitions off the expected ones.</summary>
    private double PathScore(int[] path, float[] emissions, Span<float> expected)
    {
        double score = 0;
        int previous = TagScheme.Outside;
        for (int i = 0; i < path.Length; i++)
        {
            int tag = path[i];
            int index = tag < _tags.OpenCount ? (ClosedIndex(previous) * _transitions.OpenWidth) + tag
                : _transitions.WithinIndex(previous, tag);
            expected[index] -= 1;
            score += emissions[(i * _width) + tag] + _transitions.Weights[index];
            previous = tag;
        }

        return score;

        int ClosedIndex(int tag) => tag <= _tags.LabelCount ? tag : tag - _tags.LabelCount;
    }

    /// <summary>Steps along the gradients of all sequences on the even or the odd rows.</summary>
    private void Update(int half, int sequences, float rate, float dropout)
    {
        float scale = 1 / (1 - dropout);
        Span<float> gradient = stackalloc float[_width];
        for (int s = 0; s < sequences; s++)
        {
            SequenceWork work = _work[s];
            ReadOnlySpan<int> rows = CollectionsMarshal.AsSpan(work.Rows[half]);
            int[] starts = work.RowStarts[half];
            for (int i = 0; i < work.Count; i++)
            {
                if (!work.Matters[i] || starts[i + 1] <= starts[i])
                {
                    continue;
                }

                ReadOnlySpan<float> source = work.Gradients.AsSpan(i * _width, _width);
                for (int t = 0; t < _width; t++)
                {
                    gradient[t] = source[t] * scale;
                }

                foreach (int row in rows[starts[i]..starts[i + 1]])
                {
                    Descend(_rows.AsSpan(RowAt(row), 2 * _width), gradient, rate);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Descend(Span<float> row, ReadOnlySpan<float> gradient, float rate)
    {
        Span<float> squares = row[gradient.Length..];
        for (int t = 0; t < gradient.Length; t += Vector256<float>.Count)
        {
            var g = Vector256.Create(gradient[t..]);
            Vector256<float> square = Vector256.Create((ReadOnlySpan<float>)squares[t..]) + (g * g);
            square.CopyTo(squares[t..]);
            Vector256<float> step = g * Vector256.Create(rate) / Vector256.Sqrt(square + Vector256.Create(Smoothing));
            (Vector256.Create((ReadOnlySpan<float>)row[t..]) - step).CopyTo(row[t..]);
        }
    }

    /// <summary>Where a feature's row starts.</summary>
    private int RowAt(int row) => 2 * row * _width;

    private void UpdateTransitions(int sequences, float rate)
    {
        for (int s = 0; s < sequences; s++)
        {
            for (int i = 0; _work[s].Count > 0 && i < _transitions.Weights.Length; i++)
            {
                float g = _work[s].Transitions[i];
                if (g != 0)
                {
                    _transitionSquares[i] += g * g;
                    _transitions.Weights[i] -= rate * g / MathF.Sqrt(_transitionSquares[i] + Smoothing);
                }
            }
        }

        _transitions.Refresh();
    }

    /// <summary>Puts rows into their halves, some of them left out at random.</summary>
    private struct RowChooser(List<int> even, List<int> odd, double dropout, ulong seed)
    {
        private readonly uint _threshold = (uint)(dropout * 65536);
        private RandomStream _random = new(seed);
        private ulong _bits;
        private int _left;

        public void Add(ReadOnlySpan<int> rows)
        {
            foreach (int row in rows)
            {
                Add(row);
            }
        }

        public void Add(int row)
        {
            if (_left == 0)
            {
                _bits = _random.Next();
                _left = 4;
            }

            uint draw = (uint)_bits & 0xFFFF;
            _bits >>= 16;
            _left--;
            if (draw >= _threshold)
            {
                ((row & 1) == 0 ? even : odd).Add(row);
            }
        }
    }
}
