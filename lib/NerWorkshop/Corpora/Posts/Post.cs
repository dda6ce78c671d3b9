namespace NerWorkshop;

/// <summary>One row of a data set.</summary>
/// <param name="Row">Number of the row in its file, from 0; the header does not count.</param>
/// <param name="Text">The text as it stands there; empty where there is none.</param>
/// <param name="Fields">Every column of the row by name, in the file's order.</param>
public sealed record Post(int Row, string Text, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The value of a column.</summary>
    /// <exception cref="KeyNotFoundException">There is no such column; the message lists those there are.</exception>
    public string this[string column] => Fields.TryGetValue(column, out string? value)
        ? value
        : throw new KeyNotFoundException(
            $"There is no column '{column}'. The columns are: {string.Join(", ", Fields.Keys)}.");

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
