namespace NerWorkshop;

/// <summary>The features of one sentence's words that a model knows, each with its name and its row of weights.</summary>
internal sealed class NamedFeatures
{
    private readonly CrfModel _model;
    private readonly Lexeme[] _words;
    private readonly WordTraits[] _traits;
    private readonly FeatureNames _names;
    private readonly OtherMentions? _mentions;
    private readonly int _start;

    /// <summary>Looks at one sentence of a document.</summary>
    /// <param name="model">The model.</param>
    /// <param name="document">The document's words.</param>
    /// <param name="mentions">Their other mentions; none where these do not count.</param>
    /// <param name="start">The sentence's first word.</param>
    /// <param name="end">The word after its last one.</param>
    public NamedFeatures(CrfModel model, WordSequence document, OtherMentions? mentions, int start, int end)
    {
        _model = model;
        _mentions = mentions;
        _start = start;
        _words = document.Lexemes[start..end].ToArray();
        _traits = Array.ConvertAll(_words, word => new WordTraits(word));
        _names = new FeatureNames(_words, model.Counts);
        if (mentions is not null)
        {
            _names.AddMentions(document.Lexemes);
        }
    }

    /// <summary>The features of the word at an index; their rows add up to what <see cref="CrfModel.Score"/> gives it.</summary>
    public IReadOnlyList<(string Name, int Row)> Of(int word)
    {
        var sink = new Sink(_model.Features, _names, []);
        for (int offset = -WordFeatures.Reach; offset <= WordFeatures.Reach; offset++)
        {
            int at = word + offset;
            if (at >= -1 && at <= _words.Length)
            {
                bool isWord = at >= 0 && at < _words.Length;
                WordTraits traits = isWord ? _traits[at] : WordTraits.Edge;
                WordFeatures.Collect(isWord ? _words[at] : null, traits, _model.Counts.Bucket(traits), offset, sink);
            }
        }

        int last = Math.Min(word + WordFeatures.NearbyReach, _words.Length - 1);
        for (int at = Math.Max(word - WordFeatures.NearbyReach, 0); at <= last; at++)
        {
            if (at != word)
            {
                WordFeatures.CollectNearby(_traits[at], sink);
            }
        }

        new SentenceContext(_traits, new PhraseMark[_words.Length]).Collect(word, ref sink);
        _mentions?.Collect(_start + word, ref sink);
        return sink.Found;
    }

    private readonly struct Sink(FeatureRows features, FeatureNames names, List<(string, int)> found) : IFeatureSink
    {
        public List<(string, int)> Found => found;

        public void Add(FeatureKind kind, int offset, ulong value)
        {
            int row = features.Find(WordFeatures.Key(kind, offset, value));
            if (row >= 0)
            {
                found.Add((names.Of(kind, offset, value), row));
            }
        }

        public void AddPair(FeatureKind kind, ulong first, ulong second)
        {
            int row = features.Find(WordFeatures.Key(kind, first, second));
            if (row >= 0)
            {
                found.Add((names.OfPair(kind, first, second), row));
            }
        }
    }
}
