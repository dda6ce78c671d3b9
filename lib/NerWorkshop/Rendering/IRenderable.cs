namespace NerWorkshop;

/// <summary>
/// Something that can be shown. A class that implements this and carries
/// <c>[TypeFormatterSource(typeof(RenderableFormatterSource))]</c> renders itself in a notebook cell.
/// </summary>
public interface IRenderable
{
    /// <summary>What to show: a table, a chart, a highlighted text.</summary>
    Rendering ToRendering();
}
