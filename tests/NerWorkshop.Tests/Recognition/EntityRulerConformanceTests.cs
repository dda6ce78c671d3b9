using System.Text.Json.Nodes;

namespace NerWorkshop.Tests.Recognition;

public class EntityRulerConformanceTests
{
    [Fact]
    public void Fixture_rules_set_the_entities_that_spaCy_sets() =>
        Assert.Equal(1, Conformance.Agreement(Conformance.Fixture("entity_ruler"), Answer));

    [Fact]
    public void All_rules_set_the_entities_that_spaCy_sets() =>
        Assert.Equal(1, Conformance.Agreement(Conformance.Whole("entity_ruler"), Answer));

    private static (string Expected, string Actual) Answer(JsonNode line)
    {
        string attribute = line["phrase_matcher_attr"]?.GetValue<string>() ?? "ORTH";
        var ruler = new EntityRuler
        {
            OverwriteEntities = line["overwrite"]!.GetValue<bool>(),
            PhraseAttribute = Enum.Parse<TokenAttribute>(attribute, ignoreCase: true),
        };
        foreach (JsonNode? pattern in line["patterns"]!.AsArray())
        {
            string label = pattern!["label"]!.GetValue<string>();
            string id = pattern["id"]?.GetValue<string>() ?? "";
            ruler.Add(pattern["pattern"] is JsonArray tokens
                ? new RulerPattern(label, null, TokenPattern.ParseAll(tokens.ToJsonString()), id)
                : new RulerPattern(label, pattern["pattern"]!.GetValue<string>(), null, id));
        }

        Doc doc = Tokenizer.English.Tokenize(line["text"]!.GetValue<string>());
        doc = doc.WithEntities(line["preset"]!.AsArray().Select(
            e => new Span(doc, e![0]!.GetValue<int>(), e[1]!.GetValue<int>(), e[2]!.GetValue<string>())));
        var offsets = new CodePointOffsets(doc.Text);
        return (
            string.Join(' ', line["entities"]!.AsArray().Select(e => $"{e![0]}-{e[1]}:{e[2]}:{e[3]}")),
            string.Join(' ', ruler.Process(doc).Entities.Select(
                e => $"{offsets.ToCodePoints(e.StartChar)}-{offsets.ToCodePoints(e.EndChar)}:{e.Label}:{e.Id}")));
    }
}
