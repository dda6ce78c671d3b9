namespace NerWorkshop.Notebooks;

/// <summary>Finds the name that a misspelt one may have been meant for.</summary>
internal static class Names
{
    /// <summary>The name that takes the fewest single changes; the first of several. There must be one.</summary>
    public static string Nearest(string name, IEnumerable<string> known) =>
        known.MinBy(candidate => Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant()))!;

    /// <summary>The Levenshtein distance.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
