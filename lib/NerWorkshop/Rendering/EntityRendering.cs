namespace NerWorkshop;

/// <summary>Highlights the entities of documents.</summary>
public static class EntityRendering
{
    /// <summary>The text with its entities highlighted.</summary>
    /// <param name="doc">The document.</param>
    /// <param name="labels">The labels to show, as in <c>["PERSON", "ORG"]</c>; null for all.</param>
    /// <param name="colors">Colours by label, as in <c>new() { ["PLATFORM"] = "gold" }</c>.</param>
    /// <param name="title">A line above.</param>
    /// <param name="kbUrl">The web page of a knowledge-base id, or null: <see cref="KnowledgeBase.UrlOf"/>.</param>
    /// <exception cref="ArgumentException">A colour cannot be read.</exception>
    public static EntityView Render(
        this Doc doc,
        IEnumerable<string>? labels = null,
        Dictionary<string, string>? colors = null,
        string? title = null,
        Func<string, string?>? kbUrl = null) =>
        new([doc], labels, colors, title, kbUrl);

    /// <summary>Several texts below each other, with their entities highlighted.</summary>
    /// <param name="docs">The documents.</param>
    /// <param name="labels">The labels to show; null for all.</param>
    /// <param name="colors">Colours by label: <c>#rrggbb</c>, <c>#rgb</c> or a CSS name.</param>
    /// <param name="title">A line above.</param>
    /// <param name="kbUrl">The web page of a knowledge-base id, or null: <see cref="KnowledgeBase.UrlOf"/>.</param>
    /// <exception cref="ArgumentException">A colour cannot be read.</exception>
    public static EntityView Render(
        this IEnumerable<Doc> docs,
        IEnumerable<string>? labels = null,
        Dictionary<string, string>? colors = null,
        string? title = null,
        Func<string, string?>? kbUrl = null) =>
        new(docs, labels, colors, title, kbUrl);
}
