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

    // An entry broken by the end of a line would be two wrong ones.
    [Fact]
    public void The_lists_hold_lower_cased_entries_in_order_and_each_once_and_no_line_ends_within_one()
    {
        foreach ((string name, string text) in EmbeddedLists.Read("Names"))
        {
            string[] lines = text.TrimEnd().Split('\n', StringSplitOptions.TrimEntries);
            Assert.All(lines[..^1], line => Assert.True(line.EndsWith(','), $"{name}: {line}"));
            string[] entries = text.Split(',', StringSplitOptions.TrimEntries);
            Assert.All(entries, entry => Assert.True(entry.Length > 0 && entry == entry.ToLowerInvariant(), $"{name}: {entry}"));
            Assert.Equal(entries.Distinct().Order(StringComparer.Ordinal), entries);
        }
    }

    // Reading the lists skips the tokenizer where this holds.
    [Fact]
    public void Plain_words_are_one_token()
    {
        IEnumerable<string> words = EmbeddedLists.Read("Names").SelectMany(list => list.Text.Split([',', ' ', '\n']))
            .Where(word => Tokenizer.English.IsPlainWord(word));

        Assert.All(words, word => Assert.Equal([word], Tokenizer.English.Tokenize(word).Select(token => token.Text)));
        Assert.All(["", "wed", "gonna", "o'neil", "5km", "u.s.", "a b"], text => Assert.False(Tokenizer.English.IsPlainWord(text), text));
    }

    // The lists are features: a model trained with other ones does not know what these mean.
    [Theory]
    [InlineData("Names", "95d05059dec205f9")]
    [InlineData("Classes", "5d77ffa94436be9c")]
    public void The_lists_change_only_together_with_the_feature_set_of_the_model_file(string lists, string expected)
    {
        string folder = Path.Combine(Repository.Root, "lib", "NerWorkshop", "Recognition", lists);
        string all = string.Concat(Directory.GetFiles(folder).Order(StringComparer.Ordinal)
            .Select(path => Path.GetFileName(path) + "\n" + File.ReadAllText(path).ReplaceLineEndings("\n")));

        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..16];

        Assert.Equal((4, expected), (ModelFile.FeatureSet, hash));
    }
}
