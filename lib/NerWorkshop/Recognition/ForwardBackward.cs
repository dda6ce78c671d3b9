using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NerWorkshop;

/// <summary>
/// The forward and backward sums of a linear chain over the paths that its masks allow (all valid ones without masks),
/// in probability space with one scale a word (Rabiner 1989). Reusable; holds buffers only.
/// </summary>
internal sealed class ForwardBackward
{
    /// <summary>Emissions further below the best tag of their word are raised to this, so that no path vanishes.</summary>
    private const float Floor = -70;

    /// <summary>Tags less probable than this, given the words so far, are not followed further.</summary>
    private const float Negligible = 1e-8f;

    private TagScheme _tags = new([]);
    private int _width;
    private int _words;
    private float[] _powers = [];
    private float[] _alpha = [];
    private float[] _beta = [];
    private float[] _scales = [];
    private int[] _closed = [];

    /// <summary>Logarithm of the sum over all allowed paths.</summary>
    public double LogTotal { get; private set; }

    /// <summary>Runs both passes over <paramref name="words"/> words.</summary>
    /// <param name="transitions">The chain's transitions.</param>
    /// <param name="emissions">Rows of scores, padded width, one row a word.</param>
    /// <param name="words">How many words.</param>
    /// <param name="masks">For each word the row in <paramref name="maskTable"/> of the tags it may have; empty for any.</param>
    /// <param name="maskTable">Rows of weights, 0 for tags that are not allowed, of the padded width.</param>
    // Compiled fully at once, as others marked so: a training is over before the runtime has found what is hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(
        Transitions transitions, ReadOnlySpan<float> emissions, int words, ReadOnlySpan<int> masks = default,
        ReadOnlySpan<float> maskTable = default)
    {
        Prepare(transitions, words);
        double logTotal = 0;
        for (int i = 0; i < words; i++)
        {
            ReadOnlySpan<float> mask = masks.IsEmpty ? default : maskTable.Slice(masks[i] * _width, _width);
            logTotal += Exponentiate(emissions.Slice(i * _width, _width), mask, _powers.AsSpan(i * _width, _width));
            Forward(transitions, i);
            logTotal += Math.Log(_scales[i]);
        }

        float end = SumOfClosed(words - 1);
        LogTotal = logTotal + Math.Log(end);
        StartBackward(words - 1, 1 / end);
        for (int i = words - 2; i >= 0; i--)
        {
            Backward(transitions, i);
        }
    }

    /// <summary>Probability of each tag at a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Marginals(int word, Span<float> probabilities)
    {
        int at = word * _width;
        for (int t = 0; t < _width; t += Vector256<float>.Count)
        {
            Vector256<float> product =
                Vector256.Create(_alpha.AsSpan(at + t)) * Vector256.Create(_beta.AsSpan(at + t));
            product.CopyTo(probabilities[t..]);
        }
    }

    /// <summary>Probability that exactly the words from <paramref name="start"/> up to <paramref name="end"/> form an entity.</summary>
    public float SpanProbability(Transitions transitions, int start, int end, int label)
    {
        if (end - start == 1)
        {
            int unit = (start * _width) + _tags.Unit(label);
            return Math.Min(1, _alpha[unit] * _beta[unit]);
        }

        int tag = _tags.Begin(label);
        float p = _alpha[(start * _width) + tag];
        for (int i = start + 1; i < end; i++)
        {
            int next = i == end - 1 ? _tags.Last(label) : _tags.Inside(label);
            p *= transitions.Powers[transitions.WithinIndex(tag, next)] * _powers[(i * _width) + next] / _scales[i];
            tag = next;
        }

        return Math.Min(1, p * _beta[((end - 1) * _width) + tag]);
    }

    /// <summary>Adds the expected number of times each transition is taken, times <paramref name="sign"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddExpectedTransitions(Transitions transitions, Span<float> sums, float sign)
    {
        int open = transitions.OpenWidth;
        int labels = _tags.LabelCount;
        Span<float> next = stackalloc float[open];
        for (int i = 0; i < _words; i++)
        {
            WeighOpen(i, next);
            float scale = sign / _scales[i];
            for (int c = 0; c < (i == 0 ? 1 : _tags.ClosedCount); c++)
            {
                float alpha = i == 0 ? scale : _alpha[((i - 1) * _width) + _tags.Closed(c)] * scale;
                if (Math.Abs(alpha) <= Negligible)
                {
                    continue;
                }

                var factor = Vector256.Create(alpha);
                Span<float> row = sums.Slice(c * open, open);
                ReadOnlySpan<float> powers = transitions.Powers.AsSpan(c * open, open);
                for (int t = 0; t < open; t += Vector256<float>.Count)
                {
                    Vector256<float> step = Vector256.Create((ReadOnlySpan<float>)next[t..])
                        * Vector256.Create(powers[t..]) * factor;
                    (Vector256.Create((ReadOnlySpan<float>)row[t..]) + step).CopyTo(row[t..]);
                }
            }

            for (int l = 0; i > 0 && l < labels; l++)
            {
                int previous = (i - 1) * _width;
                int at = i * _width;
                float inside = _powers[at + _tags.Inside(l)] * _beta[at + _tags.Inside(l)] * scale;
                float last = _powers[at + _tags.Last(l)] * _beta[at + _tags.Last(l)] * scale;
                float fromBegin = _alpha[previous + _tags.Begin(l)];
                float fromInside = _alpha[previous + _tags.Inside(l)];
                Add(transitions.BeginInside + l, fromBegin * inside, sums);
                Add(transitions.BeginLast + l, fromBegin * last, sums);
                Add(transitions.InsideInside + l, fromInside * inside, sums);
                Add(transitions.InsideLast + l, fromInside * last, sums);
            }
        }

        void Add(int index, float value, Span<float> to) => to[index] += value * transitions.Powers[index];
    }

    private void Prepare(Transitions transitions, int words)
    {
        _tags = transitions.Tags;
        _width = TagScheme.Pad(_tags.Count);
        _words = words;
        if (_powers.Length < words * _width)
        {
            int length = Math.Max(words * _width, 2 * _powers.Length);
            _powers = new float[length];
            _alpha = new float[length];
            _beta = new float[length];
        }

        if (_scales.Length < words)
        {
            _scales = new float[Math.Max(words, 2 * _scales.Length)];
        }

        if (_closed.Length <= _tags.ClosedCount)
        {
            _closed = new int[_tags.ClosedCount + 1];
        }
    }

    /// <summary>e to the power of each score less the greatest; returns the greatest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Exponentiate(ReadOnlySpan<float> scores, ReadOnlySpan<float> mask, Span<float> powers)
    {
        var best = Vector256.Create(float.MinValue);
        for (int t = 0; t < scores.Length; t += Vector256<float>.Count)
        {
            var score = Vector256.Create(scores[t..]);
            if (!mask.IsEmpty)
            {
                score = Vector256.ConditionalSelect(
                    Vector256.Equals(Vector256.Create(mask[t..]), Vector256<float>.Zero),
                    Vector256.Create(float.MinValue), score);
            }

            best = Vector256.Max(best, score);
        }

        float max = best[0];
        for (int lane = 1; lane < Vector256<float>.Count; lane++)
        {
            max = Math.Max(max, best[lane]);
        }

        for (int t = 0; t < scores.Length; t += Vector256<float>.Count)
        {
            Vector256<float> score = Vector256.Create(scores[t..]) - Vector256.Create(max);

            // Padding and tags ruled out outright have scores far below any learned one; they stay at zero.
            Vector256<float> possible = Vector256.GreaterThan(score, Vector256.Create(Transitions.Never / 2));
            Vector256<float> power = VectorMath.Exp(Vector256.Max(score, Vector256.Create(Floor)));
            power = Vector256.ConditionalSelect(possible, power, Vector256<float>.Zero);
            (mask.IsEmpty ? power : power * Vector256.Create(mask[t..])).CopyTo(powers[t..]);
        }

        return max;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Forward(Transitions transitions, int word)
    {
        int open = transitions.OpenWidth;
        Span<float> alpha = _alpha.AsSpan(word * _width, _width);
        ReadOnlySpan<float> powers = _powers.AsSpan(word * _width, _width);
        ReadOnlySpan<float> table = transitions.Powers;
        alpha.Clear();
        int followed = 1;
        Span<int> closed = _closed;
        Span<float> previous = word == 0 ? [1] : _alpha.AsSpan((word - 1) * _width, _width);
        closed[0] = 0;
        if (word > 0)
        {
            followed = 0;
            for (int c = 0; c < _tags.ClosedCount; c++)
            {
                closed[followed] = c;
                followed += previous[_tags.Closed(c)] > Negligible ? 1 : 0;
            }

            for (int l = 0; l < _tags.LabelCount; l++)
            {
                float begin = previous[_tags.Begin(l)];
                float inside = previous[_tags.Inside(l)];
                alpha[_tags.Inside(l)] = powers[_tags.Inside(l)]
                    * ((begin * table[transitions.BeginInside + l]) + (inside * table[transitions.InsideInside + l]));
                alpha[_tags.Last(l)] = powers[_tags.Last(l)]
                    * ((begin * table[transitions.BeginLast + l]) + (inside * table[transitions.InsideLast + l]));
            }
        }

        for (int t = 0; t < open; t += Vector256<float>.Count)
        {
            Vector256<float> sum = Vector256<float>.Zero;
            foreach (int c in closed[..followed])
            {
                sum += Vector256.Create(table[((c * open) + t)..]) * Vector256.Create(previous[_tags.Closed(c)]);
            }

            sum *= Vector256.Create(powers[t..]);

            // The last vector may reach into the tags that are not open; only the open ones are set.
            if (t + Vector256<float>.Count <= _tags.OpenCount)
            {
                sum.CopyTo(alpha[t..]);
            }
            else
            {
                for (int lane = 0; t + lane < _tags.OpenCount; lane++)
                {
                    alpha[t + lane] = sum[lane];
                }
            }
        }

        Vector256<float> total = Vector256<float>.Zero;
        for (int t = 0; t < _width; t += Vector256<float>.Count)
        {
            total += Vector256.Create((ReadOnlySpan<float>)alpha[t..]);
        }

        float scale = Math.Max(VectorMath.Sum(total), float.MinValue);
        scale = scale > 1e-30f ? scale : 1e-30f;
        _scales[word] = scale;
        var factor = Vector256.Create(1 / scale);
        for (int t = 0; t < _width; t += Vector256<float>.Count)
        {
            (Vector256.Create((ReadOnlySpan<float>)alpha[t..]) * factor).CopyTo(alpha[t..]);
        }
    }

    private float SumOfClosed(int word)
    {
        float sum = 0;
        for (int c = 0; c < _tags.ClosedCount; c++)
        {
            sum += _alpha[(word * _width) + _tags.Closed(c)];
        }

        return Math.Max(sum, 1e-30f);
    }

    private void StartBackward(int word, float value)
    {
        Span<float> beta = _beta.AsSpan(word * _width, _width);
        beta.Clear();
        for (int c = 0; c < _tags.ClosedCount; c++)
        {
            beta[_tags.Closed(c)] = value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Backward(Transitions transitions, int word)
    {
        int open = transitions.OpenWidth;
        int at = (word + 1) * _width;
        Span<float> next = stackalloc float[open];
        WeighOpen(word + 1, next);
        Span<float> beta = _beta.AsSpan(word * _width, _width);
        beta.Clear();
        float scale = 1 / _scales[word + 1];
        ReadOnlySpan<float> table = transitions.Powers;
        ReadOnlySpan<float> alpha = _alpha.AsSpan(word * _width, _width);
        for (int c = 0; c < _tags.ClosedCount; c++)
        {
            if (alpha[_tags.Closed(c)] <= Negligible)
            {
                continue;
            }

            Vector256<float> sum = Vector256<float>.Zero;
            for (int t = 0; t < open; t += Vector256<float>.Count)
            {
                sum += Vector256.Create(table[((c * open) + t)..]) * Vector256.Create((ReadOnlySpan<float>)next[t..]);
            }

            beta[_tags.Closed(c)] = VectorMath.Sum(sum) * scale;
        }

        for (int l = 0; l < _tags.LabelCount; l++)
        {
            float inside = _powers[at + _tags.Inside(l)] * _beta[at + _tags.Inside(l)] * scale;
            float last = _powers[at + _tags.Last(l)] * _beta[at + _tags.Last(l)] * scale;
            beta[_tags.Begin(l)] =
                (inside * table[transitions.BeginInside + l]) + (last * table[transitions.BeginLast + l]);
            beta[_tags.Inside(l)] =
                (inside * table[transitions.InsideInside + l]) + (last * table[transitions.InsideLast + l]);
        }
    }

    /// <summary>Power times backward sum of the opening tags of a word; 0 in the padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WeighOpen(int word, Span<float> product)
    {
        int at = word * _width;
        product.Clear();
        for (int t = 0; t < _tags.OpenCount; t++)
        {
            product[t] = _powers[at + t] * _beta[at + t];
        }
    }
}
