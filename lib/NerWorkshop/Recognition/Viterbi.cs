using System.Runtime.Intrinsics;

namespace NerWorkshop;

/// <summary>Finds the best valid path through a chain. Reusable; holds buffers only.</summary>
internal sealed class Viterbi
{
    private float[] _scores = [];
    private ushort[] _from = [];

    /// <summary>Writes the best tag of each word.</summary>
    /// <param name="transitions">The chain's transitions.</param>
    /// <param name="emissions">Rows of scores, padded width, one row a word.</param>
    /// <param name="path">Receives the tags; its length is the number of words.</param>
    public void Decode(Transitions transitions, ReadOnlySpan<float> emissions, Span<int> path)
    {
        TagScheme tags = transitions.Tags;
        int width = TagScheme.Pad(tags.Count);
        int open = transitions.OpenWidth;
        int words = path.Length;
        if (_from.Length < words * width)
        {
            _from = new ushort[Math.Max(words * width, 2 * _from.Length)];
        }

        if (_scores.Length < 2 * width)
        {
            _scores = new float[2 * width];
        }

        Span<float> scores = _scores.AsSpan(0, width);
        Span<float> next = _scores.AsSpan(width, width);
        Span<float> spill = stackalloc float[Vector256<float>.Count];
        Span<int> spillFrom = stackalloc int[Vector256<int>.Count];
        Span<int> closed = stackalloc int[tags.ClosedCount + 1];
        scores.Fill(Transitions.Never);
        scores[TagScheme.Outside] = 0;
        ReadOnlySpan<float> table = transitions.Weights;
        for (int i = 0; i < words; i++)
        {
            ReadOnlySpan<float> emission = emissions.Slice(i * width, width);
            Span<ushort> from = _from.AsSpan(i * width, width);
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

                top.CopyTo(spill);
                topFrom.CopyTo(spillFrom);
                for (int lane = 0; lane < Vector256<float>.Count && t + lane < tags.OpenCount; lane++)
                {
                    next[t + lane] = spill[lane] + emission[t + lane];
                    from[t + lane] = (ushort)spillFrom[lane];
                }
            }

            for (int l = 0; l < tags.LabelCount; l++)
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
                from[toInside] = (ushort)(beginInside >= insideInside ? tags.Begin(l) : tags.Inside(l));
                next[toLast] = Math.Max(beginLast, insideLast) + emission[toLast];
                from[toLast] = (ushort)(beginLast >= insideLast ? tags.Begin(l) : tags.Inside(l));
            }

            Span<float> swap = scores;
            scores = next;
            next = swap;
        }

        int last = TagScheme.Outside;
        for (int c = 1; c < tags.ClosedCount; c++)
        {
            last = scores[tags.Closed(c)] > scores[last] ? tags.Closed(c) : last;
        }

        for (int i = words - 1; i >= 0; i--)
        {
            path[i] = last;
            last = _from[(i * width) + last];
        }
    }
}
