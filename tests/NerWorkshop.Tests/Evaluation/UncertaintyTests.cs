namespace NerWorkshop.Tests.EvaluationTests;

public class UncertaintyTests
{
    [Fact]
    public void Intervals_are_those_of_texts_drawn_and_scored_one_by_one()
    {
        (Doc Gold, Doc Predicted)[] pairs = [.. Texts(12, seed: 3, right: 60)];
        double[] f1 = [.. Enumerable.Range(0, 200).Select(sample =>
        {
            var random = new RandomStream(StableHash.Mix(7, (ulong)sample));
            return Scorer.Score([.. pairs.Select(_ =>
                pairs[(int)Math.BigMul(random.Next(), (ulong)pairs.Length, out ulong _)])]).F1;
        }).Order()];
        ConfidenceInterval interval = Bootstrap.Intervals(ErrorAnalysis.Of(pairs), seed: 7, samples: 200, level: 0.9).F1;
        Assert.Equal(f1[9] + 0.95 * (f1[10] - f1[9]), interval.Low, 12);
        Assert.Equal(f1[189] + 0.05 * (f1[190] - f1[189]), interval.High, 12);
    }

    [Fact]
    public void The_interval_of_a_share_is_about_as_wide_as_theory_says()
    {
        // 100 texts with one entity each, of which 80 are found: 0.8 ± 1.96 √(0.8 · 0.2 / 100).
        ErrorAnalysis errors = ErrorAnalysis.Of(Enumerable.Range(0, 100).Select(i =>
            (Docs.With("in Oslo", ("Oslo", "GPE")), i < 80 ? Docs.With("in Oslo", ("Oslo", "GPE")) : Docs.With("in Oslo"))));
        ScoreIntervals intervals = Bootstrap.Intervals(errors);
        Assert.Equal(0.7216, intervals.Overall.Recall.Low, 0.02);
        Assert.Equal(0.8784, intervals.Overall.Recall.High, 0.02);
        Assert.Equal(new ConfidenceInterval(1, 1), intervals.Overall.Precision);
        Assert.Equal("F1 0.889, 95 % confidence interval 0.837 to 0.936 (bootstrap over 100 texts)", intervals.ToString());
    }

    [Fact]
    public void The_same_seed_gives_the_same_intervals_and_another_one_others()
    {
        ErrorAnalysis errors = ErrorAnalysis.Of(Texts(40, seed: 1, right: 70));
        string one = Bootstrap.Intervals(errors, seed: 5).ToTable().ToString();
        Assert.Equal(one, Bootstrap.Intervals(errors, seed: 5).ToTable().ToString());
        Assert.NotEqual(Bootstrap.Intervals(errors, seed: 5).F1, Bootstrap.Intervals(errors, seed: 6).F1);
    }

    [Fact]
    public void Intervals_hold_the_figure_and_narrow_with_more_texts_and_less_certainty()
    {
        ErrorAnalysis few = ErrorAnalysis.Of(Texts(30, seed: 1, right: 70));
        ErrorAnalysis many = ErrorAnalysis.Of(Texts(3000, seed: 1, right: 70));
        Assert.True(Bootstrap.Intervals(few).F1.Contains(few.Scores.F1));
        Assert.True(Width(Bootstrap.Intervals(many).F1) < Width(Bootstrap.Intervals(few).F1) / 5);
        Assert.True(Width(Bootstrap.Intervals(few, level: 0.5).F1) < Width(Bootstrap.Intervals(few).F1) / 2);

        static double Width(ConfidenceInterval interval) => interval.High - interval.Low;
    }

    [Fact]
    public void A_label_in_a_single_text_is_measured_where_it_is_drawn()
    {
        ErrorAnalysis errors = ErrorAnalysis.Of(
            [.. Texts(20, seed: 1, right: 50), (Docs.With("Oslo", ("Oslo", "RARE")), Docs.With("Oslo", ("Oslo", "RARE")))]);
        Assert.Equal(new ConfidenceInterval(1, 1), Bootstrap.Intervals(errors).ByLabel["RARE"].F1);
    }

    [Fact]
    public void What_has_no_value_in_any_sample_is_not_a_number()
    {
        ScoreIntervals intervals = Bootstrap.Intervals(ErrorAnalysis.Of([(Docs.With("a", ("a", "X")), Docs.With("a"))]));
        Assert.True(double.IsNaN(intervals.Overall.Precision.Low));
        Assert.Equal(new ConfidenceInterval(0, 0), intervals.F1);
        Assert.True(double.IsNaN(Bootstrap.Intervals(ErrorAnalysis.Of([])).F1.Low));
    }

    [Theory]
    [InlineData(0, 0.95)]
    [InlineData(10, 0)]
    [InlineData(10, 1)]
    [InlineData(10, double.NaN)]
    public void Impossible_samples_and_levels_are_refused(int samples, double level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Bootstrap.Intervals(ErrorAnalysis.Of([]), samples: samples, level: level));

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    public void The_p_value_of_texts_that_all_speak_for_one_is_two_in_all_ways_to_swap_them(int texts)
    {
        PipelineComparison comparison = Compare([.. Enumerable.Range(0, texts).Select(_ => (false, true))]);
        Assert.Equal(2 / Math.Pow(2, texts), comparison.PValue, 0.01);
        Assert.Equal(1, comparison.Difference);
    }

