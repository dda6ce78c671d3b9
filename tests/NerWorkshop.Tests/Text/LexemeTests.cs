namespace NerWorkshop.Tests.Text;

public class LexemeTests
{
    [Theory]
    [InlineData("Reddit", "Xxxxx")]
    [InlineData("COVID", "XXXX")]
    [InlineData("a1b2", "xdxd")]
    [InlineData("1234567", "dddd")]
    [InlineData("C++", "X++")]
    [InlineData("......", "....")]
    [InlineData("😀😀😀😀😀", "😀😀😀😀")]
    [InlineData("ÀÉ", "XX")]
    public void Shape_maps_letters_and_digits_and_cuts_runs_after_four(string word, string shape) =>
        Assert.Equal(shape, Lexeme.Of(word).Shape);

    [Fact]
    public void Shape_of_a_very_long_word_is_LONG() => Assert.Equal("LONG", Lexeme.Of(new string('x', 100)).Shape);

    [Theory]
    [InlineData("İstanbul", "i\u0307stanbul")]
    [InlineData("ΟΔΟΣ", "οδος")]
    [InlineData("ΣΑΣ", "σας")]
    [InlineData("STRASSE", "strasse")]
    [InlineData("already", "already")]
    public void Lower_is_Unicodes_full_mapping_in_any_culture(string word, string lower) =>
        Assert.Equal(lower, Lexeme.Of(word).Lower);

    [Theory]
    [InlineData("“", "\"")]
    [InlineData("—", "-")]
    [InlineData("€", "$")]
    [InlineData("Word", "word")]
    public void Norm_unifies_quotes_dashes_and_currencies(string word, string norm) =>
        Assert.Equal(norm, Lexeme.Of(word).Norm);

    [Theory]
    [InlineData("10,000", true)]
    [InlineData("-3.5", true)]
    [InlineData("1/2", true)]
    [InlineData("twelve", true)]
    [InlineData("Third", true)]
    [InlineData("22nd", true)]
    [InlineData("²", true)]
    [InlineData("1/2/3", false)]
    [InlineData("dozen", false)]
    [InlineData("th", false)]
    [InlineData("-", false)]
    public void Like_num_knows_digits_fractions_words_and_ordinals(string word, bool expected) =>
        Assert.Equal(expected, Lexeme.Of(word).Has(TokenFlags.LikeNum));

    [Theory]
    [InlineData("https://x", true)]
    [InlineData("www.x", true)]
    [InlineData("reddit.com", true)]
    [InlineData("reddit.com/r/dotnet", true)]
    [InlineData("1.2.3.4", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("end.", false)]
    [InlineData("me@site.com", false)]
    [InlineData("no", false)]
    public void Like_url_knows_schemes_hosts_and_public_addresses(string word, bool expected) =>
        Assert.Equal(expected, Lexeme.Of(word).Has(TokenFlags.LikeUrl));

    [Theory]
    [InlineData("me@site.com", true)]
    [InlineData("a.b+c@x-y.org", true)]
    [InlineData("@site.com", false)]
    [InlineData("me@site", false)]
    [InlineData("mé@site.com", false)]
    public void Like_email_asks_for_a_user_a_host_and_a_dot(string word, bool expected) =>
        Assert.Equal(expected, Lexeme.Of(word).Has(TokenFlags.LikeEmail));

    [Theory]
    [InlineData("Hello", TokenFlags.IsTitle | TokenFlags.IsAlpha | TokenFlags.IsAscii)]
    [InlineData("USA", TokenFlags.IsUpper | TokenFlags.IsAlpha)]
    [InlineData("n't", TokenFlags.IsStop | TokenFlags.IsLower)]
    [InlineData("(", TokenFlags.IsPunct | TokenFlags.IsBracket | TokenFlags.IsLeftPunct)]
    [InlineData("“", TokenFlags.IsPunct | TokenFlags.IsQuote | TokenFlags.IsLeftPunct)]
    [InlineData("£", TokenFlags.IsCurrency)]
    [InlineData("\n\n", TokenFlags.IsSpace)]
    public void Flags_hold_as_in_spaCy(string word, TokenFlags flags) => Assert.True(Lexeme.Of(word).Has(flags));

    [Fact]
    public void Prefix_and_suffix_never_cut_a_surrogate_pair()
    {
        Lexeme lexeme = Lexeme.Of("😀ab😀");
        Assert.Equal("😀", lexeme.Prefix);
        Assert.Equal("ab😀", lexeme.Suffix);
        Assert.Equal(4, lexeme.Length);
    }
}
