namespace NerWorkshop;

/// <summary>Collects the tokens of one text; one buffer a thread is used again for the next text.</summary>
internal sealed class TokenBuffer
{
    [ThreadStatic]
    private static TokenBuffer? _ofThread;

    private Lexeme[] _lexemes = new Lexeme[256];
    private int[] _starts = new int[256];
    private readonly Stack<Lexeme> _suffixes = [];

    public int Count { get; private set; }

    /// <summary>Offset in the text where the next token begins.</summary>
    public int Position { get; set; }

    public ReadOnlySpan<Lexeme> Lexemes => _lexemes.AsSpan(0, Count);

    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    public static TokenBuffer Rent()
    {
        TokenBuffer buffer = _ofThread ??= new TokenBuffer();
        buffer.Count = 0;
        buffer.Position = 0;
        buffer._suffixes.Clear();
        return buffer;
    }

    public void Add(Lexeme lexeme)
    {
        if (Count == _lexemes.Length)
        {
            Array.Resize(ref _lexemes, Count * 2);
            Array.Resize(ref _starts, Count * 2);
        }

        _lexemes[Count] = lexeme;
        _starts[Count] = Position;
        Count++;
        Position += lexeme.Text.Length;
    }

    /// <summary>Keeps a token that comes after all others of its piece, the last one first.</summary>
    public void Hold(Lexeme suffix) => _suffixes.Push(suffix);

    /// <summary>Adds the tokens held.</summary>
    public void AddSuffixes()
    {
        while (_suffixes.TryPop(out Lexeme? suffix))
        {
            Add(suffix);
        }
    }

    /// <summary>Replaces a run of tokens by others that cover the same text.</summary>
    public void Replace(int start, int end, ReadOnlySpan<Lexeme> tokens)
    {
        Lexeme[] lexemesAfter = _lexemes[end..Count];
        int[] startsAfter = _starts[end..Count];
        Count = start;
        Position = _starts[start];
        foreach (Lexeme token in tokens)
        {
            Add(token);
        }

        for (int i = 0; i < lexemesAfter.Length; i++)
        {
            Position = startsAfter[i];
            Add(lexemesAfter[i]);
        }
    }

    public Doc ToDoc(string text) => new(text, Lexemes.ToArray(), Starts.ToArray());
}
