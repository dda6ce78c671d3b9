using NerWorkshop.Tests.Training;

namespace NerWorkshop.Tests.EvaluationTests;

public class LearningCurveTests
{
    private static readonly LearningCurveOptions Options = new() { Shares = [1, 0.2], Seeds = [1, 2], Epochs = 5 };

    [Fact]
    public void It_has_a_point_for_each_share_and_a_figure_for_each_seed_and_rises()
    {
        var progress = new List<(int, int)>();
        LearningCurve curve = Measure(Options, (done, all) => progress.Add((done, all)));
        Assert.Equal([6, 30], curve.Select(point => point.Examples));
        Assert.All(curve, point => Assert.Equal(2, point.F1.Count));
        Assert.True(curve[0].Mean < curve[1].Mean, curve.ToTable().ToString());
        Assert.True(curve[1].Mean > 0.9);
        Assert.Equal([(1, 4), (2, 4), (3, 4), (4, 4)], progress);
    }

    [Fact]
    public void The_same_seeds_give_the_same_curve() => Assert.Equal(
        Measure(Options).SelectMany(point => point.F1), Measure(Options).SelectMany(point => point.F1));

    [Fact]
    public void It_shows_itself_as_a_chart_with_the_mean_and_how_far_seeds_lie_apart()
    {
        string chart = ((IRenderable)Measure(Options)).ToRendering().ToHtml();
        Assert.Contains("mean: ", chart);
        Assert.Contains("lowest: ", chart);
        Assert.DoesNotContain("lowest: ", ((IRenderable)Measure(Options with { Seeds = [1] })).ToRendering().ToHtml());
    }

    [Fact]
    public void It_can_be_stopped_and_refuses_what_cannot_be_measured()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => LearningCurve.Measure(
            TrainerTests.ToySet(), TrainerTests.ToySet(), Options, (_, _) => stop.Cancel(), stop.Token));
        Assert.Throws<ArgumentException>(() => LearningCurve.Measure([], TrainerTests.ToySet(), Options));
        Assert.Throws<ArgumentException>(() => Measure(Options with { Shares = [0] }));
        Assert.Throws<ArgumentException>(() => Measure(Options with { Seeds = [] }));
    }

    private static LearningCurve Measure(LearningCurveOptions options, Action<int, int>? onTrained = null) =>
        LearningCurve.Measure(
            TrainerTests.ToySet(), TrainerTests.ToySet(), options, onTrained, TestContext.Current.CancellationToken);
}
