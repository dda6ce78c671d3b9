using System.Runtime.InteropServices;

namespace NerWorkshop;

/// <summary>
/// Lists of common names by kind (first names, countries, words that end a company's name, …), lower-cased. They are
/// evidence for the recognizer, not decisions. Each is an embedded text file, entries separated by commas or lines.
/// </summary>
internal sealed class NameLists
{
    private readonly Dictionary<ulong, uint> _words = [];
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

    /// <summary>The lists that have the lower-cased word of this hash as an entry, one bit each.</summary>
    public uint Of(ulong lower) => _words.GetValueOrDefault(lower);

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

        uint lists = end - start == 1 ? Of(hash) : _phrases.GetValueOrDefault(hash);
        return (lists & (1u << index)) != 0;
    }

    private void Add(uint bit, string text)
    {
        var tokens = new List<ulong>();
        EmbeddedLists.ForEachEntry(text, entry =>
        {
            // The tokenizer knows "Mr." and "U.S." as one token, but not in lower case; so both ways are kept.
            if (!entry.Contains(' '))
            {
                Mark(_words, StableHash.Of(entry), bit);
            }

            Tokenize(entry, tokens);
            ulong hash = tokens[0];
            for (int i = 1; i < tokens.Count; i++)
            {
                _prefixes.Add(hash);
                hash = StableHash.Mix(hash, tokens[i]);
            }

            if (tokens.Count > 1)
            {
                Mark(_phrases, hash, bit);
            }
        });
    }

    private static void Mark(Dictionary<ulong, uint> entries, ulong entry, uint bit) =>
        CollectionsMarshal.GetValueRefOrAddDefault(entries, entry, out _) |= bit;

    /// <summary>The hashes of an entry's tokens. Nearly all entries are plain words, for which the tokenizer is not needed.</summary>
    private static void Tokenize(ReadOnlySpan<char> entry, List<ulong> tokens)
    {
        tokens.Clear();
        foreach (Range range in entry.Split(' '))
        {
            if (!Tokenizer.English.IsPlainWord(entry[range]))
            {
                tokens.Clear();
                tokens.AddRange(Tokenizer.English.Tokenize(entry.ToString()).Select(token => StableHash.Of(token.Lower)));
                return;
            }

            tokens.Add(StableHash.Of(entry[range]));
        }
    }
}
