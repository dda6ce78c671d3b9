namespace NerWorkshop;

/// <summary>Writes an <see cref="IRenderable"/> in one MIME type.</summary>
public sealed class RenderableFormatter
{
    private readonly Action<Rendering, TextWriter> _write;

    internal RenderableFormatter(string mimeType, Action<Rendering, TextWriter> write)
    {
        MimeType = mimeType;
        _write = write;
    }

    /// <summary>The MIME type it writes.</summary>
    public string MimeType { get; }

    /// <summary>
    /// Writes the instance; false if it is not renderable. Engines find this by name: it must stay the only one.
    /// </summary>
    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not IRenderable renderable)
        {
            return false;
        }

        _write(renderable.ToRendering(), writer);
        return true;
    }
}