    [Fact]
    public void Pipelines_that_do_the_same_do_not_differ()
    {
        PipelineComparison comparison = Compare([(true, true), (false, false), (true, true)]);
        Assert.Equal((0, 1), (comparison.Difference, comparison.PValue));
        Assert.Equal(new ConfidenceInterval(0, 0), comparison.Overall.Interval);
        Assert.Empty(comparison.Differing);
    }

    [Fact]
    public void A_great_difference_has_the_smallest_p_value_there_is() => Assert.Equal(
        1 / 10_001.0, Compare([.. Enumerable.Range(0, 60).Select(i => (i < 20, i < 58))]).PValue, 12);

    [Fact]
    public void Compared_the_other_way_round_the_difference_changes_its_sign_and_nothing_else()
    {
        (bool A, bool B)[] found = [.. Enumerable.Range(0, 50).Select(i => (i % 3 == 0, i % 4 != 0))];
        PipelineComparison one = Compare(found);
        PipelineComparison other = Compare([.. found.Select(pair => (pair.B, pair.A))]);
        Assert.Equal(one.Difference, -other.Difference, 12);
        Assert.Equal(one.Overall.Interval.Low, -other.Overall.Interval.High, 12);
        Assert.Equal(one.PValue, other.PValue, 12);
        Assert.Equal(one.ByLabel["GPE"].PValue, one.PValue);
    }

    [Fact]
    public void Where_only_chance_tells_two_apart_p_is_below_a_twentieth_about_once_in_twenty()
    {
        var random = new RandomStream(99);
        int small = 0;
        const int Trials = 300;
        for (int trial = 0; trial < Trials; trial++)
        {
            (bool, bool)[] found = new (bool, bool)[60];
            for (int i = 0; i < found.Length; i++)
            {
                found[i] = (random.NextDouble() < 0.7, random.NextDouble() < 0.7);
            }

            small += Compare(found, shuffles: 400).PValue <= 0.05 ? 1 : 0;
        }

        Assert.InRange(small / (double)Trials, 0.02, 0.09);
    }

    [Fact]
    public void The_same_seed_gives_the_same_comparison()
    {
        (bool, bool)[] found = [.. Enumerable.Range(0, 50).Select(i => (i % 3 == 0, i % 5 != 0))];
        Assert.Equal(Compare(found, seed: 1).ToTable().ToString(), Compare(found, seed: 1).ToTable().ToString());
        Assert.NotEqual(Compare(found, seed: 1).ToString(), Compare(found, seed: 2).ToString());
    }

    [Fact]
    public void Texts_that_differ_are_listed_with_who_does_better()
    {
        PipelineComparison comparison = Compare([(true, true), (false, true), (true, false)]);
        Assert.Equal([(1, 1), (2, -1)], comparison.Differing.Select(text => (text.Index, text.Gain)));
    }

    [Fact]
    public void Other_texts_and_other_gold_are_refused()
    {
        ErrorAnalysis a = ErrorAnalysis.Of([(Docs.With("in Oslo", ("Oslo", "GPE")), Docs.With("in Oslo"))]);
        ErrorAnalysis marked = ErrorAnalysis.Of([(Docs.With("in Oslo", ("Oslo", "LOC")), Docs.With("in Oslo"))]);
        Assert.Contains("not marked alike", Assert.Throws<ArgumentException>(() => PipelineComparison.Of(a, marked)).Message);
        Assert.Contains("1 and 0", Assert.Throws<ArgumentException>(() => PipelineComparison.Of(a, ErrorAnalysis.Of([]))).Message);
    }

    /// <summary>Texts of one entity, which A and B find or not.</summary>
    private static PipelineComparison Compare((bool A, bool B)[] found, int seed = 42, int shuffles = 10_000)
    {
        return PipelineComparison.Of(
            Analysis(pair => pair.A), Analysis(pair => pair.B), seed: seed, shuffles: shuffles, samples: 500);

        ErrorAnalysis Analysis(Func<(bool A, bool B), bool> isFound) => ErrorAnalysis.Of(found.Select(pair =>
            (Docs.With("in Oslo", ("Oslo", "GPE")), isFound(pair) ? Docs.With("in Oslo", ("Oslo", "GPE")) : Docs.With("in Oslo"))));
    }

    private static IEnumerable<(Doc, Doc)> Texts(int count, ulong seed, int right)
    {
        var random = new RandomStream(seed);
        for (int i = 0; i < count; i++)
        {
            Doc gold = Docs.With("Bob lives in Oslo and Rome", ("Bob", "PERSON"), ("Oslo", "GPE"), ("Rome", "GPE"));
            Span[] predicted = [.. gold.Entities.Where(_ => random.NextDouble() * 100 < right)];
            yield return (gold, gold.WithEntities(
                random.NextDouble() < 0.2 ? [.. predicted, new Span(gold, 1, 2, "ORG")] : predicted));
        }
    }
}
