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

    /// <summary>The weights are updated in so many parts, a power of two.</summary>
    private const int Halves = 2;

    /// <summary>Fewer steps than these in a batch are not worth two threads.</summary>
    private const int FewSteps = 200;

    private readonly FeatureIndex _features = new();
    private readonly List<SequenceWork> _work = [];
    private TagScheme _tags;
    private int _width;

    /// <summary>For each feature a row of weights.</summary>
    private float[] _weights = [];

    /// <summary>For each weight the sum of its squared gradients.</summary>
    private float[] _squares = [];
    private Transitions _transitions;
    private float[] _transitionSquares;
    private TagMasks _masks;

    public CrfLearner(CrfModel model)
    {
        _tags = model.Tags;
        _width = TagScheme.Pad(_tags.Count);
        Counts = model.Counts;
        Settings = model.Settings;
        _transitions = new Transitions(_tags, [.. model.Transitions.Weights]);
        _transitionSquares = new float[_transitions.Weights.Length];
        _masks = new TagMasks(_tags);
        foreach (ulong feature in model.Features.Features)
        {
            _features.FindOrAdd(feature);
        }

        Reserve(_features.Count);
        for (int row = 0; row < _features.Count; row++)
        {
            for (int t = 0; t < _tags.Count; t++)
            {
                _weights[(row * _width) + t] = model.Rows[(row * model.RowWidth) + t] * CrfModel.Unit;
                _squares[(row * _width) + t] = InheritedTraining;
            }
        }
    }

    public TagScheme Tags => _tags;

    public TagMasks Masks => _masks;

    /// <summary>The word counts, to which the text of new examples is added before they are prepared.</summary>
    public WordCounts Counts { get; set; }

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
        (float[] oldWeights, float[] oldSquares) = (_weights, _squares);
        int rows = _features.Count;
        _tags = tags;
        _width = width;
        _weights = new float[rows * width];
        _squares = new float[rows * width];
        for (int t = 0; t < old.Count; t++)
        {
            int to = Moved(t);
            for (int row = 0; row < rows; row++)
            {
                _weights[(row * width) + to] = oldWeights[(row * oldWidth) + t];
                _squares[(row * width) + to] = oldSquares[(row * oldWidth) + t];
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
        if (_weights.Length < rows * _width)
        {
            int length = Math.Max(rows * _width, Math.Min(2 * _weights.Length, _weights.Length + (1 << 25)));
            Array.Resize(ref _weights, length);
            Array.Resize(ref _squares, length);
        }
    }

    /// <summary>Takes one step on the sequences of a batch.</summary>
    /// <param name="batch">The sequences.</param>
    /// <param name="words">The rows of their words.</param>
    /// <param name="rate">Length of the step.</param>
    /// <param name="dropout">What to leave out.</param>
    /// <param name="seed">Decides what is left out, together with the place in the batch.</param>
    /// <param name="team">The threads that may be used; the result does not depend on how many.</param>
    /// <returns>Sum of −log of the probabilities of what is right.</returns>
    public double Step(
        ReadOnlySpan<TrainingSequence> batch, WordRows words, double rate, CrfDropout dropout, ulong seed,
        WorkTeam team)
    {
        while (_work.Count < batch.Length)
        {
            _work.Add(new SequenceWork());
        }

        // The longest first, so that no thread is left with a long one at the end; in a stable order, for the same result.
        TrainingSequence[] sequences = [.. batch.ToArray().OrderByDescending(sequence => sequence.Count)];
        team.Run(sequences.Length, i =>
            Differentiate(sequences[i], words, _work[i], dropout, StableHash.Mix(seed, (ulong)i)));
        double loss = 0;
        int steps = 0;
        foreach (SequenceWork work in CollectionsMarshal.AsSpan(_work)[..sequences.Length])
        {
            loss += work.Loss;
            steps += work.RowsThatMatter;
        }

        if (steps > FewSteps)
        {
            team.Run(Halves, half => Update(half, Halves, sequences.Length, (float)rate, (float)dropout.Features));
        }
        else if (steps > 0)
        {
            Update(0, 1, sequences.Length, (float)rate, (float)dropout.Features);
        }

        UpdateTransitions(batch.Length, (float)rate);
        return loss;
    }

    /// <summary>The weights as a model to use, without the features none of whose weights is as great as the smallest.</summary>
    public CrfModel ToModel(double smallestWeight = 0)
    {
        int rowWidth = CrfModel.PadRow(_tags.Count);
        ulong[] keys = _features.ToArray();
        int[] order = [.. Enumerable.Range(0, keys.Length).Where(Matters)];
        ulong[] features = Array.ConvertAll(order, row => keys[row]);
        Array.Sort(features, order);
        var rows = new sbyte[order.Length * rowWidth];
        for (int i = 0; i < order.Length; i++)
        {
            for (int t = 0; t < _tags.Count; t++)
            {
                float units = MathF.Round(_weights[(order[i] * _width) + t] / CrfModel.Unit);
                rows[(i * rowWidth) + t] = (sbyte)Math.Clamp(units, -sbyte.MaxValue, sbyte.MaxValue);
            }
        }

        return new CrfModel(
            _tags, new FeatureRows(features), rows, new Transitions(_tags, [.. _transitions.Weights]), Counts, Settings);

        bool Matters(int row)
        {
            foreach (float weight in _weights.AsSpan(row * _width, _tags.Count))
            {
                if (Math.Abs(weight) >= smallestWeight)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Scores a sequence and finds the gradient of its log likelihood.</summary>
    // Compiled fully at once, as others marked so: a training is over before the runtime has found what is hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Differentiate(
        TrainingSequence sequence, WordRows words, SequenceWork work, CrfDropout dropout, ulong seed)
    {
        int count = sequence.Count;
        work.Rent(count, _width, _transitions.Weights.Length);
        work.Loss = 0;
        work.RowsThatMatter = 0;
        if (count == 0)
        {
            return;
        }

        ChooseRows(sequence, words, work, dropout, seed);
        Score(work, 1 / (1 - (float)dropout.Features));
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
            work.RowsThatMatter += work.Matters[i] ? work.RowStarts[i + 1] - work.RowStarts[i] : 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ChooseRows(
        TrainingSequence sequence, WordRows words, SequenceWork work, CrfDropout dropout, ulong seed)
    {
        var chooser = new RowChooser(work.Rows, dropout.Features, seed);
        TrainingBlock block = sequence.Block;
        int first = sequence.First;

        // Now and then a sentence is learned as though it stood alone, so that those which do are no worse for the others.
        bool withMentions = StableHash.Mix(seed, 1) % 10 >= 3;
        var random = new RandomStream(StableHash.Mix(seed, 2));
        for (int i = 0; i < sequence.Count; i++)
        {
            work.Unknown[i] = random.NextDouble() < dropout.Words;
        }

        for (int i = first; i < first + sequence.Count; i++)
        {
            work.RowStarts[i - first] = chooser.Count;
            int start = block.SentenceStart[i];
            int end = block.SentenceEnd[i];
            for (int place = 0; place < WordFeatures.Places; place++)
            {
                int at = i + place - WordFeatures.Reach;
                if (at >= start - 1 && at <= end)
                {
                    bool isWord = at >= start && at < end;
                    RowGroups rows = isWord && work.Unknown[at - first] ? words.Unknown : words.Known;
                    int group = ((isWord ? block.Words[at] : 0) * TrainingWords.Groups) + place;
                    chooser.Add(rows.Of(group, group + 1));
                }
            }

            int last = Math.Min(end - 1, i + WordFeatures.NearbyReach);
            for (int at = Math.Max(start, i - WordFeatures.NearbyReach); at <= last; at++)
            {
                if (at != i && !work.Unknown[at - first])
                {
                    int group = (block.Words[at] * TrainingWords.Groups) + TrainingWords.Nearby;
                    chooser.Add(words.Known.Of(group, group + 1));
                }
            }

            int context = i * ContextReader.Groups;
            int aroundEnd = context + (work.Unknown[i - first] ? ContextReader.Naming : ContextReader.Mentions);
            chooser.Add(block.Context.Of(context, aroundEnd));
            if (withMentions)
            {
                chooser.Add(block.Context.Of(context + ContextReader.Mentions, context + ContextReader.Groups));
            }
        }

        work.RowStarts[sequence.Count] = chooser.Count;
        work.Rows = chooser.Rows;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Score(SequenceWork work, float scale)
    {
        ref float weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        var factor = Vector256.Create(scale);
        for (int i = 0; i < work.Count; i++)
        {
            ReadOnlySpan<int> rows = work.Rows.AsSpan(work.RowStarts[i]..work.RowStarts[i + 1]);
            Span<float> scores = work.Emissions.AsSpan(i * _width, _width);

            // Tag block by tag block, so that the sum stays in a register.
            for (int t = 0; t < _width; t += Vector256<float>.Count)
            {
                Vector256<float> sum = Vector256<float>.Zero;
                foreach (int row in rows)
                {
                    sum += Vector256.LoadUnsafe(ref weights, (nuint)((row * _width) + t));
                }

                (sum * factor).CopyTo(scores[t..]);
            }

            scores[_tags.Count..].Fill(Transitions.Never);
        }
    }

    /// <summary>Score of a path; takes its transitions off the expected ones.</summary>
    private double PathScore(ReadOnlySpan<int> path, float[] emissions, Span<float> expected)
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

    /// <summary>Steps along the gradients of all sequences on one part of the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Update(int part, int parts, int sequences, float rate, float dropout)
    {
        float scale = 1 / (1 - dropout);
        Span<float> gradient = stackalloc float[_width];
        for (int s = 0; s < sequences; s++)
        {
            SequenceWork work = _work[s];
            for (int i = 0; i < work.Count; i++)
            {
                if (!work.Matters[i])
                {
                    continue;
                }

                ReadOnlySpan<float> source = work.Gradients.AsSpan(i * _width, _width);
                for (int t = 0; t < _width; t++)
                {
                    gradient[t] = source[t] * scale;
                }

                foreach (int row in work.Rows.AsSpan(work.RowStarts[i]..work.RowStarts[i + 1]))
                {
                    // Neighbouring rows share lines of the fast memory, which two threads should not.
                    if (((row >> 3) & (parts - 1)) == part)
                    {
                        Descend(_weights.AsSpan(row * _width, _width), _squares.AsSpan(row * _width, _width), gradient, rate);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Descend(Span<float> weights, Span<float> squares, ReadOnlySpan<float> gradient, float rate)
    {
        for (int t = 0; t < gradient.Length; t += Vector256<float>.Count)
        {
            var g = Vector256.Create(gradient[t..]);
            Vector256<float> square = Vector256.Create((ReadOnlySpan<float>)squares[t..]) + (g * g);
            square.CopyTo(squares[t..]);
            Vector256<float> step = g * Vector256.Create(rate) / Vector256.Sqrt(square + Vector256.Create(Smoothing));
            (Vector256.Create((ReadOnlySpan<float>)weights[t..]) - step).CopyTo(weights[t..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>Puts rows one behind another, some of them left out at random.</summary>
    private struct RowChooser(int[] rows, double dropout, ulong seed)
    {
        private readonly uint _threshold = (uint)(dropout * 65536);
        private RandomStream _random = new(seed);
        private ulong _bits;
        private int _left;

        public int[] Rows { get; private set; } = rows;

        public int Count { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Add(ReadOnlySpan<int> more)
        {
            if (Count + more.Length > Rows.Length)
            {
                int[] longer = new int[2 * (Count + more.Length)];
                Rows.AsSpan(0, Count).CopyTo(longer);
                Rows = longer;
            }

            // A row that is left out is written, too, and overwritten by the next: no branch to guess wrong.
            Span<int> free = Rows.AsSpan(Count);
            int added = 0;
            foreach (int row in more)
            {
                if (_left == 0)
                {
                    _bits = _random.Next();
                    _left = 4;
                }

                free[added] = row;
                added += ((uint)_bits & 0xFFFF) >= _threshold ? 1 : 0;
                _bits >>= 16;
                _left--;
            }

            Count += added;
        }
    }
}
