using System.Runtime.Intrinsics;

namespace NerWorkshop;

/// <summary>
/// Finds the best valid path through a chain. Words that no entity on the best path can reach are found first, by bounds
/// alone; only the stretches between them are decoded. Reusable; holds buffers only.
/// </summary>
internal sealed class Viterbi
{
    /// <summary>Far more than rounding can add up to.</summary>
    private const float Slack = 0.05f;

    private float[] _scores = [];
    private float[] _gains = [];
    private int[] _from = [];

    /// <summary>Writes the best tag of each word.</summary>
    /// <param name="transitions">The chain's transitions.</param>
    /// <param name="emissions">Rows of scores, padded width, one row a word.</param>
    /// <param name="path">Receives the tags; its length is the number of words.</param>
    public void Decode(Transitions transitions, ReadOnlySpan<float> emissions, Span<int> path)
    {
        int width = TagScheme.Pad(transitions.Tags.Count);
        if (_gains.Length < path.Length)
        {
            _gains = new float[Math.Max(path.Length, 2 * _gains.Length)];
        }

        if (_from.Length < path.Length * width)
        {
            _from = new int[Math.Max(path.Length * width, 2 * _from.Length)];
        }

        if (_scores.Length < 2 * width)
        {
            _scores = new float[2 * width];
        }

        Span<float> gains = _gains.AsSpan(0, path.Length);
        BoundGains(transitions, emissions, gains);
        for (int start = 0; start < gains.Length; start++)
        {
            if (gains[start] < 0)
            {
                path[start] = TagScheme.Outside;
                continue;
            }

            int end = start + 1;
            while (end < gains.Length && gains[end] >= 0)
            {
                end++;
            }

            DecodeStretch(
                transitions, emissions[(start * width)..], path[start..end], beforeOutside: end < gains.Length);
            start = end - 1;
        }
    }

    /// <summary>
    /// For each word a bound on what an entity that covers it can gain over O for all words of that entity. Below 0 the
    /// word is O on the best path: were it not, O for its entity would make a better one.
    /// </summary>
    private static void BoundGains(Transitions transitions, ReadOnlySpan<float> emissions, Span<float> gains)
    {
        int width = TagScheme.Pad(transitions.Tags.Count);
        float gain = 0;
        for (int i = 0; i < gains.Length; i++)
        {
            ReadOnlySpan<float> emission = emissions.Slice(i * width, width);
            Vector256<float> best = Vector256.Create(emission).WithElement(TagScheme.Outside, Transitions.Never);
            for (int t = Vector256<float>.Count; t < width; t += Vector256<float>.Count)
            {
                best = Vector256.Max(best, Vector256.Create(emission[t..]));
            }

            gain = Math.Max(0, gain) + VectorMath.Max(best) - emission[TagScheme.Outside] + transitions.WordGain;
            gains[i] = gain;
        }

        // So far what an entity gains up to the word; what it can gain after it is still to come.
        float once = transitions.EntityGain - transitions.WordGain + Slack;
        float after = 0;
        for (int i = gains.Length - 1; i >= 0; i--)
        {
            float own = i == 0 ? gains[i] : gains[i] - Math.Max(0, gains[i - 1]);
            gains[i] += after + once;
            after = Math.Max(0, after + own);
        }
    }

    /// <summary>Decodes words of which the one before, and the one after if there is any, are O.</summary>
    private void DecodeStretch(
        Transitions transitions, ReadOnlySpan<float> emissions, Span<int> path, bool beforeOutside)
    {
        TagScheme tags = transitions.Tags;
        int labels = tags.LabelCount;
        int width = TagScheme.Pad(tags.Count);
        int open = transitions.OpenWidth;
        Span<float> scores = _scores.AsSpan(0, width);
        Span<float> next = _scores.AsSpan(width, width);
        Span<int> closed = stackalloc int[tags.ClosedCount + 1];
        scores.Fill(Transitions.Never);
        scores[TagScheme.Outside] = 0;
        ReadOnlySpan<float> table = transitions.Weights;
        for (int i = 0; i < path.Length; i++)
        {
            ReadOnlySpan<float> emission = emissions.Slice(i * width, width);
            Span<int> from = _from.AsSpan(i * width, width);
            // What lies further below the best than any step can make good cannot be on the best path.
            float best = scores[TagScheme.Outside];
            for (int c = 1; c < tags.ClosedCount; c++)
            {
                best = Math.Max(best, scores[tags.Closed(c)]);
            }

            int promising = 0;
            for (int c = 0; c < tags.ClosedCount; c++)
            {
                closed[promising] = c;
                promising += scores[tags.Closed(c)] >= best - transitions.TableSpread ? 1 : 0;
            }

            // The last vector may reach into the tags that are not open; those are set after it.
            for (int t = 0; t < open; t += Vector256<float>.Count)
            {
                var top = Vector256.Create(float.MinValue);
                Vector256<int> topFrom = Vector256<int>.Zero;
                foreach (int c in closed[..promising])
                {
                    int tag = tags.Closed(c);
                    Vector256<float> score =
                        Vector256.Create(scores[tag]) + Vector256.Create(table[((c * open) + t)..]);
                    Vector256<float> better = Vector256.GreaterThan(score, top);
                    top = Vector256.Max(top, score);
                    topFrom = Vector256.ConditionalSelect(better.AsInt32(), Vector256.Create(tag), topFrom);
                }

                (top + Vector256.Create(emission[t..])).CopyTo(next[t..]);
                topFrom.CopyTo(from[t..]);
            }

            for (int l = 0; l < labels; l++)
            {
                float begin = scores[tags.Begin(l)];
                float inside = scores[tags.Inside(l)];
                float beginInside = begin + table[transitions.BeginInside + l];
                float insideInside = inside + table[transitions.InsideInside + l];
                float beginLast = begin + table[transitions.BeginLast + l];
                float insideLast = inside + table[transitions.InsideLast + l];
                int toInside = tags.Inside(l);
                int toLast = tags.Last(l);
                next[toInside] = Math.Max(beginInside, insideInside) + emission[toInside];
                from[toInside] = beginInside >= insideInside ? tags.Begin(l) : tags.Inside(l);
                next[toLast] = Math.Max(beginLast, insideLast) + emission[toLast];
                from[toLast] = beginLast >= insideLast ? tags.Begin(l) : tags.Inside(l);
            }

            Span<float> swap = scores;
            scores = next;
            next = swap;
        }

        int last = TagScheme.Outside;
        float most = float.MinValue;
        for (int c = 0; c < tags.ClosedCount; c++)
        {
            float score = scores[tags.Closed(c)] + (beforeOutside ? table[c * open] : 0);
            if (score > most)
            {
                most = score;
                last = tags.Closed(c);
            }
        }

        for (int i = path.Length - 1; i >= 0; i--)
        {
            path[i] = last;
            last = _from[(i * width) + last];
        }
    }
}
