namespace NerWorkshop;

/// <summary>Underlines the spans of documents, which may overlap and nest.</summary>
public static class SpanRendering
{
    /// <summary>The text with a group of its spans underlined.</summary>
    /// <param name="doc">The document.</param>
    /// <param name="spansKey">The group's name in <see cref="Doc.Spans"/>, such as a ruler's <c>SpansKey</c>.</param>
    /// <param name="labels">The labels to show, as in <c>["PERSON", "ORG"]</c>; null for all.</param>
    /// <param name="colors">Colours by label, as in <c>new() { ["PLATFORM"] = "gold" }</c>.</param>
    /// <param name="title">A line above.</param>
    /// <exception cref="KeyNotFoundException">There is no such group; the message names those there are.</exception>
    /// <exception cref="ArgumentException">A colour cannot be read.</exception>
    public static SpanView RenderSpans(
        this Doc doc,
        string spansKey = SpanView.DefaultSpansKey,
        IEnumerable<string>? labels = null,
        Dictionary<string, string>? colors = null,
        string? title = null) =>
        new([doc], spansKey, labels, colors, title);

    /// <summary>Several texts below each other, with a group of their spans underlined.</summary>
    /// <param name="docs">The documents.</param>
    /// <param name="spansKey">The group's name in <see cref="Doc.Spans"/>.</param>
    /// <param name="labels">The labels to show; null for all.</param>
    /// <param name="colors">Colours by label: <c>#rrggbb</c>, <c>#rgb</c> or a CSS name.</param>
    /// <param name="title">A line above.</param>
    /// <exception cref="KeyNotFoundException">A document has no such group; the message names its own.</exception>
    /// <exception cref="ArgumentException">A colour cannot be read.</exception>
    public static SpanView RenderSpans(
        this IEnumerable<Doc> docs,
        string spansKey = SpanView.DefaultSpansKey,
        IEnumerable<string>? labels = null,
        Dictionary<string, string>? colors = null,
        string? title = null) =>
        new(docs, spansKey, labels, colors, title);
}
