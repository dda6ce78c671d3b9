namespace NerWorkshop;

/// <summary>Tokens given by where they start and end in a text.</summary>
internal static class TokenBounds
{
    /// <summary>The text cut there; null where tokens and single spaces between them do not give back the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bounds">First char of each token and the one past its last, in UTF-16 chars.</param>
    public static Doc? ToDoc(string text, IReadOnlyList<(int Start, int End)> bounds)
    {
        var lexemes = new Lexeme[bounds.Count];
        int[] starts = new int[bounds.Count];
        int expected = 0;
        for (int i = 0; i < bounds.Count; i++)
        {
            (int start, int end) = bounds[i];
            bool followsSpace = i > 0 && start == expected + 1 && text[expected] == ' ';
            if ((start != expected && !followsSpace) || end <= start || end > text.Length)
            {
                return null;
            }

            lexemes[i] = Lexeme.Of(text.AsSpan(start, end - start));
            starts[i] = start;
            expected = end;
        }

        bool isWhole = expected == text.Length || (bounds.Count > 0 && expected == text.Length - 1 && text[^1] == ' ');
        return isWhole ? new Doc(text, lexemes, starts) : null;
    }
}
