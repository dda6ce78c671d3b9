namespace NerWorkshop.Tests.Recognition;

public class WordSequenceTests
{
    [Theory]
    [InlineData("He was great in UFC. He left.", 2)]
    [InlineData("We moved to Ft. Worth. It was hot!", 2)]
    [InlineData("MRS. Temple met dr. house at mt. fuji", 1)]
    [InlineData("He is 6 ft. She is 5.", 2)]
    [InlineData("Is it? Yes… no.", 2)]
    [InlineData("one line\nanother line", 2)]
    [InlineData("He said \"Stop!\" and left.", 1)]
    public void Sentences_end_at_stops_but_not_after_an_abbreviation_before_a_name(string text, int sentences)
    {
        var words = new WordSequence();

        words.Read(Tokenizer.English.Tokenize(text));

        Assert.Equal(sentences, words.SentenceStarts.Count);
    }
}
