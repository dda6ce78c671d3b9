namespace NerWorkshop.Notebooks;

/// <summary>A notebook as an index page lists it.</summary>
/// <param name="Title">The notebook's title.</param>
/// <param name="Href">Where its page is, relative to the index.</param>
/// <param name="Description">One or two sentences; null for none.</param>
public sealed record IndexEntry(string Title, string Href, string? Description = null)
{
    /// <summary>How its last run went, for example "12 cells in 3.1 s"; null for nothing.</summary>
    public string? Status { get; init; }

    /// <summary>Whether that run failed.</summary>
    public bool Failed { get; init; }

    /// <summary>The entry for a notebook: its title and its first paragraph.</summary>
    public static IndexEntry For(NotebookDocument document, string href) => new(
        document.Title ?? Path.GetFileNameWithoutExtension(href),
        href,
        document.Cells.Where(cell => cell.Kind == CellKind.Markdown)
            .Select(cell => MarkdownPage.FirstParagraph(cell.Source))
            .FirstOrDefault(text => text is not null));
}
