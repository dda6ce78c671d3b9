namespace NerWorkshop.Tests.Recognition;

public class SortedKeysTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void Every_key_is_found_at_its_place_and_no_other_one_is(int count)
    {
        var random = new RandomStream(7);
        ulong[] all = [.. Enumerable.Range(0, 2 * count).Select(_ => random.Next()).Order()];
        ulong[] keys = [.. all.Where((_, i) => i % 2 == 0)];

        var sorted = new SortedKeys(keys);

        Assert.Equal(Enumerable.Range(0, count), keys.Select(sorted.Find));
        Assert.All(all.Where((_, i) => i % 2 == 1), key => Assert.Equal(-1, sorted.Find(key)));
    }

    [Fact]
    public void Keys_may_lie_at_the_ends_and_close_together()
    {
        ulong[] keys = [0, 1, 2, 3, ulong.MaxValue - 1, ulong.MaxValue];

        var sorted = new SortedKeys(keys);

        Assert.Equal([0, 1, 2, 3, 4, 5], keys.Select(sorted.Find));
        Assert.Equal(-1, sorted.Find(4));
        Assert.Equal(-1, sorted.Find(1UL << 40));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 1)]
    public void Keys_out_of_order_or_given_twice_are_refused(ulong first, ulong second) =>
        Assert.Throws<ArgumentException>(() => new SortedKeys([first, second]));
}
