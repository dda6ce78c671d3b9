namespace NerWorkshop.Notebooks;

/// <summary>Something that a cell displayed, in one or more representations.</summary>
/// <param name="Data">The representations by MIME type, best first.</param>
public record DisplayOutput(IReadOnlyDictionary<string, string> Data) : CellOutput
{
    /// <summary>
    /// What a later display may name to replace this one; null where nothing can. It lives as long as the session and
    /// is not written to the notebook.
    /// </summary>
    public string? DisplayId { get; init; }

    /// <summary>Whether this replaces what was displayed before under the same <see cref="DisplayId"/>.</summary>
    public bool IsUpdate { get; init; }
}
