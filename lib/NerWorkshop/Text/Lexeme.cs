namespace NerWorkshop;

/// <summary>
/// A word apart from any text: its attributes, each computed at most once. Frequent words share one lexeme through a
/// bounded cache, so that a stream of endless new words does not grow the process.
/// </summary>
/// <remarks>Safe to use from many threads: two threads may compute the same attribute, with the same result.</remarks>
public sealed class Lexeme
{
    private const TokenFlags Computed = (TokenFlags)(1 << 30);

    private static readonly BoundedCache<Lexeme> Cache = new(capacity: 1 << 17, longestKey: 48);
    private static int _serial;

    private readonly string? _givenNorm;
    private string? _lower;
    private string? _norm;
    private string? _shape;
    private string? _prefix;
    private string? _suffix;
    private int _length;
    private TokenFlags _flags;

    private Lexeme(string text, string? norm)
    {
        Text = text;
        _givenNorm = norm;
        Serial = Interlocked.Increment(ref _serial);
    }

    /// <summary>The word as written (<c>ORTH</c>, <c>TEXT</c>).</summary>
    public string Text { get; }

    /// <summary>The word in lower case (<c>LOWER</c>).</summary>
    public string Lower => _lower ??= CodePoints.ToLower(Text);

    /// <summary>The normal form (<c>NORM</c>): lower case, with quotes, dashes, currencies and contractions unified.</summary>
    public string Norm => _norm ??= _givenNorm ?? LexicalAttributes.Norm(Text, Lower);

    /// <summary>The word's shape (<c>SHAPE</c>): X, x and d for letters and digits, runs cut after four.</summary>
    public string Shape => _shape ??= LexicalAttributes.Shape(Text);

    /// <summary>The first code point (<c>PREFIX</c>).</summary>
    public string Prefix => _prefix ??= LexicalAttributes.Prefix(Text);

    /// <summary>The last three code points (<c>SUFFIX</c>).</summary>
    public string Suffix => _suffix ??= LexicalAttributes.Suffix(Text);

    /// <summary>Length in Unicode code points (<c>LENGTH</c>).</summary>
    public int Length => _length != 0 ? _length : _length = CodePoints.Count(Text);

    /// <summary>All yes-or-no attributes.</summary>
    public TokenFlags Flags
    {
        get
        {
            TokenFlags flags = _flags;
            if ((flags & Computed) == 0)
            {
                _flags = flags = LexicalAttributes.Flags(Text, Lower) | Computed;
            }

            return flags & ~Computed;
        }
    }

    /// <summary>A number of this instance, for direct-mapped caches; it means nothing beyond the process.</summary>
    internal int Serial { get; }

    /// <summary>Whether all of <paramref name="flags"/> hold.</summary>
    public bool Has(TokenFlags flags) => (Flags & flags) == flags;

    /// <summary>The lexeme of a word; for a frequent word the same instance each time.</summary>
    public static Lexeme Of(ReadOnlySpan<char> word)
    {
        return Cache.Find(word, out int hash) ?? New(word, hash);
    }

    /// <summary>As <see cref="Of(ReadOnlySpan{char})"/>, with the hash that another <see cref="BoundedCache{T}"/> gave.</summary>
    internal static Lexeme Of(ReadOnlySpan<char> word, int hash) => Cache.Find(word, hash) ?? New(word, hash);

    private static Lexeme New(ReadOnlySpan<char> word, int hash)
    {
        var lexeme = new Lexeme(word.ToString(), null);
        if (Cache.Admits(word, hash))
        {
            Cache.Set(lexeme.Text, hash, lexeme);
        }

        return lexeme;
    }

    /// <summary>A lexeme with a norm of its own, as a tokenizer's special case gives it; never cached.</summary>
    internal static Lexeme WithNorm(string word, string norm) => new(word, norm);

    /// <summary>The word.</summary>
    public override string ToString() => Text;
}
