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
        scores.Fill(Transitions.Never);
        scores[TagScheme.Outside] = 0;
        ReadOnlySpan<float> table = transitions.Weights;
        for (int i = 0; i < words; i++)
        {
            ReadOnlySpan<float> emission = emissions.Slice(i * width, width);
            Span<ushort> from = _from.AsSpan(i * width, width);
            for (int t = 0; t < open; t += Vector256<float>.Count)
            {
                Vector256<float> best = Vector256.Create(scores[0]) + Vector256.Create(table[t..]);
                Vector256<int> bestFrom = Vector256<int>.Zero;
                for (int c = 1; c < tags.ClosedCount; c++)
                {
                    Vector256<float> score =
                        Vector256.Create(scores[tags.Closed(c)]) + Vector256.Create(table[((c * open) + t)..]);
                    Vector256<float> better = Vector256.GreaterThan(score, best);
                    best = Vector256.Max(best, score);
                    bestFrom = Vector256.ConditionalSelect(better.AsInt32(), Vector256.Create(c), bestFrom);
                }

                best.CopyTo(spill);
                bestFrom.CopyTo(spillFrom);
                for (int lane = 0; lane < Vector256<float>.Count && t + lane < tags.OpenCount; lane++)
                {
                    next[t + lane] = spill[lane] + emission[t + lane];
                    from[t + lane] = (ushort)tags.Closed(spillFrom[lane]);
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

        int tag = TagScheme.Outside;
        for (int c = 1; c < tags.ClosedCount; c++)
        {
            tag = scores[tags.Closed(c)] > scores[tag] ? tags.Closed(c) : tag;
        }

        for (int i = words - 1; i >= 0; i--)
        {
            path[i] = tag;
            tag = _from[(i * width) + tag];
        }
    }
}
