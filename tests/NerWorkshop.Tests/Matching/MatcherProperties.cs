using FsCheck;
using FsCheck.Fluent;

namespace NerWorkshop.Tests.Matching;

/// <summary>The matcher against one that tries everything, on small random patterns and texts.</summary>
public class MatcherProperties
{
    private static readonly string[] Words = ["a", "b", "c"];
    private static readonly string[] Operators = ["1", "!", "?", "+", "*", "{2}", "{1,2}", "{,2}", "{1,}"];

    private static readonly Gen<(string? Word, string Operator)> Token =
        from word in Gen.Elements<string?>("a", "b", null)
        from op in Gen.Elements(Operators)
        select (word, op);

    private static readonly Arbitrary<((string? Word, string Operator)[] Pattern, string[] Text)> Case = Arb.From(
        from pattern in Gen.NonEmptyListOf(Token)
        from text in Gen.ArrayOf(Gen.Elements(Words))
        select (pattern.Take(4).ToArray(), text.Take(7).ToArray()));

    [Fact]
    public void Matches_are_those_of_a_matcher_that_tries_everything() =>
        Prop.ForAll(Case, test =>
        {
            var matcher = new Matcher();
            matcher.Add("X", [.. test.Pattern.Select(ToPattern)]);
            IEnumerable<(int, int)> actual = matcher.Match(Doc.FromWords(test.Text)).Select(m => (m.Start, m.End));
            return actual.ToHashSet().SetEquals(TryEverything(test.Pattern, test.Text));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Matches_lie_within_the_document_and_hold_at_least_one_token() =>
        Prop.ForAll(AnyText.Arbitrary, text =>
        {
            var matcher = new Matcher();
            matcher.Add("X", [T.IsPunct.ZeroOrMore(), T.Any, T.IsAlpha.Optional()]);
            matcher.Add("Y", [T.Lower("red", "don't", ":)").Times(0, 2), T.LikeNum.Not()]);
            Doc doc = Tokenizer.English.Tokenize(text);
            return matcher.Match(doc).All(m => m.Start >= 0 && m.Start < m.End && m.End <= doc.Count);
        }).QuickCheckThrowOnFailure();

    private static TokenPattern ToPattern((string? Word, string Operator) token) => TokenPattern.ParseAll(
        token.Word is null
            ? $$"""[{"OP": "{{token.Operator}}"}]"""
            : $$"""[{"LOWER": "{{token.Word}}", "OP": "{{token.Operator}}"}]""")[0];

    private static HashSet<(int, int)> TryEverything((string? Word, string Operator)[] pattern, string[] text)
    {
        var found = new HashSet<(int, int)>();
        for (int start = 0; start < text.Length; start++)
        {
            Try(0, start, start);
        }

        return found;

        void Try(int token, int start, int at)
        {
            if (token == pattern.Length)
            {
                if (at > start)
                {
                    found.Add((start, at));
                }

                return;
            }

            (string? word, string op) = pattern[token];
            (int min, int max) = op switch
            {
                "?" => (0, 1),
                "+" or "{1,}" => (1, int.MaxValue),
                "*" => (0, int.MaxValue),
                "{2}" => (2, 2),
                "{1,2}" => (1, 2),
                "{,2}" => (0, 2),
                _ => (1, 1),
            };
            for (int n = 0; ; n++)
            {
                if (n >= min)
                {
                    Try(token + 1, start, at + n);
                }

                bool holds = at + n < text.Length && ((word is null || text[at + n] == word) != (op == "!"));
                if (n == max || !holds)
                {
                    return;
                }
            }
        }
    }
}
