namespace NerWorkshop;

/// <summary>
/// Finds the names that differ from a text by one typing error: a letter too many, too few, another one, or two
/// neighbours swapped, which are most errors that people make (Damerau 1964). The first letter must agree, digits must
/// not differ, and short names must be right.
/// </summary>
/// <remarks>
/// Two names within one error are alike once a letter is left out of each (Mor and Fraenkel 1982; SymSpell): every
/// name is filed under itself and under all its forms with a letter less, and so is the text looked up. The time hardly
/// depends on how many names there are.
/// </remarks>
internal sealed class TypingErrors
{
    /// <summary>Names with fewer letters are too like one another.</summary>
    private const int ShortestName = 5;

    private readonly string[] _names;

    /// <summary>The names of bucket b are <c>_filed[_starts[b].._starts[b + 1]]</c>.</summary>
    private readonly int[] _starts;
    private readonly int[] _filed;

    public TypingErrors(string[] names)
    {
        _names = names;
        int forms = names.Sum(name => name.Length < ShortestName - 1 ? 0 : name.Length);
        int buckets = 16;
        while (buckets < forms)
        {
            buckets *= 2;
        }

        // Counted first, so that all buckets fit into one array.
        _starts = new int[buckets + 1];
        _filed = new int[forms];
        foreach (string name in names)
        {
            for (int i = 0; i < FormsOf(name); i++)
            {
                _starts[BucketOf(name, i) + 1]++;
            }
        }

        for (int b = 0; b < buckets; b++)
        {
            _starts[b + 1] += _starts[b];
        }

        int[] next = _starts[..^1];
        for (int n = 0; n < names.Length; n++)
        {
            for (int i = 0; i < FormsOf(names[n]); i++)
            {
                _filed[next[BucketOf(names[n], i)]++] = n;
            }
        }
    }

    /// <summary>The names that are one error away, each once.</summary>
    public IReadOnlyList<string> Near(ReadOnlySpan<char> text)
    {
        List<string>? near = null;
        for (int i = 0; i < FormsOf(text) && text.Length >= ShortestName; i++)
        {
            int bucket = BucketOf(text, i);
            for (int slot = _starts[bucket]; slot < _starts[bucket + 1]; slot++)
            {
                string name = _names[_filed[slot]];
                if (IsOneError(text, name) && near?.Contains(name) != true)
                {
                    (near ??= []).Add(name);
                }
            }
        }

        return near ?? [];
    }

    /// <summary>Whether one error makes one of the other.</summary>
    internal static bool IsOneError(ReadOnlySpan<char> text, ReadOnlySpan<char> name)
    {
        int start = text.CommonPrefixLength(name);
        int end = 0;
        int shorter = Math.Min(text.Length, name.Length) - start;
        while (end < shorter && text[^(end + 1)] == name[^(end + 1)])
        {
            end++;
        }

        ReadOnlySpan<char> ours = text[start..^end];
        ReadOnlySpan<char> theirs = name[start..^end];
        bool isOne = (ours.Length, theirs.Length) is (1, 1) or (0, 1) or (1, 0)
            || (ours.Length == 2 && theirs.Length == 2 && ours[0] == theirs[1] && ours[1] == theirs[0]);
        return isOne && start > 0 && !ours.ContainsAnyInRange('0', '9') && !theirs.ContainsAnyInRange('0', '9');
    }

    /// <summary>The whole name, and what is left without one of the letters after the first.</summary>
    private static int FormsOf(ReadOnlySpan<char> name) => name.Length < ShortestName - 1 ? 0 : name.Length;

    /// <summary>The bucket of the form without the n-th letter; form 0 is the whole name.</summary>
    private int BucketOf(ReadOnlySpan<char> name, int without)
    {
        uint hash = 2166136261;
        for (int i = 0; i < name.Length; i++)
        {
            if (i != without || without == 0)
            {
                hash = (hash ^ name[i]) * 16777619;
            }
        }

        return (int)((hash * 0x9E3779B9u) >> 7) & (_starts.Length - 2);
    }
}
