namespace NerWorkshop.Tests.Text;

public class DocTests
{
    private static readonly Doc Doc = Tokenizer.English.Tokenize("Jane Smith doesn't live in New York.");

    [Fact]
    public void Tokens_and_the_spaces_between_them_give_back_the_text() =>
        Assert.Equal(Doc.Text, string.Concat(Doc.Select(token => token.Text + token.Whitespace)));

    [Fact]
    public void A_slice_has_the_text_between_its_first_and_last_token() => Assert.Equal("Jane Smith", Doc[0..2].Text);

    [Fact]
    public void The_last_token_is_at_index_from_end_one() => Assert.Equal(".", Doc[^1].Text);

    [Fact]
    public void An_index_beyond_the_end_says_how_many_tokens_there_are()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Doc[99]);
        Assert.Contains("9 tokens", error.Message);
    }

    [Theory]
    [InlineData(0, 10, "Jane Smith")]
    [InlineData(11, 15, "does")]
    [InlineData(15, 18, "n't")]
    public void CharSpan_finds_the_tokens_between_two_offsets(int start, int end, string text) =>
        Assert.Equal(text, Doc.CharSpan(start, end, "X")?.Text);

    [Theory]
    [InlineData(1, 10)]
    [InlineData(0, 9)]
    [InlineData(4, 10)]
    [InlineData(3, 3)]
    [InlineData(-1, 4)]
    [InlineData(0, 999)]
    public void CharSpan_is_null_where_an_offset_is_not_at_the_edge_of_a_token(int start, int end) =>
        Assert.Null(Doc.CharSpan(start, end));

    [Theory]
    [InlineData(1, 10, SpanAlignment.Contract, "Smith")]
    [InlineData(1, 8, SpanAlignment.Expand, "Jane Smith")]
    [InlineData(4, 7, SpanAlignment.Expand, "Smith")]
    [InlineData(1, 3, SpanAlignment.Contract, null)]
    [InlineData(4, 5, SpanAlignment.Expand, null)]
    public void CharSpan_contracts_or_expands_to_whole_tokens(
        int start, int end, SpanAlignment alignment, string? text) =>
        Assert.Equal(text, Doc.CharSpan(start, end, "X", alignment)?.Text);

    [Fact]
    public void Entities_come_in_order_and_tokens_know_theirs()
    {
        Doc doc = Doc.WithEntities([Doc.CharSpan(27, 35, "GPE")!, Doc.CharSpan(0, 10, "PERSON")!]);
        Assert.Equal(["Jane Smith", "New York"], doc.Entities.Select(entity => entity.Text));
        Assert.Equal(
            ["B", "I", "O", "O", "O", "O", "B", "I", "O"],
            doc.Select(token => token.EntityIob));
        Assert.Equal("GPE", doc[7].EntityType);
        Assert.Equal("", doc[3].EntityType);
    }

    [Fact]
    public void A_document_stays_as_it_is_when_entities_are_set()
    {
        Doc doc = Doc.WithEntities([new Span(Doc, 0, 2, "PERSON")]);
        Assert.Empty(Doc.Entities);
        Assert.Same(doc, doc.Entities[0].Doc);
    }

    [Fact]
    public void Overlapping_entities_are_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(
            () => Doc.WithEntities([new Span(Doc, 0, 2, "PERSON"), new Span(Doc, 1, 3, "ORG")]));
        Assert.Contains("'Jane Smith' (PERSON)", error.Message);
        Assert.Contains("(ORG)", error.Message);
    }

    [Fact]
    public void An_entity_of_another_text_is_refused()
    {
        Doc other = Tokenizer.English.Tokenize("Jane Smith");
        Assert.Throws<ArgumentException>(() => Doc.WithEntities([new Span(other, 0, 2, "PERSON")]));
    }

    [Fact]
    public void FromWords_keeps_the_words_it_is_given()
    {
        Doc doc = Doc.FromWords(["don't", "stop", "."], [true, false, false]);
        Assert.Equal("don't stop.", doc.Text);
        Assert.Equal(3, doc.Count);
        Assert.False(doc[1].HasSpaceAfter);
    }

    [Fact]
    public void FromWords_refuses_an_empty_word_and_says_which() =>
        Assert.Contains("Word 1", Assert.Throws<ArgumentException>(() => Doc.FromWords(["a", ""])).Message);
}
