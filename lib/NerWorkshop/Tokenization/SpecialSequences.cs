using System.Collections.Frozen;

namespace NerWorkshop;

/// <summary>
/// Special cases that may also arise from several tokens once affixes are off, as <c>Dr.</c> from <c>Dr</c> and
/// <c>.</c>: finds them in the tokens of a text and cuts them as the special case says.
/// </summary>
internal sealed class SpecialSequences
{
    private readonly FrozenDictionary<string, string[][]> _byFirstToken;

    private readonly int _longestFirstToken;

    public SpecialSequences(IEnumerable<string[]> sequences)
    {
        _byFirstToken = sequences.GroupBy(sequence => sequence[0]).ToFrozenDictionary(
            alike => alike.Key, alike => alike.ToArray(), StringComparer.Ordinal);
        _longestFirstToken = _byFirstToken.Keys.Max(token => token.Length);
    }

    public bool MayBeginIn(ReadOnlySpan<Lexeme> tokens)
    {
        foreach (Lexeme token in tokens)
        {
            if (token.Text.Length <= _longestFirstToken && _byFirstToken.ContainsKey(token.Text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Cuts again where a sequence stands. The longest one wins, then the first; one that only shares its tokens with a
    /// special case but not its text (a space between them) keeps its tokens, and still blocks shorter ones.
    /// </summary>
    public void Apply(
        string text,
        TokenBuffer buffer,
        FrozenDictionary<string, SpecialCase>.AlternateLookup<ReadOnlySpan<char>> specials)
    {
        List<(int Start, int End)> found = buffer.Found;
        Find(buffer.Lexemes, found);
        if (found.Count == 0)
        {
            return;
        }

        found.Sort(static (a, b) => a.End - a.Start != b.End - b.Start
            ? (b.End - b.Start).CompareTo(a.End - a.Start)
            : a.Start.CompareTo(b.Start));
        Span<bool> taken = buffer.Taken();
        int kept = 0;
        for (int i = 0; i < found.Count; i++)
        {
            (int start, int end) = found[i];
            bool isFree = !taken[start] && !taken[end - 1];
            taken[start..end].Fill(true);
            if (isFree)
            {
                found[kept++] = (start, end);
            }
        }

        // From the end, so that token indices before stay valid.
        found.RemoveRange(kept, found.Count - kept);
        found.Sort(static (a, b) => b.Start.CompareTo(a.Start));
        foreach ((int start, int end) in found)
        {
            int startChar = buffer.Starts[start];
            int endChar = buffer.Starts[end - 1] + buffer.Lexemes[end - 1].Text.Length;
            if (specials.TryGetValue(text.AsSpan(startChar, endChar - startChar), out SpecialCase? special))
            {
                buffer.Replace(start, end, special.Tokens);
            }
        }
    }

    private void Find(ReadOnlySpan<Lexeme> tokens, List<(int Start, int End)> found)
    {
        for (int i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Text.Length <= _longestFirstToken
                && _byFirstToken.TryGetValue(tokens[i].Text, out string[][]? candidates))
            {
                foreach (string[] sequence in candidates)
                {
                    if (IsAt(tokens[i..], sequence))
                    {
                        found.Add((i, i + sequence.Length));
                    }
                }
            }
        }
    }

    private static bool IsAt(ReadOnlySpan<Lexeme> tokens, string[] sequence)
    {
        if (tokens.Length < sequence.Length)
        {
            return false;
        }

        for (int i = 1; i < sequence.Length; i++)
        {
            if (tokens[i].Text != sequence[i])
            {
                return false;
            }
        }

        return true;
    }
}
