using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace NerWorkshop.Tests.EvaluationTests;

public class CorpusSplitTests
{
    private static readonly Gen<AnnotatedText> AnyAnnotated =
        from text in Gen.Elements("a", "A", " a ", "b", "c", "d e", "D  e", "")
        from doc in Gen.Elements("1", "2", "3", "4", null)
        from label in Gen.Elements("X", "Y", null)
        select Text(text, doc, label is null || text.Trim().Length == 0 ? [] : [label]);

    private static readonly Arbitrary<(AnnotatedText[] Texts, int Dev, int Test, int Seed)> Case = Arb.From(
        from texts in Gen.ArrayOf(AnyAnnotated)
        from dev in Gen.Choose(0, 5)
        from test in Gen.Choose(0, 4)
        from seed in Gen.Choose(0, 1000)
        select (texts, dev, test, seed));

    [Fact]
    public void Every_text_is_in_one_part_in_its_order_and_what_belongs_together_stays_together() =>
        Prop.ForAll(Case, test =>
        {
            CorpusSplit split = CorpusSplit.Of(test.Texts, test.Dev / 10.0, test.Test / 10.0, test.Seed, DocOf);
            AnnotatedText[][] parts = [[.. split.Train], [.. split.Dev], [.. split.Test]];
            int[] places = [.. parts.SelectMany(part => part).Select(text => Array.FindIndex(test.Texts, t => ReferenceEquals(t, text)))];
            bool inOrder = parts.All(part => part.Select(text => Array.FindIndex(test.Texts, t => ReferenceEquals(t, text)))
                .SequenceEqual(part.Select(text => Array.FindIndex(test.Texts, t => ReferenceEquals(t, text))).Order()));
            bool together = parts.SelectMany((part, i) => part.Where(text => DocOf(text) is not null).Select(text => (Doc: DocOf(text), i)))
                .GroupBy(pair => pair.Doc).All(doc => doc.DistinctBy(pair => pair.i).Count() == 1);
            return places.Order().SequenceEqual(Enumerable.Range(0, test.Texts.Length)) && inOrder && together
                && Leaks(split).Count == 0
                && (test.Dev > 0 || split.Dev.Count == 0) && (test.Test > 0 || split.Test.Count == 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Parts_get_about_their_share_of_the_texts_and_of_every_label()
    {
        AnnotatedText[] texts = [.. Enumerable.Range(0, 1000).Select(i =>
            Text($"text {i}", null, [.. i % 50 == 0 ? ["RARE"] : Array.Empty<string>(), .. i % 3 == 0 ? ["COMMON"] : Array.Empty<string>()]))];
        CorpusSplit split = CorpusSplit.Of(texts, dev: 0.1, test: 0.2, seed: 5);
        Assert.InRange(split.Dev.Count, 95, 105);
        Assert.InRange(split.Test.Count, 195, 205);
        Assert.InRange(Count(split.Dev, "RARE"), 1, 3);
        Assert.InRange(Count(split.Test, "RARE"), 3, 5);
        Assert.InRange(Count(split.Dev, "COMMON"), 31, 36);
        Assert.InRange(Count(split.Test, "COMMON"), 64, 69);
    }

    [Fact]
    public void The_same_seed_gives_the_same_parts_and_another_one_others()
    {
        AnnotatedText[] texts = [.. Enumerable.Range(0, 100).Select(i => Text($"text {i}", null, ["X"]))];
        Assert.Equal(CorpusSplit.Of(texts, seed: 1).Test, CorpusSplit.Of(texts, seed: 1).Test);
        Assert.NotEqual(CorpusSplit.Of(texts, seed: 1).Test, CorpusSplit.Of(texts, seed: 2).Test);
    }

    [Fact]
    public void Repeated_texts_are_counted()
    {
        CorpusSplit split = CorpusSplit.Of([Text("So over", null, []), Text("so  OVER\n", null, []), Text("other", null, [])]);
        Assert.Equal((1, 2), (split.RepeatedCount, split.GroupCount));
    }

    [Theory]
    [InlineData(-0.1, 0.1)]
    [InlineData(0.5, 0.5)]
    [InlineData(double.NaN, 0.1)]
    public void Shares_that_leave_nothing_to_learn_from_are_refused(double dev, double test) =>
        Assert.Throws<ArgumentException>(() => CorpusSplit.Of([], dev, test));

    [Fact]
    public void Texts_in_two_parts_are_found_whatever_their_case_and_spaces()
    {
        LeakedText leak = Assert.Single(Leakage.Find(
            ("train", ["It is so over.", "mine"]), ("test", ["yours", "it is  SO over. ", "", " "]), ("dev", [""])));
        Assert.Equal("It is so over.", leak.Text);
        Assert.Equal([("train", 0), ("test", 1)], leak.Places);
        Assert.Empty(Leakage.Find(("train", ["a", "a"]), ("test", ["b"])));
    }

    private static IReadOnlyList<LeakedText> Leaks(CorpusSplit split) => Leakage.Find(
        ("train", split.Train.Select(text => text.Text)), ("dev", split.Dev.Select(text => text.Text)),
        ("test", split.Test.Select(text => text.Text)));

    private static int Count(IEnumerable<AnnotatedText> texts, string label) =>
        texts.Sum(text => text.Entities.Count(entity => entity.Label == label));

    private static string? DocOf(AnnotatedText text) => (string?)text.Fields["doc"];

    private static AnnotatedText Text(string text, string? doc, string[] labels) =>
        new(text, [.. labels.Select(label => new TextEntity(0, 1, label))]) { Fields = doc is null ? [] : new JsonObject { ["doc"] = doc } };
}
