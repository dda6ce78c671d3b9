using System.Security.Cryptography;
using System.Text;

namespace NerWorkshop.Tests.Recognition;

public class NameListsTests
{
    [Fact]
    public void Words_and_phrases_are_known_in_any_case()
    {
        Doc doc = Tokenizer.English.Tokenize("Geneva, NEW YORK, U.S. and geneva");
        NameLists lists = NameLists.English;

        Assert.True(lists.Contains("city", doc, 0, 1));
        Assert.True(lists.Contains("city", doc, 2, 4));
        Assert.True(lists.Contains("country", doc, 5, 6));
        Assert.False(lists.Contains("country", doc, 0, 1));
        Assert.False(lists.Contains("country", doc, 2, 4));
    }

    [Fact]
    public void The_longest_phrase_counts()
    {
        WordTraits[] words = [.. Tokenizer.English.Tokenize("New York City Hall").Select(t => new WordTraits(t.Lexeme))];

        Assert.NotEqual(0u, NameLists.English.LongestPhrase(words, out int length));
        Assert.Equal(3, length);
    }

    // The lists are features: a model trained with other ones does not know what these mean.
    [Theory]
    [InlineData("Names", "a0bcd9e67ae89341")]
    [InlineData("Classes", "5d77ffa94436be9c")]
    public void The_lists_change_only_together_with_the_feature_set_of_the_model_file(string lists, string expected)
    {
        string folder = Path.Combine(Repository.Root, "lib", "NerWorkshop", "Recognition", lists);
        string all = string.Concat(Directory.GetFiles(folder).Order(StringComparer.Ordinal)
            .Select(path => Path.GetFileName(path) + "\n" + File.ReadAllText(path).ReplaceLineEndings("\n")));

        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..16];

        Assert.Equal((3, expected), (ModelFile.FeatureSet, hash));
    }
}
