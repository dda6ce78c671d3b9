namespace NerWorkshop;

/// <summary>Edit distance between words in code points: insertions, deletions and substitutions.</summary>
internal static class Levenshtein
{
    /// <summary>Whether <paramref name="a"/> becomes <paramref name="b"/> by at most <paramref name="limit"/> edits.</summary>
    public static bool IsWithin(string a, string b, int limit)
    {
        int[] left = ToCodePoints(a);
        int[] right = ToCodePoints(b);
        if (Math.Abs(left.Length - right.Length) > limit)
        {
            return false;
        }

        int[] row = new int[right.Length + 1];
        for (int j = 0; j < row.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            int best = row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substitution = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
                best = Math.Min(best, row[j]);
            }

            if (best > limit)
            {
                return false;
            }
        }

        return row[^1] <= limit;
    }

    /// <summary>The edits that <c>FUZZY</c> without a number allows: 30 % of the word, at least two.</summary>
    public static int DefaultLimit(string word) =>
        Math.Max(2, (int)Math.Round(0.3 * CodePoints.Count(word), MidpointRounding.ToEven));

    private static int[] ToCodePoints(string text)
    {
        int[] codePoints = new int[CodePoints.Count(text)];
        for (int i = 0, n = 0, width; i < text.Length; i += width)
        {
            codePoints[n++] = CodePoints.At(text, i, out width);
        }

        return codePoints;
    }
}
