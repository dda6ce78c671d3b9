namespace NerWorkshop;

/// <summary>A text on which two pipelines differ.</summary>
/// <param name="A">What the first made of it.</param>
/// <param name="B">What the second made of it.</param>
public sealed record DocDifference(DocErrors A, DocErrors B)
{
    /// <summary>Its place in the data, from 0.</summary>
    public int Index => A.Index;

    /// <summary>How many errors fewer the second makes than the first; below 0 where it makes more.</summary>
    public int Gain => A.Counts.Errors - B.Counts.Errors;
}
