namespace NerWorkshop.Tests.EvaluationTests;

public class ErrorAnalysisTests
{
    private const string Text = "Jane Smith of the Supreme Court met Bob on Tinder in the US and Reddit";

    private static readonly Doc Gold = Docs.With(
        Text, ("Jane Smith", "PERSON"), ("Supreme Court", "ORG"), ("Bob", "PERSON"), ("Tinder", "PLATFORM"), ("US", "GPE"));

    private static readonly Doc Predicted = Docs.With(
        Text, ("Jane Smith", "PERSON"), ("the Supreme Court", "ORG"), ("met Bob", "ORG"), ("US", "ORG"), ("Reddit", "PLATFORM"));

    [Fact]
    public void Each_entity_falls_into_its_class() => Assert.Equal(
        [
            "correct: 'Jane Smith' PERSON, predicted PERSON",
            "boundary: 'Supreme Court' ORG, predicted 'the Supreme Court'",
            "boundary and type: 'Bob' PERSON, predicted 'met Bob' ORG",
            "missed: 'Tinder' PLATFORM",
            "type: 'US' GPE, predicted ORG",
            "spurious: 'Reddit' PLATFORM",
        ],
        new DocErrors(Gold, Predicted).Pairs.Select(pair => pair.ToString()));

    [Fact]
    public void An_entity_is_paired_once_and_with_the_one_that_shares_most_of_it()
    {
        // The long one shares three tokens with the second, one with the first: so the first is missed.
        Doc doc = Doc.FromWords(["a", "b", "c", "d", "e", "f"]);
        DocErrors errors = Compare(doc, [(0, 2, "X"), (2, 5, "Y")], [(1, 5, "X")]);
        Assert.Equal(["missed: 'a b' X", "boundary and type: 'c d e' Y, predicted 'b c d e' X"], Lines(errors));
    }

    [Fact]
    public void The_same_tokens_go_before_a_greater_overlap_and_the_same_label_decides_between_equals()
    {
        Doc doc = Doc.FromWords(["a", "b", "c", "d"]);
        Assert.Equal(
            ["missed: 'a' X", "boundary: 'b' Y, predicted 'a b'"],
            Lines(Compare(doc, [(0, 1, "X"), (1, 2, "Y")], [(0, 2, "Y")])));
        Assert.Equal(
            ["boundary and type: 'a' X, predicted 'a b' Y", "missed: 'b' Z"],
            Lines(Compare(doc, [(0, 1, "X"), (1, 2, "Z")], [(0, 2, "Y")])));
    }

    [Fact]
    public void Counts_by_label_are_of_the_label_marked_and_of_spurious_ones_of_the_label_predicted()
    {
        ErrorAnalysis errors = ErrorAnalysis.Of([(Gold, Predicted)]);
        Assert.Equal(new ErrorCounts(1, 1, 1, 1, 1, 1), errors.Counts);
        Assert.Equal(5, errors.Counts.Errors);
        Assert.Equal(["GPE", "ORG", "PERSON", "PLATFORM"], errors.ByLabel.Keys);
        Assert.Equal(new ErrorCounts(0, 0, 1, 0, 0, 0), errors.ByLabel["GPE"]);
        Assert.Equal(new ErrorCounts(0, 1, 0, 0, 0, 0), errors.ByLabel["ORG"]);
        Assert.Equal(new ErrorCounts(1, 0, 0, 1, 0, 0), errors.ByLabel["PERSON"]);
        Assert.Equal(new ErrorCounts(0, 0, 0, 0, 1, 1), errors.ByLabel["PLATFORM"]);
        Assert.All(Enum.GetValues<ErrorClass>(), c => Assert.Equal(1, errors.Counts[c]));
    }

