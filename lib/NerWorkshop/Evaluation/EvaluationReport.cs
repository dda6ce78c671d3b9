using System.Globalization;

namespace NerWorkshop;

/// <summary>The page that <see cref="ErrorAnalysis.WriteReport"/> writes.</summary>
internal sealed class EvaluationReport(ErrorAnalysis errors, string title, IReadOnlyList<string> notes)
{
    private const int ShownForms = 25;

    public void Write(TextWriter writer)
    {
        ScoreIntervals intervals = Bootstrap.Intervals(errors);
        var page = new HtmlPage(title);
        page.AddStyle(ErrorStyle.Sheet);
        page.Add(
            "Totals",
            new FigureList(
            [
                ("texts", errors.Docs.Count), ("with errors", errors.Docs.Count(doc => doc.HasErrors)),
                ("gold entities", errors.Counts.Gold), ("predicted entities", errors.Counts.Predicted),
                ("correct", errors.Counts.Correct), ("errors", errors.Counts.Errors),
            ]),
            new NoteList([.. notes, string.Create(
                CultureInfo.InvariantCulture, $"Strictly scored: precision {errors.Scores.Precision:F3}, recall {errors.Scores.Recall:F3}. {intervals}.")]));
        page.Add("Scores", intervals.ToTable());
        page.Add(
            "Partial credit",
            new NoteList([PartialCredit.WhyStrict]),
            errors.PartialCredit.ToTable());
        if (errors.Calibration.Count > 0)
        {
            page.Add(
                "Probabilities",
                new NoteList(
                [
                    "Of the entities at 0.8, eight of ten should be right. A higher minimum probability keeps less, and more of "
                    + "it is right.",
                ]),
                errors.Calibration.ToTable(),
                errors.Calibration.ToChart(),
                errors.Thresholds.ToTable(),
                errors.Thresholds.ToChart());
        }

        page.Add(
            "Classes of errors",
            new NoteList(
            [
                "boundary: the same label on an overlapping text",
                "type: another label on the same text",
                "boundary and type: another label on an overlapping text",
                "missed: marked, and nothing was predicted for it",
                "spurious: predicted, and nothing was marked for it; it counts under the label predicted",
            ]),
            errors.ToChart(),
            errors.ToTable());
        page.Add(
            "Labels taken for each other",
            new NoteList(["Rows are the labels that were marked, columns those that were predicted."]),
            errors.Confusion.ToTable());
        page.Add(
            "What goes wrong most often",
            errors.WorstForms(ShownForms).ToTable().WithCaption("As written"),
            errors.WorstForms(ShownForms, ignoreCase: true).ToTable().WithCaption("Upper and lower case as one"));
        page.Add("Texts", new ErrorPages(errors));
        page.Write(writer);
    }
}
