namespace NerWorkshop.Notebooks;

/// <summary>Text that is HTML already: it is shown as it stands, so whoever makes one has escaped it.</summary>
/// <param name="Content">The HTML.</param>
public sealed record HtmlString(string Content)
{
    /// <inheritdoc/>
    public override string ToString() => Content;
}
