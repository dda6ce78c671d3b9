namespace NerWorkshop.Tests.Training;

public class ExampleTests
{
    [Fact]
    public void The_first_occurrence_of_each_substring_is_marked()
    {
        var example = Example.Create("Reddit and Tinder, then Reddit", ("Tinder", "PLATFORM"), ("Reddit", "PLATFORM"));

        Assert.Equal(
            [(0, 6, "PLATFORM"), (11, 17, "PLATFORM")],
            example.Reference.Entities.Select(e => (e.StartChar, e.EndChar, e.Label)));
    }

    [Fact]
    public void A_substring_given_twice_takes_its_next_occurrence()
    {
        var example = Example.Create("Reddit and Reddit", ("Reddit", "PLATFORM"), ("Reddit", "PLATFORM"));

        Assert.Equal([0, 11], example.Reference.Entities.Select(e => e.StartChar));
    }

    [Fact]
    public void A_part_of_a_token_is_refused_with_the_list_of_tokens()
    {
        var error = Assert.Throws<ArgumentException>(() => Example.Create("The Redpill forum", ("Red", "IDEOLOGY")));

        Assert.Contains("'Red' (4 to 7) does not start and end with tokens", error.Message);
        Assert.Contains("[The] [Redpill] [forum]", error.Message);
    }

    [Fact]
    public void A_substring_that_is_not_there_is_refused_with_the_list_of_tokens()
    {
        var error = Assert.Throws<ArgumentException>(() => Example.Create("The Redpill forum", ("redpill", "IDEOLOGY")));

        Assert.Contains("'redpill' does not occur", error.Message);
        Assert.Contains("other capitals", error.Message);
        Assert.Contains("[The] [Redpill] [forum]", error.Message);
    }

    [Fact]
    public void Overlapping_entities_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => Example.Create("New York City", ("New York", "GPE"), ("York City", "GPE")));

        Assert.Contains("'York City' (GPE) overlaps 'New York' (GPE)", error.Message);
    }

    [Fact]
    public void Offsets_count_chars_or_code_points_as_the_name_says()
    {
        const string Text = "😂 Tinder";

        Assert.Equal("Tinder", Example.FromCodePoints(Text, [(2, 8, "PLATFORM")]).Reference.Entities[0].Text);
        Assert.Equal("Tinder", Example.FromOffsets(Text, [(3, 9, "PLATFORM")]).Reference.Entities[0].Text);
    }

    [Fact]
    public void Offsets_beyond_the_text_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Example.FromCodePoints("😂 Tinder", [(2, 9, "PLATFORM")]));

        Assert.Contains("There is no text", error.Message);
    }
}
