namespace NerWorkshop.Tests.Training;

public class ModelAverageTests
{
    [Fact]
    public void Weights_are_means_and_a_feature_that_one_lacks_counts_as_0_there()
    {
        CrfModel average = ModelAverage.Of([Model((11, 10), (21, 8)), Model((11, 30), (31, -4))], 2.5 * CrfModel.Unit);

        // The last one has a mean of −2, which is too small to keep.
        Assert.Equal([11ul, 21ul], average.Features.Features.ToArray());
        Assert.Equal([20, 4], average.Features.Features.ToArray().Select(feature => Weight(average, feature)));
    }

    [Fact]
    public void Of_one_model_it_is_that_model()
    {
        CrfModel model = Model((11, 10));

        Assert.Same(model, ModelAverage.Of([model], smallestWeight: 1));
    }

    private static CrfModel Model(params (ulong Feature, sbyte Weight)[] weights)
    {
        CrfModel blank = CrfModel.Blank(["A"]);
        var rows = new sbyte[weights.Length * blank.RowWidth];
        for (int i = 0; i < weights.Length; i++)
        {
            rows[(i * blank.RowWidth) + 1] = weights[i].Weight;
        }

        return new CrfModel(
            blank.Tags, new FeatureRows([.. weights.Select(weight => weight.Feature)]), rows, blank.Transitions, blank.Counts,
            blank.Settings);
    }

    private static int Weight(CrfModel model, ulong feature) => model.Rows[(model.Features.Find(feature) * model.RowWidth) + 1];
}
