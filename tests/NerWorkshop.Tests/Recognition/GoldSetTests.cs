using System.Text.Json.Nodes;

namespace NerWorkshop.Tests.Recognition;

public class GoldSetTests
{
    private static readonly string[] OntoNotes =
    [
        "PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE",
        "DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL",
    ];

    [Fact]
    public void It_has_over_two_hundred_different_sentences()
    {
        Assert.Distinct(GoldSet.Lines.Select(line => (string)line["text"]!));
        Assert.True(GoldSet.Lines.Count > 200);
    }

    [Fact]
    public void Every_entity_starts_and_ends_with_a_token_and_none_overlap() => Assert.All(GoldSet.Lines, line =>
    {
        (Doc doc, List<(int Start, int End, string Label)> entities) = GoldSet.Read(line);
        Assert.All(entities, e => Assert.NotNull(doc.CharSpan(e.Start, e.End, e.Label)));
        Doc annotated = doc.WithEntities(entities.Select(e => doc.CharSpan(e.Start, e.End)!));
        Assert.Equal(entities.Count, annotated.Entities.Count);
    });

    [Fact]
    public void Every_OntoNotes_type_occurs_ten_times_or_more_and_no_other_label_does()
    {
        Dictionary<string, int> counts = GoldSet.Lines.SelectMany(line => line["ents"]!.AsArray())
            .CountBy(e => (string)e!["label"]!).ToDictionary();
        Assert.Equal(OntoNotes.Order(StringComparer.Ordinal), counts.Keys.Order(StringComparer.Ordinal));
        Assert.All(counts.Values, n => Assert.True(n >= 10));
    }
}
