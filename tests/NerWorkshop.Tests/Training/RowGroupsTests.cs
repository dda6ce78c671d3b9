namespace NerWorkshop.Tests.Training;

public class RowGroupsTests
{
    [Fact]
    public void Groups_keep_their_rows_and_lose_what_has_none()
    {
        var numbers = new FeatureNumbers(threads: 2);
        FeatureBatch[] batches = [Batch([10, 20], [], [30]), Batch([20, 40])];
        numbers.Number(batches);
        var groups = new RowGroups();
        groups.Append(batches);
        ulong[] features = numbers.ToArray();

        // All but the feature 20 get rows.
        groups.Renumber([.. features.Select(feature => feature is 0 or 21 ? -1 : (int)feature)]);

        Assert.Equal([11], groups.Of(0, 1).ToArray());
        Assert.Empty(groups.Of(1, 2).ToArray());
        Assert.Equal([31, 41], groups.Of(2, 4).ToArray());
        Assert.Equal([11, 31, 41], groups.All.ToArray());
    }

    [Fact]
    public void Numbers_do_not_depend_on_the_number_of_threads()
    {
        var random = new RandomStream(1);
        FeatureBatch[] batches = [.. Enumerable.Range(0, 20).Select(_ =>
            Batch([.. Enumerable.Range(0, 500).Select(_ => StableHash.Mix(random.Next() % 3000, 1))]))];

        Assert.Equal(NumbersWith(1), NumbersWith(8));

        int[] NumbersWith(int threads)
        {
            var numbers = new FeatureNumbers(threads);
            numbers.Number(batches);
            int[] all = [.. batches.SelectMany(batch => batch.Numbers)];
            numbers.Find(batches);
            Assert.Equal(all, batches.SelectMany(batch => batch.Numbers));
            Assert.All(all, number => Assert.InRange(number, 0, numbers.End - 1));
            return all;
        }
    }

    [Fact]
    public void A_feature_never_met_has_no_number()
    {
        var numbers = new FeatureNumbers(threads: 1);
        numbers.Number([Batch([10])]);
        FeatureBatch batch = Batch([10, 50]);

        numbers.Find([batch]);

        Assert.Equal(-1, batch.Numbers[1]);
        Assert.NotEqual(-1, batch.Numbers[0]);
    }

    private static FeatureBatch Batch(params ulong[][] groups)
    {
        var batch = new FeatureBatch();
        foreach (ulong[] group in groups)
        {
            batch.Features.AddRange(group);
            batch.EndGroup();
        }

        return batch;
    }
}
