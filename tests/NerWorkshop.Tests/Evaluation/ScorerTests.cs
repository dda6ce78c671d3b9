using System.Text.Json.Nodes;

namespace NerWorkshop.Tests.EvaluationTests;

public class ScorerTests
{
    private const string Text = "Jane Smith of Acme Corp met Bob in Geneva";

    private static readonly Doc Gold = Docs.With(
        Text, ("Jane Smith", "PERSON"), ("Acme Corp", "ORG"), ("Bob", "PERSON"), ("Geneva", "GPE"));

    [Fact]
    public void Fixture_lines_score_as_spaCy_scores_them() =>
        Assert.Equal(1, Conformance.Agreement(Conformance.Fixture("scorer"), Answer));

    [Fact]
    public void All_lines_score_as_spaCy_scores_them() =>
        Assert.Equal(1, Conformance.Agreement(Conformance.Whole("scorer"), Answer));

    [Fact]
    public void An_entity_is_right_only_with_its_exact_span_and_label()
    {
        Doc predicted = Docs.With(Text, ("Jane", "PERSON"), ("Acme Corp", "GPE"), ("Bob", "PERSON"), ("met", "ORG"));
        Scores scores = Scorer.Score([(Gold, predicted)]);
        Assert.Equal(new Score(1, 3, 3), scores.Overall);
        Assert.Equal(0.25, scores.Precision);
        Assert.Equal(0.25, scores.Recall);
        Assert.Equal(0.25, scores.F1);
        Assert.Equal(["GPE", "ORG", "PERSON"], scores.ByLabel.Keys);
        Assert.Equal(new Score(1, 1, 1), scores.ByLabel["PERSON"]);
        Assert.Equal(new Score(0, 1, 1), scores.ByLabel["ORG"]);
        Assert.Equal(new Score(0, 1, 1), scores.ByLabel["GPE"]);
    }

    [Fact]
    public void Precision_recall_and_F1_differ_where_they_should()
    {
        Scores scores = Scorer.Score([(Gold, Docs.With(Text, ("Bob", "PERSON")))]);
        Assert.Equal(1, scores.Precision);
        Assert.Equal(0.25, scores.Recall);
        Assert.Equal(0.4, scores.F1, 12);
    }

    [Fact]
    public void Nothing_to_find_and_nothing_found_is_zero_not_an_error()
    {
        Scores scores = Scorer.Score([(Docs.With(Text), Docs.With(Text))]);
        Assert.Equal((0, 0, 0), (scores.Precision, scores.Recall, scores.F1));
        Assert.Empty(scores.ByLabel);
    }

    [Fact]
    public void Documents_cut_into_other_tokens_are_aligned()
    {
        Doc gold = Doc.FromWords(["New", "York", "'s", "mayor-elect"]);
        gold = gold.WithEntities([gold[0..2].WithLabel("GPE"), gold[3..4].WithLabel("TITLE")]);
        Doc predicted = Doc.FromWords(["New York", "'s", "mayor", "-", "elect"], [true, true, false, false, false]);
        predicted = predicted.WithEntities([predicted[0..1].WithLabel("GPE"), predicted[2..3].WithLabel("TITLE")]);
        Assert.Equal(new Score(2, 0, 0), Scorer.Score([(gold, predicted)]).Overall);
    }

    [Fact]
    public void Different_texts_are_refused() => Assert.Contains(
        "'Jane Smith of", Assert.Throws<ArgumentException>(() => Scorer.Score([(Gold, Docs.With("other"))])).Message);

    [Fact]
    public void A_pipeline_is_scored_on_examples_whose_entities_it_does_not_see()
    {
        Pipeline nlp = Pipeline.Blank();
        Example example = Example.Create("Tinder and Bob", ("Tinder", "PLATFORM"), ("Bob", "PERSON"));
        Assert.Equal(new Score(0, 0, 2), Scorer.Score([example], nlp).Overall);
        nlp.Add(new EntityRuler()).Add("PLATFORM", "Tinder");
        Assert.Equal(new Score(1, 0, 1), Scorer.Score([example], nlp).Overall);
    }

    [Fact]
    public void Scores_show_themselves_as_a_table()
    {
        Doc predicted = Docs.With(Text, ("Jane Smith", "PERSON"), ("Acme Corp", "ORG"), ("met", "ORG"));
        Scores scores = Scorer.Score([(Gold, predicted)]);
        Assert.Equal(
            """
            Label   Precision  Recall     F1  TP  FP  FN
            ──────  ─────────  ──────  ─────  ──  ──  ──
            GPE         0.000   0.000  0.000   0   0   1
            ORG         0.500   1.000  0.667   1   1   0
            PERSON      1.000   0.500  0.667   1   0   1
            all         0.667   0.500  0.571   2   1   2
            """.ReplaceLineEndings("\n"), ((IRenderable)scores).ToRendering().ToString());
        Assert.Equal("precision 0.667, recall 0.500, F1 0.571", scores.ToString());
    }

    private static (string, string) Answer(JsonNode line)
    {
        Scores scores = Scorer.Score(line["docs"]!.AsArray().Select(doc =>
            (DocOf(doc!, "gold"), DocOf(doc!, "predicted"))));
        IEnumerable<string> expected = line["per_type"]!.AsObject().OrderBy(type => type.Key, StringComparer.Ordinal)
            .Select(type => $"{type.Key} {Figures(Value(type.Value!, "p"), Value(type.Value!, "r"), Value(type.Value!, "f"))}")
            .Append(Figures(Value(line, "ents_p"), Value(line, "ents_r"), Value(line, "ents_f")));
        IEnumerable<string> actual = scores.ByLabel
            .Select(label => $"{label.Key} {Figures(label.Value.Precision, label.Value.Recall, label.Value.F1)}")
            .Append(Figures(scores.Precision, scores.Recall, scores.F1));
        return (string.Join('|', expected), string.Join('|', actual));
    }

    private static Doc DocOf(JsonNode json, string entities)
    {
        string text = (string)json["text"]!;
        var offsets = new CodePointOffsets(text);
        Doc doc = Tokenizer.English.Tokenize(text);
        return doc.WithEntities(json[entities]!.AsArray().Select(entity => doc.CharSpan(
            offsets.ToUtf16((int)entity![0]!), offsets.ToUtf16((int)entity[1]!), (string)entity[2]!)!));
    }

    private static double Value(JsonNode json, string name) => (double)json[name]!;

    private static string Figures(double precision, double recall, double f1) =>
        $"{precision:F12} {recall:F12} {f1:F12}";
}
