namespace NerWorkshop;

/// <summary>
/// Lists of common names by kind (first names, countries, words that end a company's name, …), lower-cased. They are
/// evidence for the recognizer, not decisions. Each is an embedded text file, entries separated by commas or lines.
/// </summary>
internal sealed class NameLists
{
    private readonly Dictionary<string, uint> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, uint> _phrases = [];
    private readonly HashSet<ulong> _prefixes = [];

    private NameLists(IReadOnlyList<(string Name, string Text)> lists)
    {
        Names = [.. lists.Select(list => list.Name)];
        for (int i = 0; i < lists.Count; i++)
        {
            Add(1u << i, lists[i].Text);
        }
    }

    /// <summary>The lists for English, in alphabetical order of their names.</summary>
    public static NameLists English { get; } = new(EmbeddedLists.Read("Names"));

    /// <summary>The lists' names; the n-th has bit n.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The lists that have this lower-cased word as an entry, one bit each.</summary>
    public uint Of(string lower) => _words.GetValueOrDefault(lower);

    /// <summary>Whether an entry of several words begins with the word of this hash.</summary>
    public bool StartsPhrase(ulong lower) => _prefixes.Contains(lower);

    /// <summary>Finds the longest entry of several words at a place; returns its lists and how many words it has.</summary>
    public uint LongestPhrase(ReadOnlySpan<WordTraits> words, out int length)
    {
        uint found = 0;
        length = 0;
        ulong hash = words[0].Lower;
        for (int n = 1; n < words.Length && _prefixes.Contains(hash); n++)
        {
            hash = StableHash.Mix(hash, words[n].Lower);
            if (_phrases.TryGetValue(hash, out uint lists))
            {
                found = lists;
                length = n + 1;
            }
        }

        return found;
    }

    /// <summary>Whether a list has an entry, of one word or several, in any case.</summary>
    public bool Contains(string list, Doc doc, int start, int end)
    {
        int index = Names.ToList().IndexOf(list);
        if (index < 0)
        {
            return false;
        }

        ulong hash = StableHash.Of(doc.LexemeAt(start).Lower);
        for (int i = start + 1; i < end; i++)
        {
            hash = StableHash.Mix(hash, StableHash.Of(doc.LexemeAt(i).Lower));
        }

        uint lists = end - start == 1 ? Of(doc.LexemeAt(start).Lower) : _phrases.GetValueOrDefault(hash);
        return (lists & (1u << index)) != 0;
    }

    private void Add(uint bit, string text)
    {
        foreach (string entry in text.Split(
            [',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // The tokenizer knows "Mr." and "U.S." as one token, but not in lower case; so both ways are kept.
            if (!entry.Contains(' '))
            {
                _words[entry] = _words.GetValueOrDefault(entry) | bit;
            }

            // Most entries are plain words, which are one token; a short one, as "wed", can be two.
            if (entry.Length > 4 && entry.All(char.IsLetter))
            {
                continue;
            }

            Doc tokens = Tokenizer.English.Tokenize(entry);
            if (tokens.Count == 1)
            {
                continue;
            }

            ulong hash = StableHash.Of(tokens[0].Lower);
            for (int i = 1; i < tokens.Count; i++)
            {
                _prefixes.Add(hash);
                hash = StableHash.Mix(hash, StableHash.Of(tokens[i].Lower));
            }

            _phrases[hash] = _phrases.GetValueOrDefault(hash) | bit;
        }
    }
}
