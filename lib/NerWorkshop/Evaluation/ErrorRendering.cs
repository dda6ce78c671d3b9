namespace NerWorkshop;

/// <summary>Shows texts with their errors.</summary>
public static class ErrorRendering
{
    /// <summary>The texts below each other, what was marked above and what was predicted below each.</summary>
    /// <param name="docs">The texts.</param>
    /// <param name="title">A line above.</param>
    public static ErrorView Render(this IEnumerable<DocErrors> docs, string? title = null) => new(docs, title);
}
