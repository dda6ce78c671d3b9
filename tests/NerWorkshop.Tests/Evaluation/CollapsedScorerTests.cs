namespace NerWorkshop.Tests.Evaluation;

public class CollapsedScorerTests
{
    private const string Text = "Anna, a Swedish nurse, left Rome for Acme.";

    [Fact]
    public void Places_count_as_one_label_others_not_at_all_and_the_map_may_allow_more()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder["map.json"],
            """
            {"sets": {"news": {"labels": {"PER": ["PERSON"], "LOC": ["GPE", "LOC", "FAC", "NORP"], "ORG": ["ORG"],
                                          "MISC": ["NORP", "O"]}, "unannotated": []}}}
            """);
        var scorer = new CollapsedScorer(LabelMap.Read(folder["map.json"]), "news");
        Doc doc = Tokenizer.English.Tokenize(Text);
        Doc predicted = doc.WithEntities(
        [
            Find("Anna", "PERSON", 0.9), Find("Swedish", "NORP", 0.8), Find("Rome", "FAC", 0.6), Find("Acme", "PERSON", 0.4),
        ]);

        scorer.Add(new AnnotatedText(Text, [Marked("Anna", "PER"), Marked("Swedish", "LOC"), Marked("Rome", "LOC"), Marked("Acme", "ORG")]), predicted);

        // Anna and Rome are right; Acme is wrong and missed; Swedish is missed, unless NORP is allowed for LOC.
        Assert.Equal(new Score(2, 1, 2), scorer.Strict.Overall);
        Assert.Equal(new Score(3, 1, 1), scorer.Lenient.Overall);
        Assert.Equal([(0.9, true), (0.6, true), (0.4, false)], scorer.Judged.Select(j => (j.Probability, j.IsRight)));

        Span Find(string name, string label, double probability)
        {
            int start = Text.IndexOf(name, StringComparison.Ordinal);
            Span span = doc.CharSpan(start, start + name.Length)!;
            return new Span(doc, span.Start, span.End, label, probability: probability);
        }

        static TextEntity Marked(string name, string label)
        {
            int start = Text.IndexOf(name, StringComparison.Ordinal);
            return new TextEntity(start, start + name.Length, label);
        }
    }
}
