namespace NerWorkshop.Tests;

public sealed class ExerciseTests
{
    [Fact]
    public void The_first_condition_that_holds_decides()
    {
        Feedback feedback = Exercise.Check(
            notYet: [(() => false, "begin")],
            wrong: [(() => true, "first"), (() => true, "second")],
            right: "yes");

        Assert.Equal((Outcome.Wrong, "first"), (feedback.Outcome, feedback.Message));
    }

    [Fact]
    public void What_is_not_begun_counts_before_what_is_wrong()
    {
        Feedback feedback = Exercise.Check(notYet: [(() => true, "begin")], wrong: [(() => true, "no")], right: "yes");

        Assert.Equal((Outcome.NotYet, "begin"), (feedback.Outcome, feedback.Message));
    }

    [Fact]
    public void An_answer_for_which_no_condition_holds_is_right()
    {
        Feedback feedback = Exercise.Check(notYet: [(() => false, "begin")], wrong: [(() => false, "no")], right: "yes");

        Assert.Equal((Outcome.Right, "yes"), (feedback.Outcome, feedback.Message));
    }

    [Fact]
    public void Conditions_after_the_deciding_one_are_not_asked()
    {
        string? answer = null;

        Feedback feedback = Exercise.Check(
            notYet: [(() => answer is null, "begin")],
            wrong: [(() => answer!.Length < 3, "too short")],
            right: "yes");

        Assert.Equal(Outcome.NotYet, feedback.Outcome);
    }

    [Fact]
    public void A_condition_that_throws_is_reported_as_wrong_and_does_not_throw()
    {
        string? answer = null;

        Feedback feedback = Exercise.Check(notYet: [], wrong: [(() => answer!.Length < 3, "too short")], right: "yes");

        Assert.Equal(Outcome.Wrong, feedback.Outcome);
        Assert.Contains("could not look at your answer", feedback.Message);
    }

    [Fact]
    public void A_check_without_conditions_is_refused_because_it_could_not_fail()
    {
        Assert.Throws<ArgumentException>(() => Exercise.Check(notYet: [], wrong: [], right: "yes"));
    }

    [Theory]
    [InlineData(Outcome.NotYet, "Not yet: a < b")]
    [InlineData(Outcome.Wrong, "Not quite: a < b")]
    [InlineData(Outcome.Right, "Right: a < b")]
    public void Feedback_says_in_words_what_its_colour_says(Outcome outcome, string text)
    {
        var feedback = new Feedback(outcome, "a < b");

        Assert.Equal(text, feedback.ToString());
        Assert.Contains(text[..text.IndexOf(':')], feedback.ToHtml());
        Assert.Contains("a &lt; b", feedback.ToHtml());
    }
}
