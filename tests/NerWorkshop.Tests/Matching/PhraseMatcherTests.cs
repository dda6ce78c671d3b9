using FsCheck;
using FsCheck.Fluent;

namespace NerWorkshop.Tests.Matching;

public class PhraseMatcherTests
{
    private static readonly Doc Doc = Tokenizer.English.Tokenize("the black pill and the red pill");

    private static readonly Gen<string> Phrase =
        from words in Gen.NonEmptyListOf(Gen.Elements("a", "b", "c"))
        select string.Join(' ', words.Take(4));

    private static string Describe(IReadOnlyList<Span> matches) =>
        string.Join(", ", matches.Select(match => $"{match.Text}={match.Label}"));

    [Fact]
    public void A_removed_key_no_longer_matches_and_the_others_do()
    {
        var matcher = new PhraseMatcher();
        matcher.Add("A", "pill", "black pill", "red");
        matcher.Add("B", "black pill", "pill and");
        matcher.Add("C", "pill");
        Assert.True(matcher.Contains("A"));
        matcher.Remove("A");
        Assert.False(matcher.Contains("A"));
        Assert.Equal(2, matcher.Count);
        Assert.Equal(["B", "C"], matcher.Keys);
        Assert.Equal("black pill=B, pill=C, pill and=B, pill=C", Describe(matcher.Match(Doc)));
        Assert.Contains("B, C", Assert.Throws<KeyNotFoundException>(() => matcher.Remove("A")).Message);
        matcher.Add("A", "red pill");
        Assert.Equal(["B", "C", "A"], matcher.Keys);
        Assert.Contains("red pill=A", Describe(matcher.Match(Doc)));
    }

    [Fact]
    public void A_phrase_added_twice_under_a_key_matches_once()
    {
        var matcher = new PhraseMatcher();
        matcher.Add("A", "red", "red");
        matcher.Add("A", "red");
        Assert.Equal("red=A", Describe(matcher.Match(Doc)));
    }

    [Fact]
    public void Matching_a_span_sees_nothing_beyond_it()
    {
        var matcher = new PhraseMatcher();
        matcher.Add("A", "red pill", "the red");
        Assert.Equal("the red=A", Describe(matcher.Match(Doc[4..6])));
    }

    [Fact]
    public void A_callback_is_told_of_each_match_of_its_key()
    {
        var matcher = new PhraseMatcher();
        matcher.Add("A", "black");
        matcher.Add("B", "red");
        var seen = new List<string>();
        matcher.OnMatch("B", (_, doc, i, matches) => seen.Add($"{i} of {matches.Count}: {matches[i].Text} in {doc.Count}"));
        matcher.Match(Doc);
        Assert.Equal(["1 of 2: red in 7"], seen);
        Assert.Throws<KeyNotFoundException>(() => matcher.OnMatch("C", (_, _, _, _) => { }));
    }

    [Fact]
    public void An_attribute_that_is_not_of_the_word_alone_is_refused() => Assert.Contains(
        "EntityType", Assert.Throws<ArgumentOutOfRangeException>(() => new PhraseMatcher(TokenAttribute.EntityType)).Message);

    [Fact]
    public void Matches_are_those_of_a_matcher_that_tries_everything() =>
        Prop.ForAll(Arb.From(Gen.NonEmptyListOf(Phrase)), Arb.From(Gen.NonEmptyListOf(Phrase)), (phrases, pieces) =>
        {
            var matcher = new PhraseMatcher();
            foreach ((int i, string phrase) in phrases.Index())
            {
                matcher.Add($"K{i % 3}", phrase);
            }

            string[] removed = phrases.Count > 2 ? ["K1"] : [];
            Array.ForEach(removed, matcher.Remove);
            string[] words = string.Join(' ', pieces).Split(' ');
            IEnumerable<(int, int, string)> expected =
                from start in Enumerable.Range(0, words.Length)
                from end in Enumerable.Range(start + 1, words.Length - start)
                from phrase in phrases.Index()
                let key = $"K{phrase.Index % 3}"
                where !removed.Contains(key) && phrase.Item == string.Join(' ', words[start..end])
                select (start, end, key);
            IReadOnlyList<Span> actual = matcher.Match(NerWorkshop.Doc.FromWords(words));
            return actual.Select(m => (m.Start, m.End, m.Label)).Distinct().Count() == actual.Count
                && actual.Select(m => (m.Start, m.End, m.Label)).ToHashSet().SetEquals(expected);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
