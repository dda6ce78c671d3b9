using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace NerWorkshop;

/// <summary>The values of one row by column; all rows of a file share the columns.</summary>
internal sealed class RowFields(ColumnNames columns, string[] values) : IReadOnlyDictionary<string, string>
{
    public int Count => columns.Names.Count;

    public IEnumerable<string> Keys => columns.Names;

    public IEnumerable<string> Values => Enumerable.Range(0, Count).Select(ValueAt);

    public string this[string key] => TryGetValue(key, out string? value) ? value : throw new KeyNotFoundException(key);

    public bool ContainsKey(string key) => columns.IndexOf(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        int index = columns.IndexOf(key);
        value = index < 0 ? null : ValueAt(index);
        return index >= 0;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
        Keys.Zip(Values, KeyValuePair.Create).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A short row lacks its last columns.</summary>
    private string ValueAt(int index) => index < values.Length ? values[index] : "";
}
