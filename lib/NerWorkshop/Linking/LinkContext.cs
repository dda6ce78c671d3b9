namespace NerWorkshop;

/// <summary>The words around a mention as a vector of length 1, in arrays that are used again for the next mention.</summary>
internal sealed class LinkContext
{
    private readonly List<int> _words = [];
    private float[] _weights = [];

    /// <summary>Takes up the words around a mention, each once.</summary>
    /// <param name="mention">The mention, whose own words say nothing new.</param>
    /// <param name="window">How many tokens to each side.</param>
    /// <param name="descriptions">Which words count, and how much.</param>
    public void Read(Span mention, int window, DescriptionIndex descriptions)
    {
        foreach (int word in _words)
        {
            _weights[word] = 0;
        }

        _words.Clear();
        if (_weights.Length < descriptions.WordCount)
        {
            _weights = new float[descriptions.WordCount];
        }

        ReadOnlySpan<Lexeme> lexemes = mention.Doc.Lexemes;
        int end = lexemes.Length - mention.End > window ? mention.End + window : lexemes.Length;
        float sum = 0;
        for (int i = Math.Max(mention.Start - window, 0); i < end; i++)
        {
            int word = i >= mention.Start && i < mention.End ? -1 : descriptions.WordOf(lexemes[i]);
            if (word >= 0 && _weights[word] == 0)
            {
                float idf = descriptions.IdfOf(word);
                _weights[word] = idf;
                _words.Add(word);
                sum += idf * idf;
            }
        }

        foreach (int word in _words)
        {
            _weights[word] /= MathF.Sqrt(sum);
        }
    }

    public float WeightOf(int word) => _weights[word];
}
