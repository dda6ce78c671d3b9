using FsCheck;
using FsCheck.Fluent;

namespace NerWorkshop.Tests.Tokenization;

/// <summary>What holds of any text whatever, lone surrogates included.</summary>
public class TokenizerProperties
{
    [Fact]
    public void Any_text_comes_back_from_its_tokens() =>
        Prop.ForAll(AnyText.Arbitrary, text => Reassemble(Tokenizer.English.Tokenize(text)) == text).QuickCheckThrowOnFailure();

    [Fact]
    public void Tokens_are_never_empty_and_never_overlap() =>
        Prop.ForAll(AnyText.Arbitrary, text =>
        {
            int end = 0;
            foreach (Token token in Tokenizer.English.Tokenize(text))
            {
                if (token.Text.Length == 0 || token.StartChar < end || token.EndChar > text.Length)
                {
                    return false;
                }

                end = token.EndChar;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_token_found_again_by_its_offsets() =>
        Prop.ForAll(AnyText.Arbitrary, text => Tokenizer.English.Tokenize(text) is var doc
            && doc.All(token => doc.CharSpan(token.StartChar, token.EndChar) is { Count: 1 } span && span.Start == token.Index))
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData('a')]
    [InlineData('(')]
    [InlineData('.')]
    [InlineData('@')]
    [InlineData('-')]
    [InlineData('/')]
    [InlineData('\'')]
    [InlineData('\ud83d')]
    [InlineData('\u0301')]
    public void A_million_of_one_character_is_cut_and_comes_back(char c)
    {
        string text = new(c, 1_000_000);
        Assert.Equal(text, Reassemble(Tokenizer.English.Tokenize(text)));
    }

    private static string Reassemble(Doc doc) => string.Concat(doc.Select(token => token.Text + token.Whitespace));
}
