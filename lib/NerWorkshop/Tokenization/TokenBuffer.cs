namespace NerWorkshop;

/// <summary>Collects the tokens of one text; one buffer a thread is used again for the next text.</summary>
internal sealed class TokenBuffer
{
    [ThreadStatic]
    private static TokenBuffer? _ofThread;

    private Lexeme[] _lexemes = new Lexeme[256];
    private int[] _starts = new int[256];
    private readonly Stack<Lexeme> _suffixes = [];
    private bool[] _taken = [];

    public int Count { get; private set; }

    /// <summary>Offset in the text where the next token begins.</summary>
    public int Position { get; set; }

    /// <summary>Room for the special sequences found in the text.</summary>
    public List<(int Start, int End)> Found { get; } = [];

    public ReadOnlySpan<Lexeme> Lexemes => _lexemes.AsSpan(0, Count);

    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    public static TokenBuffer Rent()
    {
        TokenBuffer buffer = _ofThread ??= new TokenBuffer();
        buffer.Count = 0;
        buffer.Position = 0;
        buffer._suffixes.Clear();
        buffer.Found.Clear();
        return buffer;
    }

    public void Add(Lexeme lexeme)
    {
        Reserve(Count + 1);
        _lexemes[Count] = lexeme;
        _starts[Count] = Position;
        Count++;
        Position += lexeme.Text.Length;
    }

    /// <summary>Room for a mark on each token, none set.</summary>
    public Span<bool> Taken()
    {
        if (_taken.Length < Count)
        {
            _taken = new bool[_lexemes.Length];
        }

        Span<bool> taken = _taken.AsSpan(0, Count);
        taken.Clear();
        return taken;
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
        if (_lexemes.AsSpan(start..end).SequenceEqual(tokens))
        {
            return;
        }

        int after = Count - end;
        int count = start + tokens.Length + after;
        Reserve(count);
        int position = _starts[start];
        Array.Copy(_lexemes, end, _lexemes, start + tokens.Length, after);
        Array.Copy(_starts, end, _starts, start + tokens.Length, after);
        tokens.CopyTo(_lexemes.AsSpan(start));
        for (int i = 0; i < tokens.Length; i++)
        {
            _starts[start + i] = position;
            position += tokens[i].Text.Length;
        }

        Count = count;
    }

    private void Reserve(int count)
    {
        while (count > _lexemes.Length)
        {
            Array.Resize(ref _lexemes, _lexemes.Length * 2);
            Array.Resize(ref _starts, _starts.Length * 2);
        }
    }

    public Doc ToDoc(string text) => new(text, Lexemes.ToArray(), Starts.ToArray());
}
