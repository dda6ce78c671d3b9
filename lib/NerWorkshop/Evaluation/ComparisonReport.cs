using System.Globalization;

namespace NerWorkshop;

/// <summary>The page that <see cref="PipelineComparison.WriteReport"/> writes.</summary>
internal sealed class ComparisonReport(PipelineComparison comparison, string title, IReadOnlyList<string> notes)
{
    public void Write(TextWriter writer)
    {
        int better = comparison.Differing.Count(text => text.Gain > 0);
        int worse = comparison.Differing.Count(text => text.Gain < 0);
        var page = new HtmlPage(title);
        page.AddStyle(ErrorStyle.Sheet);
        page.Add(
            "Totals",
            new FigureList(
            [
                ("texts", comparison.A.Docs.Count), ("gold entities", comparison.A.Counts.Gold),
                ("texts that differ", comparison.Differing.Count), ($"fewer errors with {comparison.NameB}", better),
                ($"fewer errors with {comparison.NameA}", worse),
            ]),
            new NoteList(
            [
                .. notes, comparison + ".",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Intervals hold {comparison.Level * 100:0.#} % of the samples of a bootstrap over texts. p is how likely a "
                    + $"difference at least as great would be if nothing but chance told the two apart (approximate "
                    + $"randomisation)."),
            ]));
        page.Add(
            "Scores",
            new NoteList(["Among twenty labels, chance alone gives one a p below 0.05: look at the last row first."]),
            comparison.ToTable());
        page.Add(
            "Errors",
            comparison.A.ToTable().WithCaption(comparison.NameA),
            comparison.B.ToTable().WithCaption(comparison.NameB));
        page.Add("Texts", new DifferencePages(comparison));
        page.Write(writer);
    }
}