    [Fact]
    public void The_confusion_matrix_has_rows_for_the_marked_and_columns_for_the_predicted()
    {
        ErrorAnalysis errors = ErrorAnalysis.Of([(Gold, Predicted)]);
        Assert.Equal(
            """
            Gold ↓ predicted →  GPE  ORG  PERSON  PLATFORM  none
            ──────────────────  ───  ───  ──────  ────────  ────
            GPE                        1
            ORG                        1
            PERSON                     1       1
            PLATFORM                                           1
            none                                         1
            """.ReplaceLineEndings("\n"),
            errors.Confusion.ToTable().ToString());
        Assert.Equal(1, errors.Confusion["PLATFORM", null]);
        Assert.Equal(
            [("GPE", "ORG", 1), ("PERSON", "ORG", 1), ("PLATFORM", null, 1), (null, "PLATFORM", 1)],
            errors.Confusion.MostFrequent);
    }

    /// <summary>By the table of SemEval-2013 task 9.1: one pair of each kind.</summary>
    [Fact]
    public void Partial_credit_is_as_SemEval_2013_defines_it()
    {
        PartialCredit credit = ErrorAnalysis.Of([(Gold, Predicted)]).PartialCredit;
        Assert.Equal(new MatchScore(Correct: 1, Incorrect: 3, Partial: 0, Missed: 1, Spurious: 1), credit.Strict);
        Assert.Equal(new MatchScore(Correct: 2, Incorrect: 2, Partial: 0, Missed: 1, Spurious: 1), credit.Exact);
        Assert.Equal(new MatchScore(Correct: 2, Incorrect: 0, Partial: 2, Missed: 1, Spurious: 1), credit.Partial);
        Assert.Equal(new MatchScore(Correct: 2, Incorrect: 2, Partial: 0, Missed: 1, Spurious: 1), credit.Type);
        Assert.Equal((0.2, 0.4, 0.6, 0.4), (credit.Strict.F1, credit.Exact.F1, credit.Partial.F1, credit.Type.F1));
    }

    /// <summary>Three marked, one long prediction over all of them: by hand, and as eval4ner's documentation has it.</summary>
    [Fact]
    public void One_prediction_over_three_entities_gets_half_a_credit()
    {
        Doc doc = Doc.FromWords("John Jones and Peter Peters came to York".Split(' '));
        PartialCredit credit = ErrorAnalysis.Of(
            [(With(doc, (0, 2, "PER"), (3, 5, "PER"), (7, 8, "LOC")), With(doc, (0, 8, "PER")))]).PartialCredit;
        Assert.Equal(0, credit.Strict.F1);
        Assert.Equal(0, credit.Exact.F1);
        Assert.Equal((0.5, 1 / 6.0, 0.25), (credit.Partial.Precision, credit.Partial.Recall, credit.Partial.F1));
        Assert.Equal((1, 1 / 3.0, 0.5), (credit.Type.Precision, credit.Type.Recall, credit.Type.F1));
    }

    [Fact]
    public void Nothing_to_find_and_nothing_found_is_zero_not_an_error()
    {
        ErrorAnalysis errors = ErrorAnalysis.Of([(Docs.With("a"), Docs.With("a"))]);
        Assert.Equal(default, errors.Counts);
        Assert.Equal(0, errors.PartialCredit.Partial.F1);
        Assert.Empty(errors.WorstForms());
        Assert.Empty(ErrorAnalysis.Of([]).Docs);
    }

