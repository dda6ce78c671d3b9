namespace NerWorkshop;

/// <summary>A tag of a column: <c>O</c>, or what part of an entity a token is and the entity's label.</summary>
/// <param name="Kind">One of O, B, I, L, E, U and S.</param>
/// <param name="Label">The label; empty for O.</param>
internal readonly record struct ColumnTag(char Kind, string Label)
{
    /// <summary>Whether it begins an entity, whatever stands before.</summary>
    public bool Begins => Kind is 'B' or 'U' or 'S';

    /// <summary>Whether it ends an entity, whatever comes after.</summary>
    public bool Ends => Kind is 'L' or 'E' or 'U' or 'S';

    public static bool TryParse(string text, out ColumnTag tag)
    {
        tag = text == "O" ? new ColumnTag('O', "")
            : text is [('B' or 'I' or 'L' or 'E' or 'U' or 'S') and var kind, '-', _, ..] ? new ColumnTag(kind, text[2..])
            : default;
        return tag.Label is not null;
    }
}
