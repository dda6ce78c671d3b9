using System.Text.Json.Nodes;

namespace NerWorkshop.Tests.Tokenization;

public class TokenizerConformanceTests
{
    [Fact]
    public void Fixture_lines_are_cut_as_spaCy_cuts_them() =>
        Assert.Equal(1, Conformance.Agreement(Conformance.Fixture("tokenizer"), Answer));

    [Fact]
    public void All_lines_are_cut_as_spaCy_cuts_them() =>
        Assert.Equal(1, Conformance.Agreement(Conformance.Whole("tokenizer"), Answer));

    private static (string Expected, string Actual) Answer(JsonNode line)
    {
        Doc doc = Tokenizer.English.Tokenize(line["text"]!.GetValue<string>());
        var expected = line["tokens"]!.AsArray().Zip(
            line["spaces"]!.AsArray(), (token, space) => token!.GetValue<string>() + (space!.GetValue<bool>() ? "␠" : ""));
        return (string.Join('|', expected), string.Join('|', doc.Select(t => t.Text + (t.HasSpaceAfter ? "␠" : ""))));
    }
}
