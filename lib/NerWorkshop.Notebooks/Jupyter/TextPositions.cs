namespace NerWorkshop.Notebooks;

/// <summary>Jupyter counts a cursor's position in Unicode code points, .NET in UTF-16 chars.</summary>
internal static class TextPositions
{
    /// <summary>The index of the code point; the text's length where it has fewer.</summary>
    public static int ToUtf16(string text, int codePoints)
    {
        var index = 0;
        for (var i = 0; i < codePoints && index < text.Length; i++)
        {
            index += index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]) ? 2 : 1;
        }

        return index;
    }

    /// <summary>How many code points precede the index.</summary>
    public static int ToCodePoints(string text, int index)
    {
        var count = 0;
        for (var i = 0; i < index; i++)
        {
            if (i + 1 < index && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }

            count++;
        }

        return count;
    }
}
