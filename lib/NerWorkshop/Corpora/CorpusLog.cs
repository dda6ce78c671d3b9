using System.Runtime.ExceptionServices;

namespace NerWorkshop;

/// <summary>
/// Collects what reading and writing corpora has to tell: what was repaired, what a format cannot hold, and, where they
/// are to be skipped, bad records. Equal notes are counted, with the first places where they happened.
/// </summary>
public sealed class CorpusLog
{
    private const int Listed = 5;

    private readonly OrderedDictionary<string, (int Count, List<string> Places)> _notes = new(StringComparer.Ordinal);

    /// <summary>Whether to go on after a record that cannot be read; without it, the first one is an error.</summary>
    public bool SkipBad { get; init; }

    /// <summary>How many records were skipped.</summary>
    public int Skipped { get; private set; }

    /// <summary>What there is to tell so far, in the order in which it first happened.</summary>
    public IReadOnlyList<CorpusNote> Notes =>
        [.. _notes.Select(note => new CorpusNote(note.Key, note.Value.Count, note.Value.Places))];

    /// <summary>Notes something.</summary>
    /// <param name="what">What happened; equal ones are counted together.</param>
    /// <param name="place">Where, such as <c>line 12</c>.</param>
    public void Add(string what, string place)
    {
        (int count, List<string> places) = _notes.TryGetValue(what, out (int, List<string>) note) ? note : (0, []);
        if (places.Count < Listed)
        {
            places.Add(place);
        }

        _notes[what] = (count + 1, places);
    }

    /// <summary>Notes what was noted elsewhere.</summary>
    internal void Add(CorpusNote note)
    {
        (int count, List<string> places) =
            _notes.TryGetValue(note.What, out (int, List<string>) known) ? known : (0, []);
        _notes[note.What] = (count + note.Count, [.. places.Concat(note.Places).Take(Listed)]);
    }

    /// <summary>Notes a record that cannot be read, or throws its error.</summary>
    /// <exception cref="InvalidDataException">Bad records are not to be skipped.</exception>
    internal void Bad(InvalidDataException error)
    {
        if (!SkipBad)
        {
            ExceptionDispatchInfo.Throw(error);
        }

        Skipped++;
        Add("bad records skipped", error.Message.TrimEnd('.'));
    }
}
