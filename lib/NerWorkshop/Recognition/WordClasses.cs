namespace NerWorkshop;

/// <summary>
/// What kinds of thing common words stand for: "onion" is a vegetable, "minister" holds an office. What is learned of one
/// word then counts for its like, as with the supersenses of WordNet (Ciaramita and Altun 2006). Each class is an embedded
/// text file of base forms in lower case, separated by commas or lines; inflected forms are traced back by rule.
/// </summary>
internal sealed class WordClasses
{
    /// <summary>What an inflected form ends with, and what its base form has in that place.</summary>
    private static readonly (string Ending, string Base)[] Endings =
    [
        ("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("ves", "fe"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""),
        ("ing", "e"), ("er", ""), ("er", "e"), ("ier", "y"), ("est", ""), ("est", "e"), ("iest", "y"), ("ly", ""),
    ];

    /// <summary>Hashes of the words, their last byte 0.</summary>
    private readonly SortedKeys _words;

    /// <summary>For each word where its classes start; one more for the end.</summary>
    private readonly int[] _starts;

    private readonly byte[] _classes;

    private WordClasses(IReadOnlyList<(string Name, string Text)> classes)
    {
        Names = [.. classes.Select(c => c.Name)];

        // The class stands in the last byte of the hash: numbers are sorted faster than pairs.
        var entries = new List<ulong>(1 << 17);
        for (int i = 0; i < classes.Count; i++)
        {
            byte number = (byte)i;
            EmbeddedLists.ForEachEntry(classes[i].Text, word => entries.Add(HashOf(word) | number));
        }

        entries.Sort();
        var words = new List<ulong>(entries.Count);
        var starts = new List<int>(entries.Count);
        _classes = new byte[entries.Count];
        for (int i = 0; i < entries.Count; i++)
        {
            ulong word = entries[i] & ~0xFFul;
            _classes[i] = (byte)entries[i];
            if (words.Count == 0 || words[^1] != word)
            {
                words.Add(word);
                starts.Add(i);
            }
        }

        _words = new SortedKeys([.. words]);
        _starts = [.. starts, entries.Count];
    }

    /// <summary>The classes for English.</summary>
    public static WordClasses English { get; } = new(EmbeddedLists.Read("Classes"));

    /// <summary>The names of the classes, in alphabetical order; at most 256.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The classes of a lower-cased word, or else of its base form, as indexes of <see cref="Names"/>, ascending.</summary>
    public ReadOnlyMemory<byte> Of(ReadOnlySpan<char> lower)
    {
        if (Find(lower, out ReadOnlyMemory<byte> classes) || lower.Length is < 4 or > 32)
        {
            return classes;
        }

        Span<char> form = stackalloc char[lower.Length + 1];
        foreach ((string ending, string instead) in Endings)
        {
            if (!lower.EndsWith(ending, StringComparison.Ordinal))
            {
                continue;
            }

            ReadOnlySpan<char> stem = lower[..^ending.Length];
            stem.CopyTo(form);
            instead.CopyTo(form[stem.Length..]);
            if (Find(form[..(stem.Length + instead.Length)], out classes)
                || (IsDoubled(stem) && Find(stem[..^1], out classes)))
            {
                return classes;
            }
        }

        return default;
    }

    /// <summary>Whether a stem ends like "stopp": its last letter may be there for an ending's sake.</summary>
    private static bool IsDoubled(ReadOnlySpan<char> stem) => stem.Length > 2 && stem[^1] == stem[^2];

    private static ulong HashOf(ReadOnlySpan<char> word) => StableHash.Of(word) & ~0xFFul;

    private bool Find(ReadOnlySpan<char> word, out ReadOnlyMemory<byte> classes)
    {
        int at = _words.Find(HashOf(word));
        classes = at < 0 ? default : _classes.AsMemory(_starts[at].._starts[at + 1]);
        return at >= 0;
    }
}
