namespace NerWorkshop;

/// <summary>Puts tokens together as people write, for files that do not say where there were spaces.</summary>
internal static class Detokenizer
{
    /// <summary>Marks and endings that follow their word without a space.</summary>
    private static readonly HashSet<string> Trailing = new(StringComparer.OrdinalIgnoreCase)
    {
        ".", ",", ";", ":", "!", "?", "…", "...", "%", ")", "]", "}", "-RRB-", "-RSB-", "”", "''", "’",
        "'", "'s", "'re", "'ve", "'ll", "'d", "'m", "n't", "’s", "’re", "’ve", "’ll", "’d", "’m", "n’t",
    };

    /// <summary>Marks that their word follows without a space.</summary>
    private static readonly HashSet<string> Leading = new(StringComparer.Ordinal)
    {
        "(", "[", "{", "-LRB-", "-LSB-", "“", "``", "‘", "$", "£", "€",
    };

    /// <summary>Whether a space follows each token; straight quotes open and close by turns.</summary>
    public static bool[] Spaces(IReadOnlyList<string> words)
    {
        bool[] spaces = new bool[words.Count];
        bool isOpen = false;
        for (int i = 0; i < words.Count; i++)
        {
            bool opens = false;
            bool closes = false;
            if (words[i] == "\"")
            {
                (opens, closes) = (!isOpen, isOpen);
                isOpen = !isOpen;
            }

            if (i > 0)
            {
                spaces[i - 1] &= !closes && !Trailing.Contains(words[i]);
            }

            spaces[i] = i + 1 < words.Count && !opens && !Leading.Contains(words[i]);
        }

        return spaces;
    }
}
