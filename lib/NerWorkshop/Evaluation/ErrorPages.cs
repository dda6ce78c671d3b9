using System.Globalization;

namespace NerWorkshop;

/// <summary>
/// Texts with their errors, in pages, with a choice of the class and the label to show. The choice works by style alone:
/// a text that has no such error is not displayed.
/// </summary>
internal sealed class ErrorPages(ErrorAnalysis errors) : Rendering
{
    private const int PageSize = 100;

    /// <summary>Above this, texts without an error are left out; browsers are slow with longer pages.</summary>
    private const int MostTexts = 10_000;

    private static readonly ErrorMarkup Markup = new(new ErrorStyle(isInline: false));

    private readonly DocErrors[] _shown = Shown(errors.Docs);
    private readonly string[] _labels = [.. errors.Confusion.Labels];

    public override void WriteHtml(TextWriter writer)
    {
        writer.Write("<style>\n");
        ErrorFilter.WriteStyle(writer, _labels, Occurring());
        writer.Write("</style>\n<p>What was marked stands above the text, with a solid line; what was predicted below it, "
            + "with a dashed one. An error has its class beside the label, and is told in words below.");
        writer.Write($" {Html.Encode(Rest)}</p>\n");
        ErrorFilter.WriteChoices(writer, errors);
        writer.Write("<p class=\"nothing\">No text has such an error.</p>\n<div id=\"pages\">\n");
        Pages.Write(
            writer,
            _shown,
            PageSize,
            page => string.Create(
                CultureInfo.InvariantCulture,
                $"Texts {page[0].Index} to {page[^1].Index} ({page.Count(doc => doc.HasErrors)} with errors)"),
            page => $" class=\"{ErrorFilter.ClassesOf(page.SelectMany(doc => doc.Pairs), _labels)}\"",
            (doc, _) => WriteDoc(writer, doc));
        writer.Write("</div>");
    }

    public override void WriteText(TextWriter writer) => new ErrorView(_shown.Where(doc => doc.HasErrors)).WriteText(writer);

    private string Rest => _shown.Length == errors.Docs.Count ? "" : string.Create(
        CultureInfo.InvariantCulture, $"Of {errors.Docs.Count} texts, the first {_shown.Length} with an error are shown.");

    private static DocErrors[] Shown(IReadOnlyList<DocErrors> docs) => docs.Count <= MostTexts
        ? [.. docs]
        : [.. docs.Where(doc => doc.HasErrors).Take(MostTexts)];

    /// <summary>Each label with each class of error it has here, and with none in particular.</summary>
    private HashSet<(ErrorClass? Class, string Label)> Occurring() =>
    [
        .. _shown.SelectMany(doc => doc.Errors).SelectMany(pair =>
            new[] { pair.Gold?.Label, pair.Predicted?.Label }.OfType<string>()
                .SelectMany(label => new (ErrorClass?, string)[] { (pair.Class, label), (null, label) })),
    ];

    private void WriteDoc(TextWriter writer, DocErrors doc)
    {
        writer.Write($"<article class=\"{ErrorFilter.ClassesOf(doc.Pairs, _labels)}\"><h3>text {doc.Index}</h3><div>");
        Markup.WriteText(writer, doc);
        Markup.WriteList(writer, doc, pair => $" class=\"{ErrorFilter.ClassesOf([pair], _labels)}\"");
        writer.Write("</div></article>\n");
    }
}
