namespace NerWorkshop.Tests.Text;

public class BoundedCacheTests
{
    [Fact]
    public void A_word_is_taken_in_when_it_comes_for_the_second_time()
    {
        var cache = new BoundedCache<object>(capacity: 16, longestKey: 8);
        Assert.Null(cache.Find("word", out int hash));
        Assert.False(cache.Admits("word", hash));
        Assert.True(cache.Admits("word", hash));
        object value = new();
        cache.Set("word", hash, value);
        Assert.Same(value, cache.Find("word", out _));
    }

    [Fact]
    public void A_long_word_is_never_taken_in()
    {
        var cache = new BoundedCache<object>(capacity: 16, longestKey: 3);
        cache.Find("word", out int hash);
        Assert.False(cache.Admits("word", hash));
        Assert.False(cache.Admits("word", hash));
    }

    [Fact]
    public void However_many_words_come_no_more_than_the_capacity_stay()
    {
        var cache = new BoundedCache<object>(capacity: 16, longestKey: 8);
        string[] words = [.. Enumerable.Range(0, 1_000).Select(i => $"w{i}")];
        foreach (string word in words)
        {
            cache.Find(word, out int hash);
            cache.Set(word, hash, word);
        }

        string[] kept = [.. words.Where(word => cache.Find(word, out _) is not null)];
        Assert.InRange(kept.Length, 1, 16);
        Assert.All(kept, word => Assert.Equal(word, cache.Find(word, out _)));
    }
}
