namespace NerWorkshop;

/// <summary>What the features ask of a word apart from where it stands, as numbers that compare fast.</summary>
internal sealed class WordTraits
{
    /// <summary>Stands for what lies before the first and after the last word of a sentence.</summary>
    public static readonly WordTraits Edge = new("\u0002");

    private WordTraits(string edge) => Lower = Word = Shape = ShortShape = StableHash.Of(edge);

    public WordTraits(Lexeme lexeme)
    {
        Word = StableHash.Of(lexeme.Text);
        Lower = StableHash.Of(lexeme.Lower);
        Shape = StableHash.Of(lexeme.Shape);
        Case = CaseOf(lexeme.Text);
        ShortShape = StableHash.Of(Collapse(lexeme.Shape));
        HasLetter = lexeme.Text.AsSpan().IndexOfAnyExceptInRange('\0', '@') >= 0
            && Case != WordCase.None;
        Lists = NameLists.English.Of(Lower);
        Classes = WordClasses.English.Of(lexeme.Lower);
        MayStartPhrase = NameLists.English.StartsPhrase(Lower);
    }

    public ulong Word { get; }

    public ulong Lower { get; }

    public ulong Shape { get; }

    /// <summary>The shape with runs cut to one.</summary>
    public ulong ShortShape { get; }

    public WordCase Case { get; }

    public bool HasLetter { get; }

    /// <summary>The name lists that have the lower-cased word as an entry, one bit each.</summary>
    public uint Lists { get; }

    /// <summary>The classes of the word, as <see cref="WordClasses.Of"/> gives them.</summary>
    public ReadOnlyMemory<byte> Classes { get; }

    /// <summary>Whether an entry of several words begins with it.</summary>
    public bool MayStartPhrase { get; }

    public bool IsCapitalised => Case >= WordCase.Title;

    /// <summary>A shape with runs cut to one.</summary>
    public static string Collapse(string shape)
    {
        Span<char> collapsed = stackalloc char[shape.Length];
        int length = 0;
        foreach (char c in shape)
        {
            if (length == 0 || collapsed[length - 1] != c)
            {
                collapsed[length++] = c;
            }
        }

        return collapsed[..length].ToString();
    }

    private static WordCase CaseOf(string text)
    {
        int upper = 0;
        int lower = 0;
        bool firstUpper = false;
        for (int i = 0, width; i < text.Length; i += width)
        {
            int c = CodePoints.At(text, i, out width);
            if (CodePoints.IsUpper(c) || CodePoints.IsTitlecase(c))
            {
                firstUpper |= upper + lower == 0;
                upper++;
            }
            else if (CodePoints.IsLower(c))
            {
                lower++;
            }
        }

        return (upper, lower) switch
        {
            (0, 0) => WordCase.None,
            (0, _) => WordCase.Lower,
            (1, 0) => WordCase.Initial,
            (_, 0) => WordCase.Upper,
            (1, _) when firstUpper => WordCase.Title,
            _ => WordCase.Mixed,
        };
    }
}
