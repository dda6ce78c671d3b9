namespace NerWorkshop.Tests.Recognition;

public class WordClassesTests
{
    [Theory]
    [InlineData("onion", "vegetable")]
    [InlineData("onions", "vegetable")]
    [InlineData("ministers", "office_holder")]
    [InlineData("cities", "settlement")]
    [InlineData("wives", "kinship")]
    [InlineData("simmering", "cooking_verb")]
    [InlineData("hopped", "verb_motion")]
    [InlineData("announced", "verb_communication")]
    [InlineData("laziest", "adjective_character")]
    [InlineData("km", "measure_unit")]
    public void A_word_and_its_inflected_forms_are_of_the_same_class(string word, string expected) =>
        Assert.Contains(expected, Classes(word));

    [Fact]
    public void A_word_of_several_meanings_has_several_classes() =>
        Assert.Superset(new HashSet<string> { "vehicle_part", "body_part" }, Classes("trunk").ToHashSet());

    [Theory]
    [InlineData("")]
    [InlineData("zq")]
    [InlineData("ing")]
    [InlineData("qwxzing")]
    [InlineData("😂😂😂")]
    [InlineData("42")]
    public void What_is_no_common_word_has_no_class(string word) => Assert.Empty(Classes(word));

    [Fact]
    public void A_word_of_any_length_can_be_asked_for() => Assert.Empty(Classes(new string('s', 100_000)));

    // Base forms are looked up as they stand: a capital or a space would never be found.
    [Fact]
    public void The_lists_hold_lower_cased_words_in_order_and_each_once()
    {
        IReadOnlyList<(string Name, string Text)> lists = EmbeddedLists.Read("Classes");

        Assert.InRange(lists.Count, 100, 256);
        foreach ((string name, string text) in lists)
        {
            string[] words = text.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            Assert.All(words, word => Assert.True(word == word.ToLowerInvariant() && !word.Contains(' '), $"{name}: {word}"));
            Assert.Equal(words.Distinct().Order(StringComparer.Ordinal), words);
        }
    }

    [Fact]
    public void What_is_learned_of_some_words_counts_for_their_like()
    {
        string[] fruits = ["apples", "pears", "plums", "cherries"];
        string[] tools = ["hammers", "drills", "saws", "pliers"];
        var recognizer = new EntityRecognizer();
        new Trainer(recognizer, seed: 1).Train(
            [
                .. fruits.Select(word => Example.Create($"We bought {word} there.", (word, "FRUIT"))),
                .. tools.Select(word => Example.Create($"We bought {word} there.")),
            ],
            cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(["quinces"], Found("We bought quinces there."));
        Assert.Empty(Found("We bought chisels there."));

        IEnumerable<string> Found(string text) =>
            recognizer.Process(Tokenizer.English.Tokenize(text)).Entities.Select(entity => entity.Text);
    }

    private static IEnumerable<string> Classes(string word)
    {
        List<string> names = [];
        foreach (byte wordClass in WordClasses.English.Of(word).Span)
        {
            names.Add(WordClasses.English.Names[wordClass]);
        }

        return names;
    }
}
