namespace NerWorkshop.Notebooks;

/// <summary>A link from one page to another.</summary>
/// <param name="Title">What the link says.</param>
/// <param name="Href">Where it leads, relative to the page.</param>
public sealed record PageLink(string Title, string Href);
