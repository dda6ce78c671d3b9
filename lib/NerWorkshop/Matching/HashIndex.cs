using System.Runtime.InteropServices;

namespace NerWorkshop;

/// <summary>
/// Finds the numbers of things by the hash of each, in one array and without an object a thing; what is numbered lies
/// with the owner, who compares it. Open addressing with linear probing, at most two thirds full.
/// </summary>
internal sealed class HashIndex
{
    private Slot[] _slots = new Slot[64];
    private int _count;

    /// <summary>The numbers added under a hash.</summary>
    public Numbers With(int hash) => new(_slots, hash);

    public void Add(int hash, int number)
    {
        if ((long)(_count + 1) * 3 > (long)_slots.Length * 2)
        {
            Slot[] slots = _slots;
            _slots = new Slot[slots.Length * 2];
            foreach (Slot slot in slots)
            {
                if (!slot.IsFree)
                {
                    Place(slot);
                }
            }
        }

        Place(new Slot(hash, number + 1));
        _count++;
    }

    public void Write(ArrayWriter writer) => writer.Write(_slots);

    /// <summary>Reads back an index of the numbers from <paramref name="first"/> up to <paramref name="end"/>.</summary>
    /// <exception cref="InvalidDataException">It is no such index.</exception>
    public static HashIndex Read(ArrayReader reader, int first, int end)
    {
        var index = new HashIndex { _slots = reader.Read<Slot>(), _count = end - first };
        int size = index._slots.Length;
        reader.Require(size > 0 && (size & (size - 1)) == 0 && (long)index._count * 3 <= (long)size * 2);
        int used = 0;
        foreach (Slot slot in index._slots)
        {
            used += slot.IsFree ? 0 : 1;
            reader.Require(slot.IsFree || (slot.NumberPlusOne > first && slot.NumberPlusOne <= end));
        }

        reader.Require(used == index._count);
        return index;
    }

    private void Place(Slot slot)
    {
        int mask = _slots.Length - 1;
        int at = slot.Hash & mask;
        while (!_slots[at].IsFree)
        {
            at = (at + 1) & mask;
        }

        _slots[at] = slot;
    }

    /// <summary>One more than the number, so that new arrays are free all over.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct Slot(int Hash, int NumberPlusOne)
    {
        public bool IsFree => NumberPlusOne == 0;
    }

    /// <summary>Goes through the numbers under one hash.</summary>
    public ref struct Numbers
    {
        private readonly Slot[] _slots;
        private readonly int _hash;
        private int _next;

        internal Numbers(Slot[] slots, int hash)
        {
            _slots = slots;
            _hash = hash;
            _next = hash & (_slots.Length - 1);
        }

        public int Current { get; private set; }

        public readonly Numbers GetEnumerator() => this;

        public bool MoveNext()
        {
            while (true)
            {
                Slot slot = _slots[_next];
                if (slot.IsFree)
                {
                    return false;
                }

                _next = (_next + 1) & (_slots.Length - 1);
                if (slot.Hash == _hash)
                {
                    Current = slot.NumberPlusOne - 1;
                    return true;
                }
            }
        }
    }
}