    [Fact]
    public void The_worst_forms_are_those_with_most_errors_and_case_can_be_ignored()
    {
        (Doc, Doc)[] pairs =
        [
            (Docs.With("Tinder", ("Tinder", "PLATFORM")), Docs.With("Tinder", ("Tinder", "ORG"))),
            (Docs.With("Tinder", ("Tinder", "PLATFORM")), Docs.With("Tinder", ("Tinder", "PLATFORM"))),
            (Docs.With("tinder", ("tinder", "PLATFORM")), Docs.With("tinder")),
            (Docs.With("TINDER", ("TINDER", "PLATFORM")), Docs.With("TINDER")),
            (Docs.With("Chad"), Docs.With("Chad", ("Chad", "GPE"))),
            (Docs.With("Chad"), Docs.With("Chad", ("Chad", "PERSON"))),
            (Docs.With("the Who", ("the Who", "ORG")), Docs.With("the Who", ("Who", "ORG"))),
        ];
        ErrorAnalysis errors = ErrorAnalysis.Of(pairs);
        Assert.Equal(
            """
            Text     Errors  Correct  Gold → predicted
            ───────  ──────  ───────  ─────────────────────────────────
            Chad          2        0  none → GPE (1), none → PERSON (1)
            TINDER        1        0  PLATFORM → none (1)
            Tinder        1        1  PLATFORM → ORG (1)
            the Who       1        0  ORG → ORG 'Who' (1)
            tinder        1        0  PLATFORM → none (1)
            """.ReplaceLineEndings("\n"),
            errors.WorstForms().ToTable().ToString());
        Assert.Equal(
            ["tinder 3 1 PLATFORM → none (2), PLATFORM → ORG (1)", "chad 2 0 none → GPE (1), none → PERSON (1)"],
            errors.WorstForms(2, ignoreCase: true)
                .Select(form => $"{form.Text} {form.Counts.Errors} {form.Counts.Correct} {form.Mistakes}"));
    }

    [Fact]
    public void Documents_cut_into_other_tokens_are_aligned_as_the_scorer_aligns_them()
    {
        Doc gold = Doc.FromWords(["New", "York", "'s", "mayor-elect"]);
        gold = gold.WithEntities([gold[0..2].WithLabel("GPE"), gold[3..4].WithLabel("TITLE")]);
        Doc predicted = Doc.FromWords(["New York", "'s", "mayor", "-", "elect"], [true, true, false, false, false]);
        predicted = predicted.WithEntities([predicted[0..1].WithLabel("GPE"), predicted[2..3].WithLabel("TITLE")]);
        Assert.Equal(new ErrorCounts(2, 0, 0, 0, 0, 0), ErrorAnalysis.Of([(gold, predicted)]).Counts);
    }

    [Fact]
    public void Different_texts_are_refused() => Assert.Contains(
        "'Jane Smith of", Assert.Throws<ArgumentException>(() => ErrorAnalysis.Of([(Gold, Docs.With("other"))])).Message);

    [Fact]
    public void A_pipeline_does_not_see_the_entities_of_the_examples()
    {
        Example example = Example.Create("Tinder and Bob", ("Tinder", "PLATFORM"), ("Bob", "PERSON"));
        Assert.Equal(2, ErrorAnalysis.Of([example], Pipeline.Blank()).Counts.Missed);
    }

    [Fact]
    public void A_text_shows_what_is_wrong_in_words() => Assert.Equal(
        $"""
        {Text}
          boundary: 'Supreme Court' ORG, predicted 'the Supreme Court'
          boundary and type: 'Bob' PERSON, predicted 'met Bob' ORG
          missed: 'Tinder' PLATFORM
          type: 'US' GPE, predicted ORG
          spurious: 'Reddit' PLATFORM
        """.ReplaceLineEndings("\n"),
        ((IRenderable)new DocErrors(Gold, Predicted)).ToRendering().ToString());

    [Fact]
    public void Errors_are_found_by_class_and_by_label_of_either_side()
    {
        var errors = new DocErrors(Gold, Predicted);
        Assert.True(errors.Has(ErrorClass.Missed));
        Assert.False(new DocErrors(Gold, Gold).Has(ErrorClass.Missed));
        Assert.Equal(["Supreme Court", "Bob", "US"], errors.Errors.Where(pair => pair.Has("ORG")).Select(pair => pair.Text));
    }

    private static IEnumerable<string> Lines(DocErrors errors) => errors.Pairs.Select(pair => pair.ToString());

    private static DocErrors Compare(Doc doc, (int, int, string)[] gold, (int, int, string)[] predicted) =>
        new(With(doc, gold), With(doc, predicted));

    private static Doc With(Doc doc, params (int Start, int End, string Label)[] entities) =>
        doc.WithEntities(entities.Select(entity => new Span(doc, entity.Start, entity.End, entity.Label)));
}
