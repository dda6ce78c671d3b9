namespace NerWorkshop;

/// <summary>
/// Where else in its document a word stands, and what stands around it there: a name that is hard to tell in one sentence
/// is often plain in another (Chieu and Ng 2002). Reusable.
/// </summary>
internal sealed class OtherMentions
{
    /// <summary>How many sentences away another mention may be.</summary>
    private const int Reach = 20;

    /// <summary>How many other mentions are looked at, the nearest ones on either side.</summary>
    private const int MostOnASide = 3;

    private readonly Dictionary<ulong, int> _last = [];
    private WordTraits[] _words = [];
    private int[] _before = [];
    private int[] _after = [];
    private int[] _sentence = [];
    private bool[] _startsSentence = [];
    private int _count;

    /// <summary>Looks at all words of a document.</summary>
    /// <param name="sequence">The words and their sentences.</param>
    /// <param name="traits">The words' traits; kept until the next call.</param>
    public void Read(WordSequence sequence, WordTraits[] traits)
    {
        _count = sequence.Count;
        _words = traits;
        if (_before.Length < _count)
        {
            int length = Math.Max(_count, 2 * _before.Length);
            _before = new int[length];
            _after = new int[length];
            _sentence = new int[length];
            _startsSentence = new bool[length];
        }

        _last.Clear();
        ReadOnlySpan<Lexeme> lexemes = sequence.Lexemes;
        int s = -1;
        for (int i = 0; i < _count; i++)
        {
            bool starts = s + 1 < sequence.SentenceStarts.Count && sequence.SentenceStarts[s + 1] == i;
            s += starts ? 1 : 0;
            _sentence[i] = s;
            _startsSentence[i] = starts;
            _before[i] = _after[i] = -1;
            if (!traits[i].HasLetter || lexemes[i].Length < 2 || lexemes[i].Has(TokenFlags.IsStop))
            {
                continue;
            }

            if (_last.TryGetValue(traits[i].Lower, out int before))
            {
                _before[i] = before;
                _after[before] = i;
            }

            _last[traits[i].Lower] = i;
        }
    }

    /// <summary>Adds the features of a word's mentions in other sentences.</summary>
    public void Collect<TSink>(int word, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        Collect(word, _before, ref sink);
        Collect(word, _after, ref sink);
    }

    private void Collect<TSink>(int word, int[] links, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        int left = MostOnASide;
        for (int at = links[word]; at >= 0 && left > 0; at = links[at])
        {
            int distance = Math.Abs(_sentence[at] - _sentence[word]);
            if (distance > Reach)
            {
                return;
            }

            if (distance == 0)
            {
                continue;
            }

            left--;
            WordTraits before = _startsSentence[at] ? WordTraits.Edge : _words[at - 1];
            WordTraits after = at + 1 < _count && !_startsSentence[at + 1] ? _words[at + 1] : WordTraits.Edge;
            sink.Add(FeatureKind.MentionBefore, 0, before.Lower);
            sink.Add(FeatureKind.MentionAfter, 0, after.Lower);
            sink.AddPair(FeatureKind.MentionShapes, before.ShortShape, after.ShortShape);
            sink.AddPair(FeatureKind.MentionShape, _startsSentence[at] ? 1u : 0u, _words[at].ShortShape);
        }
    }
}
