namespace NerWorkshop;

/// <summary>
/// Cuts text into tokens with spaCy's algorithm: split on white space; take prefixes and suffixes off each piece until
/// a special case or nothing is left to take; keep URLs whole; split the rest at infixes; finally apply the special
/// cases that span several tokens. The text is never changed.
/// </summary>
/// <remarks>Safe to use from many threads. Pieces seen before come from a bounded cache.</remarks>
public sealed class Tokenizer
{
    private readonly BoundedCache<Piece> _pieces = new(capacity: 1 << 16, longestKey: 64);
    private readonly Dictionary<string, SpecialCase> _specials;
    private readonly Dictionary<string, SpecialCase>.AlternateLookup<ReadOnlySpan<char>> _specialOf;
    private readonly int _longestSpecial;
    private readonly SpecialSequences _sequences;

    private Tokenizer(IEnumerable<SpecialCase> specials)
    {
        _specials = specials.ToDictionary(special => special.Text, StringComparer.Ordinal);
        _specialOf = _specials.GetAlternateLookup<ReadOnlySpan<char>>();
        _longestSpecial = _specials.Keys.Max(text => text.Length);
        _sequences = new SpecialSequences(
            from special in _specials.Values
            where NeedsSequence(special.Text)
            select CutWithoutSpecials(special.Text));
    }

    /// <summary>The tokenizer for English.</summary>
    public static Tokenizer English { get; } = new(EnglishSpecialCases.All());

    /// <summary>Cuts a text into tokens.</summary>
    /// <returns>A document without entities; its tokens and spaces give back <paramref name="text"/> exactly.</returns>
    public Doc Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        TokenBuffer buffer = TokenBuffer.Rent();
        bool mayHoldSequence = false;
        int start = 0;
        while (start < text.Length)
        {
            int end = EndOfPiece(text, start);
            mayHoldSequence |= AddPiece(text.AsSpan(start, end - start), buffer);

            // One space after a word belongs to it; any other white space is a piece of its own.
            bool swallowsSpace = end < text.Length && text[end] == ' ' && !CodePoints.IsSpace(text[end - 1]);
            start = swallowsSpace ? end + 1 : end;
            buffer.Position = start;
        }

        if (mayHoldSequence)
        {
            _sequences.Apply(text, buffer, _specialOf);
        }

        return buffer.ToDoc(text);
    }

    private static int EndOfPiece(string text, int start)
    {
        bool isSpace = CodePoints.IsSpace(text[start]);
        int end = start + 1;
        while (end < text.Length && CodePoints.IsSpace(text[end]) == isSpace)
        {
            end++;
        }

        return end;
    }

    /// <summary>Adds the tokens of one piece; returns whether one of them may begin a special sequence.</summary>
    private bool AddPiece(ReadOnlySpan<char> text, TokenBuffer buffer)
    {
        if (_pieces.Find(text) is not { } piece)
        {
            string key = text.ToString();
            Lexeme[] tokens = [.. Cut(key)];
            piece = _pieces.Add(key, new Piece(tokens, _sequences.MayBeginIn(tokens)));
        }

        foreach (Lexeme lexeme in piece.Tokens)
        {
            buffer.Add(lexeme);
        }

        return piece.MayBeginSequence;
    }

    private List<Lexeme> Cut(string piece)
    {
        var tokens = new List<Lexeme>();
        if (_specials.TryGetValue(piece, out SpecialCase? special))
        {
            tokens.AddRange(special.Tokens);
            return tokens;
        }

        ReadOnlySpan<char> rest = piece;
        var suffixes = new List<Lexeme>();
        SplitAffixes(ref rest, tokens, suffixes, IsSpecial);
        if (IsSpecial(rest))
        {
            special = _specialOf[rest];
            tokens.AddRange(special.Tokens);
        }
        else
        {
            SplitInfixes(rest, tokens);
        }

        suffixes.Reverse();
        tokens.AddRange(suffixes);
        return tokens;
    }

    /// <summary>How a special case would be cut if it were none, which is how it shows up between other tokens.</summary>
    private static string[] CutWithoutSpecials(string text)
    {
        var tokens = new List<Lexeme>();
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words ? words : [text])
        {
            ReadOnlySpan<char> rest = word;
            var suffixes = new List<Lexeme>();
            SplitAffixes(ref rest, tokens, suffixes, static _ => false);
            SplitInfixes(rest, tokens);
            suffixes.Reverse();
            tokens.AddRange(suffixes);
        }

        return [.. tokens.Select(token => token.Text)];
    }

    private static bool NeedsSequence(string text) =>
        text.Contains(' ') || AffixRules.PrefixLength(text) > 0 || AffixRules.SuffixLength(text) > 0
        || AffixRules.NextInfix(text, 0, out _, out _);

    /// <summary>Looks at the length first: hashing what is left of a very long piece at every step would take quadratic time.</summary>
    private bool IsSpecial(ReadOnlySpan<char> text) => text.Length <= _longestSpecial && _specialOf.ContainsKey(text);

    private delegate bool SpanPredicate(ReadOnlySpan<char> text);

    private static void SplitAffixes(
        ref ReadOnlySpan<char> rest, List<Lexeme> prefixes, List<Lexeme> suffixes, SpanPredicate isSpecial)
    {
        while (rest.Length > 0 && !isSpecial(rest))
        {
            int prefix = AffixRules.PrefixLength(rest);
            ReadOnlySpan<char> withoutPrefix = rest[prefix..];
            if (prefix > 0 && withoutPrefix.Length > 0 && isSpecial(withoutPrefix))
            {
                prefixes.Add(Lexeme.Of(rest[..prefix]));
                rest = withoutPrefix;
                return;
            }

            int suffix = AffixRules.SuffixLength(withoutPrefix);
            ReadOnlySpan<char> withoutSuffix = rest[..^suffix];
            if (suffix > 0 && withoutSuffix.Length > 0 && isSpecial(withoutSuffix))
            {
                suffixes.Add(Lexeme.Of(rest[^suffix..]));
                rest = withoutSuffix;
                return;
            }

            if (prefix == 0 && suffix == 0)
            {
                return;
            }

            if (prefix > 0)
            {
                prefixes.Add(Lexeme.Of(rest[..prefix]));
            }

            if (suffix > 0)
            {
                suffixes.Add(Lexeme.Of(rest[^suffix..]));
            }

            rest = rest[prefix..^suffix];
        }
    }

    private static void SplitInfixes(ReadOnlySpan<char> word, List<Lexeme> tokens)
    {
        if (word.Length == 0)
        {
            return;
        }

        int start = 0;
        if (!UrlPattern.IsMatch(word))
        {
            int from = 0;
            while (AffixRules.NextInfix(word, from, out int infix, out int length))
            {
                from = infix + length;
                if (infix == 0)
                {
                    continue;
                }

                if (infix > start)
                {
                    tokens.Add(Lexeme.Of(word[start..infix]));
                }

                tokens.Add(Lexeme.Of(word.Slice(infix, length)));
                start = from;
            }
        }

        if (start < word.Length)
        {
            tokens.Add(Lexeme.Of(word[start..]));
        }
    }

    private sealed record Piece(Lexeme[] Tokens, bool MayBeginSequence);
}
