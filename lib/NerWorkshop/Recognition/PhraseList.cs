using System.Runtime.InteropServices;
using System.Text;

namespace NerWorkshop;

/// <summary>Phrases with the number of their rule, kept as one array of bytes: they come by the million.</summary>
internal sealed class PhraseList
{
    private List<byte> _bytes = [];
    private List<int> _ends = [];
    private List<int> _rules = [];

    public int Count => _ends.Count;

    public (string Phrase, int Rule) this[int index]
    {
        get
        {
            int start = index == 0 ? 0 : _ends[index - 1];
            return (Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(_bytes)[start.._ends[index]]), _rules[index]);
        }
    }

    public void Add(string phrase, int rule)
    {
        int start = _bytes.Count;
        CollectionsMarshal.SetCount(_bytes, start + Encoding.UTF8.GetByteCount(phrase));
        Encoding.UTF8.GetBytes(phrase, CollectionsMarshal.AsSpan(_bytes)[start..]);
        _ends.Add(_bytes.Count);
        _rules.Add(rule);
    }

    public void Write(ArrayWriter writer)
    {
        writer.Write(_bytes);
        writer.Write(_ends);
        writer.Write(_rules);
    }

    /// <exception cref="InvalidDataException">The parts do not fit together.</exception>
    public static PhraseList Read(ArrayReader reader, int rules)
    {
        var list = new PhraseList
        {
            _bytes = reader.ReadList<byte>(),
            _ends = reader.ReadList<int>(),
            _rules = reader.ReadList<int>(),
        };
        reader.RequireEnds(list._ends, list._bytes.Count);
        reader.Require(list._ends.Count == list._rules.Count);
        foreach (int rule in list._rules)
        {
            reader.Require((uint)rule < (uint)rules);
        }

        return list;
    }
}
