using FsCheck;
using FsCheck.Fluent;

namespace NerWorkshop.Tests.EvaluationTests;

/// <summary>Two annotations of a text, made at random.</summary>
internal static class AnyPair
{
    private static readonly string[] Words = ["a", "B", "c.", "Reddit", "😀"];
    private static readonly string[] Labels = ["X", "Y", "Z"];

    private static readonly Gen<(int Gap, int Length, string Label)[]> Entities = Gen.ArrayOf(
        from gap in Gen.Choose(0, 2)
        from length in Gen.Choose(1, 4)
        from label in Gen.Elements(Labels)
        select (gap, length, label));

    public static Gen<(Doc Gold, Doc Predicted)> Generator { get; } =
        from words in Gen.NonEmptyListOf(Gen.Elements(Words))
        from gold in Entities
        from predicted in Entities
        select Annotate(Doc.FromWords([.. words]), gold, predicted);

    public static Arbitrary<(Doc Gold, Doc Predicted)> Arbitrary { get; } = Arb.From(Generator);

    public static Arbitrary<(Doc Gold, Doc Predicted)[]> Several { get; } = Arb.From(Gen.ArrayOf(Generator));

    private static (Doc, Doc) Annotate(
        Doc doc, (int Gap, int Length, string Label)[] gold, (int Gap, int Length, string Label)[] predicted) =>
        (doc.WithEntities(Place(doc, gold)), doc.WithEntities(Place(doc, predicted)));

    private static IEnumerable<Span> Place(Doc doc, (int Gap, int Length, string Label)[] entities)
    {
        int at = 0;
        foreach ((int gap, int length, string label) in entities)
        {
            int start = at + gap;
            at = Math.Min(start + length, doc.Count);
            if (start >= at)
            {
                yield break;
            }

            yield return new Span(doc, start, at, label);
        }
    }
}
