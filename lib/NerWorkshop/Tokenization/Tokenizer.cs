using System.Buffers;
using System.Collections.Frozen;

namespace NerWorkshop;

/// <summary>
/// Cuts text into tokens with spaCy's algorithm: split on white space; take prefixes and suffixes off each piece until
/// a special case or nothing is left to take; keep URLs whole; split the rest at infixes; finally apply the special
/// cases that span several tokens. The text is never changed.
/// </summary>
/// <remarks>Safe to use from many threads. Pieces seen before come from a bounded cache.</remarks>
public sealed class Tokenizer
{
    private static readonly SearchValues<char> PlainChars =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private static readonly SearchValues<char> PlainLetters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private readonly BoundedCache<Piece> _pieces = new(capacity: 1 << 16, longestKey: 64);
    private readonly FrozenDictionary<string, SpecialCase>.AlternateLookup<ReadOnlySpan<char>> _specialOf;
    private readonly int _longestSpecial;
    private readonly SpanPredicate _isSpecial;
    private readonly SpecialSequences _sequences;

    private Tokenizer(IEnumerable<SpecialCase> specials)
    {
        FrozenDictionary<string, SpecialCase> byText =
            specials.ToFrozenDictionary(special => special.Text, StringComparer.Ordinal);
        _specialOf = byText.GetAlternateLookup<ReadOnlySpan<char>>();
        _longestSpecial = byText.Keys.Max(text => text.Length);
        _isSpecial = IsSpecial;
        _sequences = new SpecialSequences(
            from special in byText.Values
            where NeedsSequence(special.Text)
            select CutWithoutSpecials(special.Text));
    }

    /// <summary>The tokenizer for English.</summary>
    public static Tokenizer English { get; } = new(EnglishSpecialCases.All());

    /// <summary>Whether a piece without white space is one token beyond doubt: letters alone, and no special case.</summary>
    internal bool IsPlainWord(ReadOnlySpan<char> piece) =>
        !piece.IsEmpty && !piece.ContainsAnyExcept(PlainLetters) && !IsSpecial(piece);

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
        if (_pieces.Find(text, out int hash) is { } piece)
        {
            foreach (Lexeme lexeme in piece.Tokens)
            {
                buffer.Add(lexeme);
            }

            return piece.MayBeginSequence;
        }

        int first = buffer.Count;
        Cut(text, hash, buffer);
        ReadOnlySpan<Lexeme> tokens = buffer.Lexemes[first..];
        bool mayBegin = _sequences.MayBeginIn(tokens);
        if (_pieces.Admits(text, hash))
        {
            _pieces.Set(text.ToString(), hash, new Piece(tokens.ToArray(), mayBegin));
        }

        return mayBegin;
    }

    private void Cut(ReadOnlySpan<char> piece, int hash, TokenBuffer buffer)
    {
        int length = piece.Length;
        SplitAffixes(ref piece, buffer, _isSpecial);
        if (piece.Length == length && !NeedsInfixes(piece) && !IsSpecial(piece))
        {
            buffer.Add(Lexeme.Of(piece, hash));
            return;
        }

        if (IsSpecial(piece))
        {
            foreach (Lexeme token in _specialOf[piece].Tokens)
            {
                buffer.Add(token);
            }
        }
        else
        {
            SplitInfixes(piece, buffer);
        }

        buffer.AddSuffixes();
    }

    /// <summary>How a special case would be cut if it were none, which is how it shows up between other tokens.</summary>
    private static string[] CutWithoutSpecials(string text)
    {
        TokenBuffer buffer = TokenBuffer.Rent();
        ReadOnlySpan<char> rest = text;
        SplitAffixes(ref rest, buffer, static _ => false);
        SplitInfixes(rest, buffer);
        buffer.AddSuffixes();
        return [.. buffer.Lexemes.ToArray().Select(token => token.Text)];
    }

    private static bool NeedsSequence(string text) =>
        AffixRules.PrefixLength(text) > 0 || AffixRules.SuffixLength(text) > 0
        || AffixRules.NextInfix(text, 0, out _, out _);

    /// <summary>Looks at the length first: hashing what is left of a very long piece at every step would take quadratic time.</summary>
    private bool IsSpecial(ReadOnlySpan<char> text) => text.Length <= _longestSpecial && _specialOf.ContainsKey(text);

    private delegate bool SpanPredicate(ReadOnlySpan<char> text);

    private static void SplitAffixes(
        ref ReadOnlySpan<char> rest, TokenBuffer buffer, SpanPredicate isSpecial)
    {
        while (rest.Length > 0 && !isSpecial(rest))
        {
            int prefix = AffixRules.PrefixLength(rest);
            ReadOnlySpan<char> withoutPrefix = rest[prefix..];
            if (prefix > 0 && withoutPrefix.Length > 0 && isSpecial(withoutPrefix))
            {
                buffer.Add(Lexeme.Of(rest[..prefix]));
                rest = withoutPrefix;
                return;
            }

            int suffix = AffixRules.SuffixLength(withoutPrefix);
            ReadOnlySpan<char> withoutSuffix = rest[..^suffix];
            if (suffix > 0 && withoutSuffix.Length > 0 && isSpecial(withoutSuffix))
            {
                buffer.Hold(Lexeme.Of(rest[^suffix..]));
                rest = withoutSuffix;
                return;
            }

            if (prefix == 0 && suffix == 0)
            {
                return;
            }

            if (prefix > 0)
            {
                buffer.Add(Lexeme.Of(rest[..prefix]));
            }

            if (suffix > 0)
            {
                buffer.Hold(Lexeme.Of(rest[^suffix..]));
            }

            rest = rest[prefix..^suffix];
        }
    }

    /// <summary>A word of letters and digits alone has none, as most words.</summary>
    private static bool NeedsInfixes(ReadOnlySpan<char> word) => word.ContainsAnyExcept(PlainChars);

    private static void SplitInfixes(ReadOnlySpan<char> word, TokenBuffer buffer)
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
                    buffer.Add(Lexeme.Of(word[start..infix]));
                }

                buffer.Add(Lexeme.Of(word.Slice(infix, length)));
                start = from;
            }
        }

        if (start < word.Length)
        {
            buffer.Add(Lexeme.Of(word[start..]));
        }
    }

    private sealed record Piece(Lexeme[] Tokens, bool MayBeginSequence);
}
