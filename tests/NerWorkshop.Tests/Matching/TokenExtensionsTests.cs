namespace NerWorkshop.Tests.Matching;

public class TokenExtensionsTests
{
    private static readonly string[] Platforms = ["reddit", "tinder"];

    public TokenExtensionsTests()
    {
        TokenExtensions.Set("is_platform", token => Platforms.Contains(token.Lower));
        TokenExtensions.Set("vowels", token => token.Lower.Count("aeiou".Contains));
        TokenExtensions.Set("letters", token => token.Lower.Select(c => c.ToString()).ToList());
        TokenExtensions.Set("share", token => token.Length / 4.0);
        TokenExtensions.Set("nothing", _ => null);
        TokenExtensions.Set("nested", _ => new object[] { new[] { "a" } });
        TokenExtensions.Set("reversed", token => string.Concat(token.Lower.Reverse()));
    }

    [Theory]
    [InlineData("""{"is_platform": true}""", "Reddit Tinder")]
    [InlineData("""{"is_platform": false, "vowels": 0}""", ".")]
    [InlineData("""{"vowels": {">=": 2}}""", "Reddit Tinder")]
    [InlineData("""{"vowels": {"IN": [1]}}""", "or")]
    [InlineData("""{"letters": {"INTERSECTS": ["x", "o"]}}""", "or")]
    [InlineData("""{"letters": {"IS_SUPERSET": ["d", "e", "r"]}}""", "Reddit Tinder")]
    [InlineData("""{"letters": {"IS_SUBSET": ["o", "r", "."]}}""", "or .")]
    [InlineData("""{"reversed": "ro"}""", "or")]
    [InlineData("""{"is_platform": 1, "vowels": 2}""", "Reddit Tinder")]
    [InlineData("""{"vowels": "2"}""", "")]
    [InlineData("""{"share": 0.5}""", "or")]
    [InlineData("""{"share": {"<": 1.5}}""", "or .")]
    [InlineData("""{"reversed": {">": "s"}}""", "Reddit")]
    [InlineData("""{"nothing": {"IS_SUBSET": ["a"]}}""", "")]
    [InlineData("""{"nothing": {"NOT_IN": ["a"]}}""", "")]
    [InlineData("""{"nothing": {"!=": "a"}}""", "Reddit or Tinder .")]
    [InlineData("""{"nested": {"INTERSECTS": ["a"]}}""", "")]
    [InlineData("""{"reversed": {"REGEX": "^tid"}}""", "Reddit")]
    [InlineData("""{"reversed": {"FUZZY1": "r"}}""", "or .")]
    [InlineData("""{"reversed": {"NOT_IN": ["ro", "."]}}""", "Reddit Tinder")]
    public void A_pattern_may_ask_for_attributes_of_ones_own(string extensions, string expected)
    {
        var matcher = new Matcher();
        matcher.AddJson("X", $$"""[{"_": {{extensions}}}]""");
        Assert.Equal(expected, string.Join(' ', matcher.Match(Tokenizer.English.Tokenize("Reddit or Tinder."))));
    }

    [Theory]
    [InlineData("""{"vowels": {"MORE": 1}}""", "'MORE'")]
    [InlineData("""{"vowels": {"IN": 1}}""", "a list")]
    [InlineData("""{"vowels": [1]}""", "[1]")]
    [InlineData("""{"vowels": {">": null}}""", "null")]
    public void A_predicate_that_makes_no_sense_is_refused(string extensions, string expected)
    {
        string message = Assert.Throws<PatternException>(() => new Matcher().AddJson("X", $$"""[{"_": {{extensions}}}]""")).Message;
        Assert.Contains(expected, message);
        Assert.Contains("_.vowels", message);
    }

    [Fact]
    public void An_attribute_that_is_not_set_is_refused_with_the_remedy() => Assert.Contains(
        "TokenExtensions.Set(\"is_meme\"",
        Assert.Throws<PatternException>(() => new Matcher().AddJson("X", """[{"_": {"is_meme": true}}]""")).Message);
}
