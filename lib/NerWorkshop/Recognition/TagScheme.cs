using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NerWorkshop;

/// <summary>
/// How BILUO tags over some labels are numbered: O, then the units, beginnings, lasts and insides of all labels.
/// In this order the tags that may open the next word (O, U, B) lie side by side, and so do those that close an entity.
/// </summary>
internal sealed class TagScheme(IReadOnlyList<string> labels)
{
    public const int Outside = 0;

    public IReadOnlyList<string> Labels { get; } = labels;

    public int LabelCount { get; } = labels.Count;

    public int Count => 1 + (4 * LabelCount);

    /// <summary>Tags that may follow a closed one: O, U and B, which are the first in number.</summary>
    public int OpenCount => 1 + (2 * LabelCount);

    /// <summary>Tags after which no entity is under way: O, U and L.</summary>
    public int ClosedCount => OpenCount;

    public int Unit(int label) => 1 + label;

    public int Begin(int label) => 1 + LabelCount + label;

    public int Last(int label) => 1 + (2 * LabelCount) + label;

    public int Inside(int label) => 1 + (3 * LabelCount) + label;

    /// <summary>The tag of the n-th closed one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Closed(int n) => n <= LabelCount ? n : n + LabelCount;

    /// <summary>The label of a tag other than O.</summary>
    public int LabelOf(int tag) => (tag - 1) % LabelCount;

    /// <summary>Which of the four tags of its label a tag other than O is: 0 U, 1 B, 2 L, 3 I.</summary>
    public int KindOf(int tag) => (tag - 1) / LabelCount;

    /// <summary>Rounds up so that rows of floats fill whole vectors.</summary>
    public static int Pad(int count) => (count + Vector256<float>.Count - 1) & -Vector256<float>.Count;
}
