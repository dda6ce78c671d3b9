namespace NerWorkshop.Tests.Recognition;

public class WordCountsTests
{
    [Fact]
    public void Counts_add_up_word_by_word()
    {
        WordCounts counts = WordCounts.None
            .With(new Dictionary<ulong, (int, int)> { [5] = (1, 2), [3] = (4, 0) })
            .With(new Dictionary<ulong, (int, int)> { [9] = (1, 1), [5] = (10, 20), [1] = (0, 7) })
            .With(new Dictionary<ulong, (int, int)>());

        Assert.Equal([1, 3, 5, 9], counts.Words.ToArray());
        Assert.Equal([(0, 7), (4, 0), (11, 22), (1, 1)], counts.Counts.ToArray());
    }

    [Fact]
    public void A_word_is_told_by_how_often_it_is_written_in_either_way()
    {
        var bill = new WordTraits(Lexeme.Of("Bill"));
        WordCounts counts = WordCounts.None.With(new Dictionary<ulong, (int, int)> { [bill.Lower] = (2, 1) });

        Assert.NotEqual(WordCounts.None.Bucket(bill), counts.Bucket(bill));
        Assert.NotEqual(counts.Bucket(bill), counts.Bucket(bill, ownIsCounted: true, ownIsCapital: true));
    }
}
