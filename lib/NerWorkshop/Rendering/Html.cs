using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace NerWorkshop;

/// <summary>
/// What every piece of HTML here shares: escaping, numbers, and lines that suit light and dark pages.
/// </summary>
internal static class Html
{
    /// <summary>A thin line that shows on any background.</summary>
    public const string Rule = "1px solid rgba(128,128,128,.4)";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>
    /// The text, fit for content and for quoted attributes. Control characters become references and lone surrogates
    /// U+FFFD, so that any text gives valid markup.
    /// </summary>
    public static string Encode(string? text) => text is null ? "" : Encoder.Encode(text);

    /// <summary>The title of a figure, if it has one.</summary>
    public static void WriteCaption(TextWriter writer, string? title)
    {
        if (!string.IsNullOrEmpty(title))
        {
            writer.Write($"<figcaption dir=\"auto\" style=\"font-weight:600\">{Encode(title)}</figcaption>");
        }
    }

    /// <summary>A number for SVG and styles.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
