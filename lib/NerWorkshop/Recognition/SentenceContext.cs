using System.Numerics;
using System.Runtime.CompilerServices;

namespace NerWorkshop;

/// <summary>The features of a word that depend on its sentence: pairs of words and shapes, place, capitals, phrases.</summary>
internal ref struct SentenceContext
{
    private readonly ReadOnlySpan<WordTraits> _words;
    private readonly ReadOnlySpan<PhraseMark> _phrases;
    private readonly SentenceCase _case;

    /// <summary>Looks at one sentence.</summary>
    /// <param name="words">Its words.</param>
    /// <param name="phrases">Working space, as long as the sentence.</param>
    public SentenceContext(ReadOnlySpan<WordTraits> words, Span<PhraseMark> phrases)
    {
        _words = words;
        _case = CaseOf(words);
        _phrases = MarkPhrases(words, phrases) ? phrases : default;
    }

    /// <summary>Adds the features of the word at an index.</summary>
    public readonly void Collect<TSink>(int i, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        CollectAround(i, ref sink);
        CollectWithWord(i, ref sink);
    }

    /// <summary>Adds those features that name the word itself: a word never seen before has none of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void CollectWithWord<TSink>(int i, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        ulong word = _words[i].Lower;
        Add(ref sink, FeatureKind.WordBefore, At(i - 1).Lower, word);
        Add(ref sink, FeatureKind.WordAfter, word, At(i + 1).Lower);
        Add(ref sink, FeatureKind.SentenceCaseWord, (ulong)_case, word);
        if (i == 0)
        {
            Add(ref sink, FeatureKind.FirstWord, word);
        }
    }

    /// <summary>Adds the others: the words around it, and its shape.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void CollectAround<TSink>(int i, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        WordTraits word = _words[i];
        WordTraits before = At(i - 1);
        WordTraits after = At(i + 1);
        WordTraits before2 = i >= 1 ? At(i - 2) : before;
        WordTraits after2 = i + 1 < _words.Length ? At(i + 2) : after;

        Add(ref sink, FeatureKind.WordsAround, before.Lower, after.Lower);
        Add(ref sink, FeatureKind.TwoBefore, before2.Lower, before.Lower);
        Add(ref sink, FeatureKind.TwoAfter, after.Lower, after2.Lower);
        ulong left = StableHash.Mix(before.ShortShape, word.ShortShape);
        ulong right = StableHash.Mix(word.ShortShape, after.ShortShape);
        Add(ref sink, FeatureKind.ShapeBefore, left);
        Add(ref sink, FeatureKind.ShapeAfter, right);
        Add(ref sink, FeatureKind.ShapesAround, left, after.ShortShape);
        Add(ref sink, FeatureKind.ShapesBefore, before2.ShortShape, left);
        Add(ref sink, FeatureKind.ShapesAfter, right, after2.ShortShape);
        Add(ref sink, FeatureKind.WordBeforeShape, before.Lower, word.ShortShape);
        Add(ref sink, FeatureKind.ShapeWordAfter, word.ShortShape, after.Lower);

        ulong position = i == 0 ? 0u : i == 1 ? 1u : i == _words.Length - 1 ? 2u : 3u;
        Add(ref sink, FeatureKind.Position, position, word.ShortShape);
        Add(ref sink, FeatureKind.SentenceCaseShape, (ulong)_case, word.ShortShape);
        Lists(i, word, before, after, ref sink);
        if (word.IsCapitalised)
        {
            Run(i, ref sink);
        }
    }

    private static void Add<TSink>(ref TSink sink, FeatureKind kind, ulong value)
        where TSink : struct, IFeatureSink => sink.Add(kind, 0, value);

    private static void Add<TSink>(ref TSink sink, FeatureKind kind, ulong first, ulong second)
        where TSink : struct, IFeatureSink => sink.AddPair(kind, first, second);

    private readonly WordTraits At(int i) => (uint)i < (uint)_words.Length ? _words[i] : WordTraits.Edge;

    private readonly void Lists<TSink>(
        int i, WordTraits word, WordTraits before, WordTraits after, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        // A lower-cased word that is also a name says nothing where names are capitalised.
        if (_case == SentenceCase.Lower)
        {
            for (uint rest = word.Lists; rest != 0; rest &= rest - 1)
            {
                Add(ref sink, FeatureKind.LowerNameList, rest & ~(rest - 1));
            }
        }

        if (before.Lists != 0)
        {
            Add(ref sink, FeatureKind.ListBeforeShape, before.Lists, word.ShortShape);
        }

        if (after.Lists != 0)
        {
            Add(ref sink, FeatureKind.ShapeListAfter, after.Lists, word.ShortShape);
        }

        if (_phrases.IsEmpty)
        {
            return;
        }

        PhraseMark mark = _phrases[i];
        for (uint rest = mark.Lists; rest != 0; rest &= rest - 1)
        {
            Add(ref sink, FeatureKind.PhraseList, rest & ~(rest - 1), mark.Place);
        }

        if (i + 1 < _phrases.Length && _phrases[i + 1].Place == (byte)PhrasePlace.First)
        {
            Add(ref sink, FeatureKind.PhraseListNext, _phrases[i + 1].Lists);
        }
    }

    /// <summary>The run of capitalised words that a word stands in.</summary>
    private readonly void Run<TSink>(int i, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        int start = i;
        while (start > 0 && _words[start - 1].IsCapitalised)
        {
            start--;
        }

        int end = i + 1;
        while (end < _words.Length && _words[end].IsCapitalised)
        {
            end++;
        }

        ulong length = (ulong)Math.Min(end - start, 5);
        ulong place = (i == start ? 1u : 0u) + (i == end - 1 ? 2u : 0u);
        Add(ref sink, FeatureKind.RunLength, length, place);
        if (end - start > 1)
        {
            Add(ref sink, FeatureKind.RunFirst, _words[start].Lower);
            Add(ref sink, FeatureKind.RunLast, _words[end - 1].Lower);
        }

        Add(ref sink, FeatureKind.RunBefore, At(start - 1).Lower);
        Add(ref sink, FeatureKind.RunAfter, At(end).Lower);
        Add(ref sink, FeatureKind.RunBothSides, At(start - 1).Lower, At(end).Lower);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool MarkPhrases(ReadOnlySpan<WordTraits> words, Span<PhraseMark> marks)
    {
        bool any = false;
        for (int i = 0; i + 1 < words.Length; i++)
        {
            if (!words[i].MayStartPhrase)
            {
                continue;
            }

            uint lists = NameLists.English.LongestPhrase(words[i..], out int length);
            if (lists == 0)
            {
                continue;
            }

            if (!any)
            {
                marks.Clear();
                any = true;
            }

            for (int k = 0; k < length; k++)
            {
                PhrasePlace place = k == 0 ? PhrasePlace.First
                    : k == length - 1 ? PhrasePlace.Last : PhrasePlace.Middle;
                marks[i + k] = new PhraseMark(lists, (byte)place);
            }

            i += length - 1;
        }

        return any;
    }

    private static SentenceCase CaseOf(ReadOnlySpan<WordTraits> words)
    {
        int letters = 0;
        int capitalised = 0;
        int upper = 0;
        foreach (WordTraits word in words)
        {
            letters += word.HasLetter ? 1 : 0;
            capitalised += word.IsCapitalised ? 1 : 0;
            upper += word.Case == WordCase.Upper ? 1 : 0;
        }

        return capitalised == 0 ? SentenceCase.Lower
            : letters >= 3 && upper * 10 >= letters * 6 ? SentenceCase.Upper
            : letters >= 4 && capitalised * 10 >= letters * 7 ? SentenceCase.Title
            : SentenceCase.Normal;
    }
}
