using FsCheck;
using FsCheck.Fluent;

namespace NerWorkshop.Tests.EvaluationTests;

public class ErrorAnalysisProperties
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(1_000);

    [Fact]
    public void Every_entity_of_both_is_in_exactly_one_pair() => Prop.ForAll(AnyPair.Arbitrary, pair =>
    {
        var errors = new DocErrors(pair.Gold, pair.Predicted);
        return Same(errors.Pairs.Select(p => p.Gold), pair.Gold) && Same(errors.Pairs.Select(p => p.Predicted), pair.Predicted);

        static bool Same(IEnumerable<Span?> paired, Doc doc) =>
            paired.OfType<Span>().OrderBy(span => span.Start).SequenceEqual(doc.Entities);
    }).Check(Config);

    [Fact]
    public void The_classes_say_what_is_true_of_the_pairs() => Prop.ForAll(AnyPair.Arbitrary, pair =>
        new DocErrors(pair.Gold, pair.Predicted).Pairs.All(p => p switch
        {
            { Gold: null } => p.Class == ErrorClass.Spurious,
            { Predicted: null } => p.Class == ErrorClass.Missed,
            { Gold: { } gold, Predicted: { } predicted } => gold.Overlaps(predicted) && p.Class == (
                (gold.Start, gold.End) == (predicted.Start, predicted.End)
                    ? gold.Label == predicted.Label ? ErrorClass.Correct : ErrorClass.Type
                    : gold.Label == predicted.Label ? ErrorClass.Boundary : ErrorClass.BoundaryAndType),
        })).Check(Config);

    [Fact]
    public void Nothing_is_missed_or_spurious_that_could_still_be_paired() => Prop.ForAll(AnyPair.Arbitrary, pair =>
    {
        IReadOnlyList<EntityPair> pairs = new DocErrors(pair.Gold, pair.Predicted).Pairs;
        return !pairs.Where(p => p.Class == ErrorClass.Missed).Any(missed =>
            pairs.Any(p => p.Class == ErrorClass.Spurious && p.Predicted!.Overlaps(missed.Gold!)));
    }).Check(Config);

    [Fact]
    public void The_classes_add_up_to_the_marked_and_the_predicted() => Prop.ForAll(AnyPair.Several, pairs =>
    {
        ErrorAnalysis errors = ErrorAnalysis.Of(pairs);
        ErrorCounts sum = errors.ByLabel.Values.Aggregate(default(ErrorCounts), (a, b) => a + b);
        return errors.Counts.Gold == pairs.Sum(pair => pair.Gold.Entities.Count)
            && errors.Counts.Predicted == pairs.Sum(pair => pair.Predicted.Entities.Count)
            && errors.Counts == sum
            && errors.ByLabel.All(label => label.Value.Gold
                == pairs.Sum(pair => pair.Gold.Entities.Count(entity => entity.Label == label.Key)))
            && errors.Confusion.Labels.All(label => errors.Confusion.Labels.Append(null).Sum(gold => errors.Confusion[gold, label])
                == pairs.Sum(pair => pair.Predicted.Entities.Count(entity => entity.Label == label)));
    }).Check(Config);

    [Fact]
    public void The_strict_figures_are_the_scorers() => Prop.ForAll(AnyPair.Several, pairs =>
    {
        ErrorAnalysis errors = ErrorAnalysis.Of(pairs);
        Scores scores = Scorer.Score(pairs);
        MatchScore strict = errors.PartialCredit.Strict;
        return errors.Scores.Overall == scores.Overall
            && errors.Scores.ByLabel.SequenceEqual(scores.ByLabel)
            && (strict.Precision, strict.Recall) == (scores.Precision, scores.Recall)
            && Math.Abs(strict.F1 - scores.F1) < 1e-12;
    }).Check(Config);

    [Fact]
    public void What_forgives_more_scores_no_lower() => Prop.ForAll(AnyPair.Several, pairs =>
    {
        PartialCredit credit = ErrorAnalysis.Of(pairs).PartialCredit;
        return credit.Strict.F1 <= credit.Exact.F1 && credit.Exact.F1 <= credit.Partial.F1 && credit.Strict.F1 <= credit.Type.F1;
    }).Check(Config);

    [Fact]
    public void A_perfect_prediction_is_correct_throughout() => Prop.ForAll(AnyPair.Several, pairs =>
    {
        ErrorAnalysis errors = ErrorAnalysis.Of(pairs.Select(pair => (pair.Gold, pair.Gold)));
        return errors.Counts == new ErrorCounts(pairs.Sum(pair => pair.Gold.Entities.Count), 0, 0, 0, 0, 0);
    }).Check(Config);

    [Fact]
    public void The_order_of_texts_and_entities_changes_nothing() => Prop.ForAll(AnyPair.Several, pairs =>
    {
        ErrorAnalysis errors = ErrorAnalysis.Of(pairs);
        ErrorAnalysis turned = ErrorAnalysis.Of(pairs.Reverse().Select(pair => (
            pair.Gold.WithEntities(pair.Gold.Entities.Reverse()),
            pair.Predicted.WithEntities(pair.Predicted.Entities.Reverse()))));
        return errors.Counts == turned.Counts && errors.ByLabel.SequenceEqual(turned.ByLabel)
            && errors.Confusion.MostFrequent.SequenceEqual(turned.Confusion.MostFrequent)
            && errors.WorstForms().Select(form => (form.Text, form.Mistakes))
                .SequenceEqual(turned.WorstForms().Select(form => (form.Text, form.Mistakes)));
    }).Check(Config);

    [Fact]
    public void Seen_from_the_other_side_missed_and_spurious_change_places() => Prop.ForAll(AnyPair.Several, pairs =>
    {
        ErrorCounts counts = ErrorAnalysis.Of(pairs).Counts;
        ErrorCounts other = ErrorAnalysis.Of(pairs.Select(pair => (pair.Predicted, pair.Gold))).Counts;
        return counts == other with { Missed = other.Spurious, Spurious = other.Missed };
    }).Check(Config);
}
