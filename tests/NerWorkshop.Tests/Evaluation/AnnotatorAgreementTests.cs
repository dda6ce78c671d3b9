namespace NerWorkshop.Tests.EvaluationTests;

public class AnnotatorAgreementTests
{
    private const string Ten = "a b c d e f g h i j";

    [Fact]
    public void Kappa_is_as_reckoned_by_hand()
    {
        // Eight of ten tokens agree. By chance: 2/10 · 1/10 for X, 1/10 · 2/10 for Y, 7/10 · 7/10 for none, 0.53 in all.
        AnnotatorAgreement agreement = AnnotatorAgreement.Between(
            [Marked(Ten, ("a b", "X"), ("c", "Y"))], [Marked(Ten, ("a", "X"), ("c d", "Y"))]);
        Assert.Equal(10, agreement.TokenCount);
        Assert.Equal(0.8, agreement.ObservedAgreement, 12);
        Assert.Equal((0.8 - 0.53) / (1 - 0.53), agreement.Kappa, 12);
        Assert.Equal(0, agreement.F1);
    }

    [Fact]
    public void Texts_are_found_in_any_order_and_those_of_one_only_are_left_out_and_told()
    {
        AnnotatorAgreement agreement = AnnotatorAgreement.Between(
            [Marked("Oslo", ("Oslo", "GPE")), Marked("only here"), Marked("Rome", ("Rome", "GPE"))],
            [Marked("Rome", ("Rome", "GPE")), Marked("only there"), Marked("Oslo", ("Oslo", "LOC"))]);
        Assert.Equal(["Oslo", "Rome"], agreement.Entities.Docs.Select(doc => doc.Text));
        Assert.Equal(0.5, agreement.F1);
        Assert.Equal(["only here"], agreement.OnlyInFirst);
        Assert.Equal(["only there"], agreement.OnlyInSecond);
        Assert.Equal("type: 'Oslo' GPE, predicted LOC", Assert.Single(agreement.Disagreements).Pair.ToString());
    }

    [Fact]
    public void A_text_that_stands_twice_is_taken_twice()
    {
        AnnotatorAgreement agreement = AnnotatorAgreement.Between(
            [Marked("Oslo", ("Oslo", "GPE")), Marked("Oslo"), Marked("Oslo")], [Marked("Oslo", ("Oslo", "GPE")), Marked("Oslo")]);
        Assert.Equal((2, 1, 1.0), (agreement.Entities.Docs.Count, agreement.OnlyInFirst.Count, agreement.Kappa));
    }

    [Fact]
    public void It_is_the_same_from_both_sides()
    {
        Example[] one = [Marked(Ten, ("a b", "X"), ("c", "Y"), ("f", "X"))];
        Example[] other = [Marked(Ten, ("a", "X"), ("c", "Y"), ("f", "Y"), ("h i", "Y"))];
        AnnotatorAgreement there = AnnotatorAgreement.Between(one, other);
        AnnotatorAgreement back = AnnotatorAgreement.Between(other, one);
        Assert.Equal((there.F1, there.Kappa, there.Disagreements.Count), (back.F1, back.Kappa, back.Disagreements.Count));
    }

    [Fact]
    public void Kappa_of_two_who_never_marked_anything_has_no_value()
    {
        AnnotatorAgreement agreement = AnnotatorAgreement.Between([Marked(Ten)], [Marked(Ten)]);
        Assert.True(double.IsNaN(agreement.Kappa));
        Assert.Equal("1 texts, 10 tokens: entity F1 0.000, Cohen's kappa is not defined on tokens", agreement.ToString());
    }

    [Fact]
    public void Nothing_in_common_is_refused() => Assert.Contains(
        "no text in common",
        Assert.Throws<ArgumentException>(() => AnnotatorAgreement.Between([Marked("a")], [Marked("b")])).Message);

    [Fact]
    public void Disagreements_stand_in_a_table_with_the_text_around_them()
    {
        string table = AnnotatorAgreement.Between(
            [Marked("We all went to sunny Oslo for a long and lazy week with friends", ("Oslo", "GPE"))],
            [Marked("We all went to sunny Oslo for a long and lazy week with friends", ("sunny Oslo", "LOC"), ("week", "DATE"))])
            .ToDisagreementTable().ToString();
        Assert.Contains("We all went to sunny Oslo for a long and lazy week with…  Oslo (GPE)  sunny Oslo (LOC)", table);
        Assert.Contains("–           week (DATE)", table);
    }

    private static Example Marked(string text, params (string, string)[] entities) => Example.Create(text, entities);
}
