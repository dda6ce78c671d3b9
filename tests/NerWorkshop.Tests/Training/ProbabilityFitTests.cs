namespace NerWorkshop.Tests.Training;

public class ProbabilityFitTests
{
    [Fact]
    public void A_model_that_is_too_sure_is_scaled_until_its_probabilities_hold()
    {
        // It says 0.98 of what is right in four of five cases, and 0.9 of what is right in three of five.
        var fit = new ProbabilityFit(labels: 1);
        for (int i = 0; i < 500; i++)
        {
            fit.Add(0.98f, label: 0, words: 1, isRight: i % 5 != 0);
            fit.Add(0.9f, label: 0, words: 1, isRight: i % 5 < 3);
        }

        ProbabilityScale scale = fit.Fit();

        Assert.Equal(0.8, scale.Apply(0.98f, 0, 1), precision: 2);
        Assert.Equal(0.6, scale.Apply(0.9f, 0, 1), precision: 2);
        Assert.True(scale.Apply(0.95f, 0, 1) > scale.Apply(0.9f, 0, 1));
    }

    [Fact]
    public void A_label_that_is_trusted_too_much_is_lowered_and_a_rare_one_stays_with_the_others()
    {
        var fit = new ProbabilityFit(labels: 3);
        for (int i = 0; i < 1000; i++)
        {
            fit.Add(0.7f, label: 0, words: 1, isRight: i % 10 < 7);
            fit.Add(0.7f, label: 1, words: 2, isRight: i % 10 < 4);
        }

        fit.Add(0.7f, label: 2, words: 1, isRight: false);

        ProbabilityScale scale = fit.Fit();

        Assert.Equal(0.7, scale.Apply(0.7f, 0, 1), precision: 1);
        Assert.Equal(0.4, scale.Apply(0.7f, 1, 2), precision: 1);
        Assert.InRange(scale.Apply(0.7f, 2, 1), 0.5, 0.75);
    }

    [Fact]
    public void Too_few_entities_leave_probabilities_as_they_are()
    {
        var fit = new ProbabilityFit(labels: 1);
        fit.Add(0.9f, 0, 1, isRight: false);

        Assert.Same(ProbabilityScale.None, fit.Fit());
    }
}
