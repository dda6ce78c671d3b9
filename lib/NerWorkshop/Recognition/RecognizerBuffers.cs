namespace NerWorkshop;

/// <summary>A thread's working space for recognizing, kept from one document to the next.</summary>
internal sealed class RecognizerBuffers
{
    /// <summary>More features than any word has in its context.</summary>
    private const int MaxContextFeatures = 256;

    [ThreadStatic]
    private static RecognizerBuffers? _ofThread;

    private WordTraits[] _document = [];

    public static RecognizerBuffers OfThread => _ofThread ??= new RecognizerBuffers();

    public WordSequence Sequence { get; } = new();

    public Viterbi Viterbi { get; } = new();

    public ForwardBackward Sums { get; } = new();

    public List<Span> Found { get; } = [];

    public OtherMentions Mentions { get; } = new();

    /// <summary>The features of a sentence, word after word.</summary>
    public ulong[] Features { get; private set; } = [];

    /// <summary>The rows of the known ones.</summary>
    public int[] Rows { get; private set; } = [];

    /// <summary>Where each word's features, and later its rows, end.</summary>
    public int[] Ends { get; private set; } = [];

    /// <summary>The features of a word that is met for the first time.</summary>
    public List<ulong> WordFeatures { get; } = [];

    public KnownWord[] Words { get; private set; } = [];

    public WordTraits[] Traits { get; private set; } = [];

    public PhraseMark[] Phrases { get; private set; } = [];

    public float[] Emissions { get; private set; } = [];

    public int[] Path { get; private set; } = [];

    /// <summary>Room for the traits of a whole document.</summary>
    public WordTraits[] RentDocument(int words)
    {
        if (_document.Length < words)
        {
            _document = new WordTraits[Math.Max(words, 2 * _document.Length)];
        }

        return _document;
    }

    public void RentSentence(int words)
    {
        if (Words.Length < words)
        {
            int length = Math.Max(words, 2 * Words.Length);
            Words = new KnownWord[length];
            Traits = new WordTraits[length];
            Phrases = new PhraseMark[length];
            Ends = new int[length];
        }
    }

    /// <summary>Makes room for the features of one more word after those of the words before.</summary>
    public ulong[] RentFeatures(int features)
    {
        if (Features.Length < features + MaxContextFeatures)
        {
            ulong[] longer = new ulong[2 * (features + MaxContextFeatures)];
            Features.AsSpan(0, features).CopyTo(longer);
            Features = longer;
            Rows = new int[longer.Length];
        }

        return Features;
    }

    public void RentChain(int words, int width)
    {
        if (Path.Length < words)
        {
            Path = new int[Math.Max(words, 2 * Path.Length)];
        }

        if (Emissions.Length < words * width)
        {
            Emissions = new float[Math.Max(words * width, 2 * Emissions.Length)];
        }
    }
}
