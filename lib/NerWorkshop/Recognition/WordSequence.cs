using System.Collections.Frozen;

namespace NerWorkshop;

/// <summary>
/// The words of a document as the recognizer sees them: tokens that are not white space, cut into sentences. Words do
/// not look across the end of their sentence. Reusable.
/// </summary>
internal sealed class WordSequence
{
    /// <summary>A line at least this long that ends without a stop is taken for wrapped text.</summary>
    private const int WrappedLine = 60;

    /// <summary>What stands before a name, and ends with a point that the tokenizer cuts off.</summary>
    private static readonly FrozenSet<string> Abbreviations =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "mr", "mrs", "ms", "dr", "prof", "capt", "lt", "sgt", "st", "ft", "mt");

    private readonly List<int> _sentenceStarts = [];
    private int[] _tokens = [];
    private Lexeme[] _lexemes = [];

    /// <summary>Number of words.</summary>
    public int Count { get; private set; }

    /// <summary>The token in the document that each word is.</summary>
    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, Count);

    public ReadOnlySpan<Lexeme> Lexemes => _lexemes.AsSpan(0, Count);

    /// <summary>The word at which each sentence starts.</summary>
    public IReadOnlyList<int> SentenceStarts => _sentenceStarts;

    public int SentenceEnd(int sentence) =>
        sentence + 1 < _sentenceStarts.Count ? _sentenceStarts[sentence + 1] : Count;

    /// <summary>The first word that is this token or one behind it; <see cref="Count"/> where there is none.</summary>
    public int FirstFrom(int token)
    {
        int index = Tokens.BinarySearch(token);
        return index >= 0 ? index : ~index;
    }

    /// <summary>Takes the words of a document.</summary>
    public void Read(Doc doc)
    {
        ReadOnlySpan<Lexeme> lexemes = doc.Lexemes;
        if (_tokens.Length < lexemes.Length)
        {
            int length = Math.Max(lexemes.Length, 2 * _tokens.Length);
            _tokens = new int[length];
            _lexemes = new Lexeme[length];
        }

        Count = 0;
        _sentenceStarts.Clear();
        bool starts = true;
        int lineStart = 0;
        for (int i = 0; i < lexemes.Length; i++)
        {
            Lexeme lexeme = lexemes[i];
            if (lexeme.Has(TokenFlags.IsSpace))
            {
                int breaks = lexeme.Text.AsSpan().Count('\n');
                if (breaks > 0)
                {
                    bool wrapped = breaks == 1 && Count > 0 && doc.StartCharAt(i) - lineStart >= WrappedLine
                        && !IsStop(_lexemes[Count - 1].Text);
                    starts |= !wrapped;
                    lineStart = doc.EndCharAt(i);
                }

                continue;
            }

            if (!starts && EndsSentence(doc, i))
            {
                starts = true;
            }

            if (starts)
            {
                _sentenceStarts.Add(Count);
                starts = false;
            }

            _tokens[Count] = i;
            _lexemes[Count++] = lexeme;
        }
    }

    /// <summary>Whether a sentence has ended before a word.</summary>
    private bool EndsSentence(Doc doc, int token)
    {
        int last = Count - 1;

        // Closing quotes and brackets after a stop belong to the sentence that ends.
        bool closes = false;
        while (last >= 0 && last >= Count - 3 && _lexemes[last].Has(TokenFlags.IsRightPunct))
        {
            closes = true;
            last--;
        }

        if (last < 0 || !IsStop(_lexemes[last].Text) || !doc.HasSpaceAfter(_tokens[Count - 1]))
        {
            return false;
        }

        // A name goes on after "Ft." and "Mrs."; but "ft" in lower case are feet, which may well end a sentence.
        if (_lexemes[last].Text == "." && last > 0 && !doc.HasSpaceAfter(_tokens[last - 1])
            && _lexemes[last - 1].Text is not "ft" and string before && Abbreviations.Contains(before))
        {
            return false;
        }

        Lexeme next = doc.LexemeAt(token);
        return next.Text[0] is not ('.' or '!' or '?' or '…' or ',' or ')' or ']')
            && ((_lexemes[last].Text == "." && !closes) || !next.Has(TokenFlags.IsLower));
    }

    private static bool IsStop(string text) => text.AsSpan().IndexOfAnyExcept(".!?…") < 0;
}
