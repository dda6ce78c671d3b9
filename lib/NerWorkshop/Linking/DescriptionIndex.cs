namespace NerWorkshop;

/// <summary>
/// Descriptions as vectors of words, weighted by TF-IDF (Spärck Jones 1972): a word that few descriptions have says
/// more. Words are compared without case and plural ending; function words and numbers do not count.
/// </summary>
internal sealed class DescriptionIndex
{
    private const int Unknown = -1;

    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly LexemeCache<object> _wordOf = new(capacity: 1 << 14);

    /// <summary>The words of entity e and their weights, of length 1 together, are at <c>_starts[e].._starts[e + 1]</c>.</summary>
    private readonly int[] _starts;
    private readonly int[] _entityWords;
    private readonly float[] _weights;

    /// <summary>How much each word says.</summary>
    private readonly float[] _idf;

    public DescriptionIndex(IReadOnlyList<KbEntity> entities)
    {
        _starts = new int[entities.Count + 1];
        var words = new List<int>();
        var counts = new List<float>();
        var holders = new List<int>();
        for (int e = 0; e < entities.Count; e++)
        {
            foreach (Lexeme lexeme in Tokenizer.English.Tokenize(entities[e].Description).Lexemes)
            {
                if (!Counts(lexeme))
                {
                    continue;
                }

                string stem = Stem(lexeme.Lower);
                if (!_words.TryGetValue(stem, out int word))
                {
                    _words.Add(stem, word = holders.Count);
                    holders.Add(0);
                }

                int at = words.IndexOf(word, _starts[e]);
                if (at >= 0)
                {
                    counts[at]++;
                    continue;
                }

                words.Add(word);
                counts.Add(1);
                holders[word]++;
            }

            _starts[e + 1] = words.Count;
        }

        _idf = [.. holders.Select(holder => MathF.Log(1 + ((float)entities.Count / holder)))];
        _entityWords = [.. words];
        _weights = [.. counts];
        for (int e = 0; e < entities.Count; e++)
        {
            Span<float> vector = _weights.AsSpan(_starts[e].._starts[e + 1]);
            for (int i = 0; i < vector.Length; i++)
            {
                vector[i] = (1 + MathF.Log(vector[i])) * _idf[_entityWords[_starts[e] + i]];
            }

            Normalize(vector);
        }
    }

    /// <summary>Number of different words.</summary>
    public int WordCount => _idf.Length;

    /// <summary>How alike a description and a context are: the cosine of their vectors, from 0 to 1.</summary>
    public double Similarity(int entity, LinkContext context)
    {
        float sum = 0;
        for (int i = _starts[entity]; i < _starts[entity + 1]; i++)
        {
            sum += _weights[i] * context.WeightOf(_entityWords[i]);
        }

        return Math.Min(sum, 1);
    }

    /// <summary>The word of a description that a word of a text is; -1 if no description has it.</summary>
    public int WordOf(Lexeme lexeme)
    {
        object number = _wordOf.Find(lexeme) ?? _wordOf.Set(
            lexeme, Counts(lexeme) ? _words.GetValueOrDefault(Stem(lexeme.Lower), Unknown) : Unknown);
        return (int)number;
    }

    public float IdfOf(int word) => _idf[word];

    private static bool Counts(Lexeme lexeme) =>
        lexeme.Has(TokenFlags.IsAlpha) && !lexeme.Has(TokenFlags.IsStop) && lexeme.Text.Length > 1;

    /// <summary>Takes off the plural ending (Harman 1991, the S stemmer): companies, company; rivers, river.</summary>
    private static string Stem(string word) => word switch
    {
        [.. _, not ('a' or 'e'), 'i', 'e', 's'] => word[..^3] + "y",
        [_, .., not ('a' or 'e' or 'o'), 'e', 's'] => word[..^1],
        [_, _, .., not ('u' or 's'), 's'] => word[..^1],
        _ => word,
    };

    private static void Normalize(Span<float> vector)
    {
        float sum = 0;
        foreach (float weight in vector)
        {
            sum += weight * weight;
        }

        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] /= MathF.Sqrt(sum);
        }
    }
}
