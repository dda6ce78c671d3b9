using System.Globalization;

namespace NerWorkshop;

/// <summary>The columns of a data set, each name once.</summary>
internal sealed class ColumnNames
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Names => _names;

    public int IndexOf(string name) => _indices.GetValueOrDefault(name, -1);

    /// <summary>The position of a column, which is added if it is new.</summary>
    public int IndexOrAdd(string name)
    {
        if (_indices.TryGetValue(name, out int index))
        {
            return index;
        }

        _indices.Add(name, _names.Count);
        _names.Add(name);
        return _names.Count - 1;
    }

    /// <summary>Adds the columns of a header, naming nameless and repeated ones as pandas does.</summary>
    public void AddHeader(IReadOnlyList<string> header)
    {
        for (int i = 0; i < header.Count; i++)
        {
            string name = header[i].Length > 0
                ? header[i]
                : string.Create(CultureInfo.InvariantCulture, $"Unnamed: {i}");
            string unique = name;
            for (int n = 1; IndexOf(unique) >= 0; n++)
            {
                unique = string.Create(CultureInfo.InvariantCulture, $"{name}.{n}");
            }

            IndexOrAdd(unique);
        }
    }

    /// <summary>The position of the column that holds the text.</summary>
    /// <exception cref="InvalidDataException">There is none of that name; the message lists the columns.</exception>
    public int Require(string name, string source)
    {
        if (IndexOf(name) is >= 0 and int index)
        {
            return index;
        }

        const int Listed = 20;
        const int Longest = 40;
        IEnumerable<string> shown = _names.Take(Listed)
            .Select(column => TerminalText.Cut(TerminalText.OneLine(column), Longest));
        string more = _names.Count > Listed
            ? string.Create(CultureInfo.InvariantCulture, $" and {_names.Count - Listed} more")
            : "";
        throw new InvalidDataException(
            $"{source} has no column '{name}'. Its columns are: {string.Join(", ", shown)}{more}.");
    }
}
