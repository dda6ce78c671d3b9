using System.Text.Json.Nodes;

namespace NerWorkshop.Tests.Matching;

public class MatcherConformanceTests
{
    [Fact]
    public void Fixture_patterns_match_as_in_spaCy() =>
        Assert.Equal(1, Conformance.Agreement(Conformance.Fixture("matcher"), Answer));

    [Fact]
    public void All_patterns_match_as_in_spaCy() =>
        Assert.Equal(1, Conformance.Agreement(Conformance.Whole("matcher"), Answer));

    private static (string Expected, string Actual) Answer(JsonNode line)
    {
        var matcher = new Matcher();
        matcher.AddJson("RULE", line["patterns"]!.ToJsonString(), line["greedy"]?.GetValue<string>() switch
        {
            "FIRST" => GreedyMode.First,
            "LONGEST" => GreedyMode.Longest,
            _ => GreedyMode.None,
        });
        IReadOnlyList<Span> matches = matcher.Match(Tokenizer.English.Tokenize(line["text"]!.GetValue<string>()));
        return (
            string.Join(' ', line["matches"]!.AsArray().Select(m => $"{m![0]}-{m[1]}")),
            string.Join(' ', matches.Select(m => $"{m.Start}-{m.End}")));
    }
}
