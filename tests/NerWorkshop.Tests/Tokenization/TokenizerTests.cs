namespace NerWorkshop.Tests.Tokenization;

public class TokenizerTests
{
    [Theory]
    [InlineData("don't", "do|n't")]
    [InlineData("don’t", "do|n’t")]
    [InlineData("I'm gonna go", "I|'m|gon|na|go")]
    [InlineData("Mr. Smith's dog.", "Mr.|Smith|'s|dog|.")]
    [InlineData("10am", "10|am")]
    [InlineData("$5k", "$|5k")]
    [InlineData("5km", "5|km")]
    [InlineData("(hello)", "(|hello|)")]
    [InlineData("well-known", "well|-|known")]
    [InlineData("2020-12-25", "2020|-|12|-|25")]
    [InlineData("see https://example.com/a?b=c, ok", "see|https://example.com/a?b=c|,|ok")]
    [InlineData("½https://example.com/a,b ①ftp://example.com/x", "½https://example.com/a,b|①ftp://example.com/x")]
    [InlineData(":) lol", ":)|lol")]
    [InlineData("word...word", "word|...|word")]
    [InlineData("and/or", "and/or")]
    [InlineData("😀😀hi", "😀|😀|hi")]
    [InlineData("U.S.A.", "U.S.A.")]
    public void English_is_cut_as_spaCy_cuts_it(string text, string tokens) =>
        Assert.Equal(tokens, string.Join('|', Tokenizer.English.Tokenize(text)));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("  a  b\t\nc \u00A0d ")]
    [InlineData("\ud800 lone \udc00surrogates")]
    [InlineData("\u200bzero\u200dwidth\ufeff")]
    public void White_space_and_odd_characters_are_never_lost(string text) =>
        Assert.Equal(text, string.Concat(Tokenizer.English.Tokenize(text).Select(t => t.Text + t.Whitespace)));

    [Fact]
    public void A_contraction_knows_the_words_it_stands_for() =>
        Assert.Equal(["can", "not"], Tokenizer.English.Tokenize("can't").Select(token => token.Norm));

    [Fact]
    public void A_word_of_a_million_letters_is_one_token() =>
        Assert.Single(Tokenizer.English.Tokenize(new string('a', 1_000_000)));

    [Theory]
    [InlineData("((((")]
    [InlineData("a.a.")]
    [InlineData("@a.")]
    [InlineData("-")]
    [InlineData("….")]
    public void Long_runs_of_punctuation_are_cut_in_reasonable_time(string unit)
    {
        string text = string.Concat(Enumerable.Repeat(unit, 5_000));
        Assert.Equal(text, string.Concat(Tokenizer.English.Tokenize(text).Select(t => t.Text)));
    }

    [Fact]
    public void The_same_text_from_many_threads_gives_the_same_tokens()
    {
        string[] texts = [.. Enumerable.Range(0, 2_000).Select(i => $"user{i % 50}'s post no. {i}: don't (ever) @me!!")];
        string[] expected = [.. texts.Select(text => string.Join('|', Tokenizer.English.Tokenize(text)))];
        string[] actual = new string[texts.Length];
        Parallel.For(0, texts.Length, i => actual[i] = string.Join('|', Tokenizer.English.Tokenize(texts[i])));
        Assert.Equal(expected, actual);
    }
}
