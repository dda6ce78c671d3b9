namespace NerWorkshop.Tests.Evaluation;

public class CalibrationTests
{
    [Fact]
    public void The_error_is_the_gap_between_promise_and_truth_weighed_by_the_entities_of_each_bin()
    {
        // Four at 0.9, of which three are right: off by 0.15. One at 0.2 that is wrong: off by 0.2.
        var calibration = Calibration.Measure(
        [
            new JudgedEntity(0.9, true), new JudgedEntity(0.9, true), new JudgedEntity(0.9, true),
            new JudgedEntity(0.9, false), new JudgedEntity(0.2, false),
        ]);

        Assert.Equal(((4 * 0.15) + 0.2) / 5, calibration.ExpectedError, precision: 9);
        Assert.Equal(5, calibration.Count);
        CalibrationBin top = calibration.Bins[9];
        Assert.Equal((4, 0.75), (top.Count, top.ShareRight));
        Assert.Equal(0.9, top.MeanProbability, precision: 9);
    }

    [Fact]
    public void A_probability_of_one_falls_into_the_last_bin_and_none_into_none()
    {
        Assert.Equal(1, Calibration.Measure([new JudgedEntity(1, true)]).Bins[9].Count);
        Assert.Equal(0, Calibration.Measure([]).ExpectedError);
    }

    [Fact]
    public void It_shows_a_row_for_each_bin_that_has_entities()
    {
        Table table = Calibration.Measure([new JudgedEntity(0.05, false), new JudgedEntity(0.95, true)]).ToTable();

        Assert.Equal(2, table.RowCount);
        Assert.Contains("Expected calibration error 0.050 over 2 entities", table.ToString());
    }

    [Fact]
    public void A_threshold_trades_recall_for_precision()
    {
        JudgedEntity[] found = [new(0.95, true), new(0.7, true), new(0.4, false), new(0.3, true)];

        var tradeOff = ThresholdTradeOff.Measure(found, wanted: 5);

        Assert.Equal(new Score(3, 1, 2), tradeOff.Points[0].Score);
        Assert.Equal(new Score(2, 0, 3), tradeOff.Points.Single(point => point.Threshold == 0.5).Score);
        Assert.Equal(0, tradeOff.Best.Threshold);
    }

    [Fact]
    public void What_rules_find_stays_at_every_threshold()
    {
        var tradeOff = ThresholdTradeOff.Measure([new JudgedEntity(0.5, false)], wanted: 3, always: new Score(2, 1, 0));

        Assert.Equal(new Score(2, 2, 1), tradeOff.Points[0].Score);
        Assert.Equal(new Score(2, 1, 1), tradeOff.Points[^1].Score);
    }

    [Fact]
    public void Without_annotation_the_entities_left_are_counted()
    {
        Doc doc = Doc.FromWords(["Anna", "met", "Bob", "in", "Rome"]);
        var counts = new ThresholdCounts();
        counts.Add(doc.WithEntities(
        [
            new Span(doc, 0, 1, "PERSON", probability: 0.9), new Span(doc, 2, 3, "PERSON", probability: 0.3),
            new Span(doc, 4, 5, "GPE"),
        ]));

        Assert.Equal((2, 1, 0), (counts.Count, counts.AtLeast(0.5), counts.AtLeast(0.95)));
    }
}
