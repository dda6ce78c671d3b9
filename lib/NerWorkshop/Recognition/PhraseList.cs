using System.Runtime.InteropServices;
using System.Text;

namespace NerWorkshop;

/// <summary>Phrases with the number of their rule, kept as one array of bytes: they come by the million.</summary>
internal sealed class PhraseList
{
    private byte[] _bytes = new byte[1024];
    private readonly List<int> _ends = [];
    private readonly List<int> _rules = [];

    public int Count => _ends.Count;

    public (string Phrase, int Rule) this[int index] =>
        (Encoding.UTF8.GetString(_bytes.AsSpan(StartOf(index).._ends[index])), _rules[index]);

    public void Add(string phrase, int rule)
    {
        int start = StartOf(Count);
        int length = Encoding.UTF8.GetByteCount(phrase);
        while (start + length > _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        Encoding.UTF8.GetBytes(phrase, _bytes.AsSpan(start));
        _ends.Add(start + length);
        _rules.Add(rule);
    }

    public void Write(ArrayWriter writer)
    {
        writer.Write(_bytes.AsSpan(0, StartOf(Count)));
        writer.Write(CollectionsMarshal.AsSpan(_ends));
        writer.Write(CollectionsMarshal.AsSpan(_rules));
    }

    /// <exception cref="InvalidDataException">The arrays do not fit together.</exception>
    public static PhraseList Read(ArrayReader reader, int rules)
    {
        var list = new PhraseList { _bytes = reader.Read<byte>() };
        list._ends.AddRange(reader.Read<int>());
        list._rules.AddRange(reader.Read<int>());
        reader.Require(list._ends.Count == list._rules.Count);
        int last = 0;
        for (int i = 0; i < list.Count; i++)
        {
            reader.Require(list._ends[i] >= last && (uint)list._rules[i] < (uint)rules);
            last = list._ends[i];
        }

        reader.Require(last == list._bytes.Length);
        return list;
    }

    private int StartOf(int index) => index == 0 ? 0 : _ends[index - 1];
}
