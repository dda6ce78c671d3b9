using System.Runtime.InteropServices;

namespace NerWorkshop;

/// <summary>Numbers words from 0 on in the order they come: one array of chars and one of slots, without an object a word.</summary>
internal sealed class WordTable
{
    private char[] _chars = new char[1024];
    private readonly List<int> _ends = [];
    private int[] _slots = NewSlots(64);

    /// <summary>Number of words.</summary>
    public int Count => _ends.Count;

    /// <summary>The number of a word, or -1.</summary>
    public int Find(ReadOnlySpan<char> word) => _slots[SlotOf(word)];

    /// <summary>The number of a word, a new one where it has none.</summary>
    public int Add(ReadOnlySpan<char> word)
    {
        int slot = SlotOf(word);
        if (_slots[slot] >= 0)
        {
            return _slots[slot];
        }

        int start = StartOf(Count);
        while (start + word.Length > _chars.Length)
        {
            Array.Resize(ref _chars, _chars.Length * 2);
        }

        word.CopyTo(_chars.AsSpan(start));
        _slots[slot] = Count;
        _ends.Add(start + word.Length);
        if (Count * 2 > _slots.Length)
        {
            Grow();
        }

        return Count - 1;
    }

    public void Write(ArrayWriter writer)
    {
        writer.Write(_chars.AsSpan(0, StartOf(Count)));
        writer.Write(CollectionsMarshal.AsSpan(_ends));
        writer.Write(_slots);
    }

    /// <exception cref="InvalidDataException">The arrays do not fit together.</exception>
    public static WordTable Read(ArrayReader reader)
    {
        var table = new WordTable { _chars = reader.Read<char>() };
        table._ends.AddRange(reader.Read<int>());
        table._slots = reader.Read<int>();
        int last = 0;
        foreach (int end in table._ends)
        {
            reader.Require(end >= last);
            last = end;
        }

        reader.Require(last == table._chars.Length);
        reader.RequireSlots(table._slots, table.Count, value => value >= -1 && value < table.Count);
        return table;
    }

    private ReadOnlySpan<char> this[int number] => _chars.AsSpan(StartOf(number).._ends[number]);

    private int StartOf(int number) => number == 0 ? 0 : _ends[number - 1];

    private int SlotOf(ReadOnlySpan<char> word)
    {
        int mask = _slots.Length - 1;
        int slot = (int)StableHash.Of(word) & mask;
        while (_slots[slot] >= 0 && !this[_slots[slot]].SequenceEqual(word))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        _slots = NewSlots(_slots.Length * 2);
        for (int number = 0; number < Count; number++)
        {
            _slots[SlotOf(this[number])] = number;
        }
    }

    private static int[] NewSlots(int count)
    {
        int[] slots = new int[count];
        Array.Fill(slots, -1);
        return slots;
    }
}
