namespace NerWorkshop.Notebooks;

/// <summary>What a page shows around the notebook.</summary>
public sealed record HtmlExportOptions
{
    /// <summary>The title where the notebook has no heading of level 1; null for "Notebook".</summary>
    public string? Title { get; init; }

    /// <summary>The page that lists this one.</summary>
    public PageLink? Index { get; init; }

    /// <summary>The page before this one.</summary>
    public PageLink? Previous { get; init; }

    /// <summary>The page after this one.</summary>
    public PageLink? Next { get; init; }
}
