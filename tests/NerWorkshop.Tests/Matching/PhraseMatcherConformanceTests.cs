using System.Globalization;
using System.Text.Json.Nodes;

namespace NerWorkshop.Tests.Matching;

public class PhraseMatcherConformanceTests
{
    [Fact]
    public void Fixture_phrases_match_as_in_spaCy() =>
        Assert.Equal(1, Conformance.Agreement(Conformance.Fixture("phrases"), Answer));

    [Fact]
    public void All_phrases_match_as_in_spaCy() =>
        Assert.Equal(1, Conformance.Agreement(Conformance.Whole("phrases"), Answer));

    private static (string Expected, string Actual) Answer(JsonNode line)
    {
        var matcher = new PhraseMatcher(Enum.Parse<TokenAttribute>(line["attr"]!.GetValue<string>(), ignoreCase: true));
        JsonArray phrases = line["phrases"]!.AsArray();
        for (int i = 0; i < phrases.Count; i++)
        {
            matcher.Add(i.ToString(CultureInfo.InvariantCulture), phrases[i]!.GetValue<string>());
        }

        IEnumerable<string> matches =
            from match in matcher.Match(Tokenizer.English.Tokenize(line["text"]!.GetValue<string>()))
            orderby match.Start, match.End, int.Parse(match.Label, CultureInfo.InvariantCulture)
            select $"{match.Start}-{match.End}:{match.Label}";
        return (
            string.Join(' ', line["matches"]!.AsArray().Select(m => $"{m![0]}-{m[1]}:{m[2]}")),
            string.Join(' ', matches));
    }
}
