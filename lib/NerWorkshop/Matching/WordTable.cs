using System.Runtime.InteropServices;

namespace NerWorkshop;

/// <summary>Numbers words from 0 on in the order they come, without an object a word.</summary>
internal sealed class WordTable
{
    private List<char> _chars = [];
    private List<int> _ends = [];
    private HashIndex _index = new();

    /// <summary>Number of words.</summary>
    public int Count => _ends.Count;

    /// <summary>The number of a word, or -1.</summary>
    public int Find(ReadOnlySpan<char> word) => Find(word, HashOf(word));

    /// <summary>The number of a word, a new one where it has none.</summary>
    public int Add(ReadOnlySpan<char> word)
    {
        int hash = HashOf(word);
        int known = Find(word, hash);
        if (known >= 0)
        {
            return known;
        }

        _chars.AddRange(word);
        _ends.Add(_chars.Count);
        _index.Add(hash, Count - 1);
        return Count - 1;
    }

    public void Write(ArrayWriter writer)
    {
        writer.Write(_chars);
        writer.Write(_ends);
        _index.Write(writer);
    }

    /// <exception cref="InvalidDataException">The parts do not fit together.</exception>
    public static WordTable Read(ArrayReader reader)
    {
        var table = new WordTable { _chars = reader.ReadList<char>(), _ends = reader.ReadList<int>() };
        reader.RequireEnds(table._ends, table._chars.Count);
        table._index = HashIndex.Read(reader, 0, table.Count);
        return table;
    }

    private int Find(ReadOnlySpan<char> word, int hash)
    {
        foreach (int number in _index.With(hash))
        {
            if (this[number].SequenceEqual(word))
            {
                return number;
            }
        }

        return -1;
    }

    private ReadOnlySpan<char> this[int number]
    {
        get
        {
            int start = number == 0 ? 0 : _ends[number - 1];
            return CollectionsMarshal.AsSpan(_chars)[start.._ends[number]];
        }
    }

    private static int HashOf(ReadOnlySpan<char> word) => (int)StableHash.Of(word);
}
