using System.Globalization;

namespace NerWorkshop;

/// <summary>
/// A name without what writers vary: lower case, no accents, no full stops, no article before it and no <c>'s</c> behind,
/// one space where there are several. <c>The U.S.'s</c> and <c>US</c> are the same. It has no more chars than the name.
/// </summary>
internal static class FoldedName
{
    private const string Article = "the ";

    // The plain letters of Unicode's Latin ones from these on, a point where there is none. Taking accents apart by
    // Unicode's own tables is not to be had where the process runs without cultures.
    private const char FirstLatin = '\u00e0';
    private const string Latin =
        "aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.llllll."
        + ".llnnnnnn...oooooo..rrrrrrsssssssstttt..uuuuuuuuuuuuwwyyyzzzzzz.";
    private const char FirstAdditional = '\u1e00';
    private const string Additional =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr"
        + "ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy......aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
        + "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

    public static string Of(string name)
    {
        char[] buffer = new char[name.Length];
        return new string(buffer, 0, Fold(name, buffer));
    }

    /// <summary>Writes the folded form; returns its length.</summary>
    public static int Fold(ReadOnlySpan<char> name, Span<char> folded)
    {
        int length = 0;
        foreach (char c in name)
        {
            if (CodePoints.IsSpace(c))
            {
                if (length > 0 && folded[length - 1] != ' ')
                {
                    folded[length++] = ' ';
                }
            }
            else if (c != '.' && (c < 128 || CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark))
            {
                folded[length++] = Plain(char.ToLowerInvariant(c));
            }
        }

        folded = folded[..length].TrimEnd(' ');
        if (folded.EndsWith("'s"))
        {
            folded = folded[..^2];
        }

        if (folded.StartsWith(Article) && folded.Length > Article.Length)
        {
            folded[Article.Length..].CopyTo(folded);
            folded = folded[..^Article.Length];
        }

        return folded.Length;
    }

    private static char Plain(char c) => c switch
    {
        < FirstLatin => c,
        '’' => '\'',
        _ when c - FirstLatin < Latin.Length => PlainOr(Latin[c - FirstLatin], c),
        >= FirstAdditional when c - FirstAdditional < Additional.Length => PlainOr(Additional[c - FirstAdditional], c),
        _ => c,
    };

    private static char PlainOr(char plain, char c) => plain == '.' ? c : plain;
}
