using System.Globalization;

namespace NerWorkshop;

/// <summary>Highlighted posts with their row numbers, in pages that open by themselves, without a script.</summary>
/// <param name="posts">The posts to show.</param>
/// <param name="total">How many there are, shown or not.</param>
/// <param name="kbUrl">The web page of a knowledge-base id, if it has one.</param>
internal sealed class PostPages(
    IReadOnlyList<(int Row, Doc Doc)> posts, int total, Func<string, string?>? kbUrl = null) : Rendering
{
    private const int PageSize = 50;

    public override void WriteHtml(TextWriter writer)
    {
        if (Rest is { } rest)
        {
            writer.Write($"<p>{rest}</p>");
        }

        Pages.Write(
            writer,
            posts,
            PageSize,
            page => string.Create(CultureInfo.InvariantCulture, $"Rows {page[0].Row} to {page[^1].Row}"),
            static _ => "",
            (post, _) =>
            {
                writer.Write($"<article style=\"border-top:{Html.Rule};display:grid;grid-template-columns:4em 1fr\">");
                writer.Write($"<h3 style=\"font-size:.85em;font-weight:400;margin:1.1em 0\">row {post.Row}</h3><div>");
                post.Doc.Render(kbUrl: kbUrl).WriteHtml(writer);
                writer.Write("</div></article>");
            });
    }

    public override void WriteText(TextWriter writer)
    {
        foreach ((int row, Doc doc) in posts)
        {
            writer.WriteLine($"row {row}: {doc.Render()}");
        }

        writer.Write(Rest);
    }

    private string? Rest => total > posts.Count
        ? string.Create(
            CultureInfo.InvariantCulture, $"The first {posts.Count} of {total} posts; entities.csv has all.")
        : null;
}
