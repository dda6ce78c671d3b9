namespace NerWorkshop.Notebooks;

/// <summary>Something that a cell displayed and may replace later.</summary>
public sealed class DisplayedValue
{
    private readonly string[] _mimeTypes;

    internal DisplayedValue(string displayId, string[] mimeTypes)
    {
        DisplayId = displayId;
        _mimeTypes = mimeTypes;
    }

    /// <summary>The name under which the front end knows the display.</summary>
    public string DisplayId { get; }

    /// <summary>Shows another value where this one was shown.</summary>
    public void Update(object? value) => CellContext.Current?.Emit(
        new DisplayOutput(Formatter.Format(value, _mimeTypes)) { DisplayId = DisplayId, IsUpdate = true });
}
