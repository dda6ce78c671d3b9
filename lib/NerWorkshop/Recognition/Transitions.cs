using System.Runtime.Intrinsics;

namespace NerWorkshop;

/// <summary>
/// The chain's weights from one tag to the next, valid transitions only: a table from closed tags (O, U, L) to opening
/// ones (O, U, B), and per label the four steps within an entity.
/// </summary>
internal sealed class Transitions
{
    /// <summary>Score of a step that cannot be.</summary>
    public const float Never = -1e9f;

    public Transitions(TagScheme tags, float[]? weights = null)
    {
        Tags = tags;
        OpenWidth = TagScheme.Pad(tags.OpenCount);
        BeginInside = tags.ClosedCount * OpenWidth;
        BeginLast = BeginInside + tags.LabelCount;
        InsideInside = BeginLast + tags.LabelCount;
        InsideLast = InsideInside + tags.LabelCount;
        Weights = weights ?? new float[LengthFor(tags)];
        Powers = new float[Weights.Length];
        Refresh();
    }

    public TagScheme Tags { get; }

    /// <summary>Length of one row of the table, padded to whole vectors.</summary>
    public int OpenWidth { get; }

    /// <summary>The table's rows, then begin→inside, begin→last, inside→inside, inside→last of each label.</summary>
    public float[] Weights { get; }

    /// <summary>e to the power of each weight; 0 in the padding.</summary>
    public float[] Powers { get; }

    /// <summary>How far apart the greatest and the least weight of the table are.</summary>
    public float TableSpread { get; private set; }

    /// <summary>The most that an entity of one word gains over O by the steps into it and out of it.</summary>
    public float EntityGain { get; private set; }

    /// <summary>The most that each further word of an entity gains over O by the step to it.</summary>
    public float WordGain { get; private set; }

    public int BeginInside { get; }

    public int BeginLast { get; }

    public int InsideInside { get; }

    public int InsideLast { get; }

    public static int LengthFor(TagScheme tags) =>
        (tags.ClosedCount * TagScheme.Pad(tags.OpenCount)) + (4 * tags.LabelCount);

    /// <summary>Brings padding and <see cref="Powers"/> in line with the weights.</summary>
    public void Refresh()
    {
        for (int from = 0; from < Tags.ClosedCount; from++)
        {
            Weights.AsSpan((from * OpenWidth) + Tags.OpenCount, OpenWidth - Tags.OpenCount).Fill(Never);
        }

        int vectors = Weights.Length & -Vector256<float>.Count;
        for (int i = 0; i < vectors; i += Vector256<float>.Count)
        {
            VectorMath.Exp(Vector256.Create(Weights.AsSpan(i))).CopyTo(Powers.AsSpan(i));
        }

        for (int i = vectors; i < Weights.Length; i++)
        {
            Powers[i] = VectorMath.Exp(Vector256.Create(Weights[i])).ToScalar();
        }

        float least = float.MaxValue;
        float greatest = float.MinValue;
        for (int from = 0; from < Tags.ClosedCount; from++)
        {
            foreach (float weight in Weights.AsSpan(from * OpenWidth, Tags.OpenCount))
            {
                least = Math.Min(least, weight);
                greatest = Math.Max(greatest, weight);
            }
        }

        TableSpread = greatest - least;
        BoundGains();
    }

    public int WithinIndex(int fromTag, int toTag)
    {
        int label = Tags.LabelOf(fromTag);
        bool fromBegin = Tags.KindOf(fromTag) == 1;
        bool toLast = Tags.KindOf(toTag) == 2;
        return (fromBegin ? toLast ? BeginLast : BeginInside : toLast ? InsideLast : InsideInside) + label;
    }

    private void BoundGains()
    {
        float into = float.MinValue;
        float outOf = 0;
        for (int from = 0; from < Tags.ClosedCount; from++)
        {
            ReadOnlySpan<float> row = Weights.AsSpan(from * OpenWidth, Tags.OpenCount);
            for (int to = 0; to < row.Length; to++)
            {
                into = Math.Max(into, row[to] - row[TagScheme.Outside]);
                outOf = Math.Max(outOf, row[to] - Weights[to]);
            }
        }

        float within = float.MinValue;
        foreach (float weight in Weights.AsSpan(BeginInside))
        {
            within = Math.Max(within, weight);
        }

        EntityGain = into + outOf;
        WordGain = within - Weights[TagScheme.Outside];
    }
}
