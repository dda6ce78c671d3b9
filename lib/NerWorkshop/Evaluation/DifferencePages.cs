using System.Globalization;

namespace NerWorkshop;

/// <summary>Texts on which two pipelines differ, both answers below each other, in pages, with a choice by style alone.</summary>
internal sealed class DifferencePages(PipelineComparison comparison) : Rendering
{
    private const int PageSize = 50;

    /// <summary>Browsers are slow with longer pages.</summary>
    private const int MostTexts = 5_000;

    private static readonly ErrorMarkup Markup = new(new ErrorStyle(isInline: false));

    private readonly DocDifference[] _shown = [.. comparison.Differing.Take(MostTexts)];

    public override void WriteHtml(TextWriter writer)
    {
        if (_shown.Length == 0)
        {
            writer.Write("<p>The two predict the same in every text.</p>");
            return;
        }

        (string Key, string Name)[] choices =
        [
            ("b", $"fewer errors with {comparison.NameB}"), ("a", $"fewer errors with {comparison.NameA}"),
            ("even", "as many errors, but others"),
        ];
        writer.Write("""
            <style>
            #by-gain:has(.pick:checked) ~ #pages .f { display: none }
            @supports selector(::details-content) {
              #by-gain:has(.pick:checked) ~ #pages details::details-content { content-visibility: visible; block-size: auto } }

            """);
        foreach ((string key, _) in choices)
        {
            writer.Write($"#by-gain:has(#show-{key}:checked) ~ #pages .{key}{{display:revert}}\n");
        }

        writer.Write("</style>\n<p>What was marked stands above the text, with a solid line; what was predicted below it, "
            + $"with a dashed one.{Html.Encode(Rest)}</p>\n<fieldset id=\"by-gain\"><legend>Show texts</legend>");
        ErrorFilter.WriteChoice(writer, "gain", "all", "all that differ", comparison.Differing.Count, "");
        foreach ((string key, string name) in choices)
        {
            ErrorFilter.WriteChoice(
                writer, "gain", key, name, comparison.Differing.Count(text => KeyOf(text) == key), "pick");
        }

        writer.Write("</fieldset>\n<div id=\"pages\">\n");
        Pages.Write(
            writer,
            _shown,
            PageSize,
            page => string.Create(CultureInfo.InvariantCulture, $"Texts {page[0].Index} to {page[^1].Index}"),
            page => $" class=\"f {string.Join(' ', page.Select(KeyOf).Distinct())}\"",
            (text, _) => WriteDifference(writer, text));
        writer.Write("</div>");
    }

    public override void WriteText(TextWriter writer)
    {
        string separator = "";
        foreach (DocDifference text in _shown)
        {
            writer.Write($"{separator}{comparison.NameA}: {new ErrorView([text.A])}");
            separator = writer.NewLine;
            writer.Write($"{separator}{comparison.NameB}: {new ErrorView([text.B])}");
        }
    }

    private string Rest => _shown.Length == comparison.Differing.Count ? "" : string.Create(
        CultureInfo.InvariantCulture, $" The first {_shown.Length} of {comparison.Differing.Count} are shown.");

    private static string KeyOf(DocDifference text) => text.Gain > 0 ? "b" : text.Gain < 0 ? "a" : "even";

    private void WriteDifference(TextWriter writer, DocDifference text)
    {
        writer.Write($"<article class=\"f {KeyOf(text)}\"><h3>text {text.Index}</h3>");
        foreach ((string name, DocErrors errors) in new[] { (comparison.NameA, text.A), (comparison.NameB, text.B) })
        {
            writer.Write($"<h4>{Html.Encode(name)}</h4><div>");
            Markup.WriteText(writer, errors);
            Markup.WriteList(writer, errors, static _ => "");
            writer.Write("</div>");
        }

        writer.Write("</article>\n");
    }
}
