namespace NerWorkshop;

/// <summary>
/// Remembers something about the words seen lately: one slot for each serial number modulo the capacity, the newer
/// word replacing the older. Threads may use it at once; a lost entry is only computed again.
/// </summary>
internal sealed class LexemeCache<TValue>
    where TValue : class
{
    private readonly Entry?[] _entries;

    /// <param name="capacity">A power of two.</param>
    public LexemeCache(int capacity) => _entries = new Entry?[capacity];

    public TValue? Find(Lexeme lexeme)
    {
        Entry? entry = _entries[lexeme.Serial & (_entries.Length - 1)];
        return entry is not null && ReferenceEquals(entry.Lexeme, lexeme) ? entry.Value : null;
    }

    public TValue Set(Lexeme lexeme, TValue value)
    {
        _entries[lexeme.Serial & (_entries.Length - 1)] = new Entry(lexeme, value);
        return value;
    }

    private sealed record Entry(Lexeme Lexeme, TValue Value);
}
