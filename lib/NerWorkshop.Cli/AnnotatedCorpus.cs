namespace NerWorkshop.Cli;

/// <summary>Annotated texts as examples, with what could not be used of them.</summary>
internal sealed class AnnotatedCorpus
{
    /// <summary>More misaligned spans than these are only counted.</summary>
    private const int Listed = 10;

    private readonly List<Example> _examples = [];
    private readonly List<string> _misaligned = [];
    private readonly IReadOnlyCollection<string>? _labels;
    private int _rejected;

    private AnnotatedCorpus(IReadOnlyCollection<string>? labels) => _labels = labels;

    public IReadOnlyList<Example> Examples => _examples;

    /// <summary>Reads files of JSON lines or CoNLL columns; a span that is not made of whole tokens is left out and remembered.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="labels">The labels to keep; all of them by default.</param>
    /// <exception cref="InvalidDataException">A line cannot be read, or two of its entities overlap.</exception>
    public static AnnotatedCorpus Read(IReadOnlyList<string> paths, IReadOnlyCollection<string>? labels = null)
    {
        var corpus = new AnnotatedCorpus(labels is { Count: > 0 } ? labels : null);
        foreach (string path in paths)
        {
            foreach (AnnotatedText text in Conll.IsNameOf(path) ? Conll.Read(path) : JsonLines.Read(path))
            {
                if (text.IsAccepted)
                {
                    corpus.Add(path, text);
                }
                else
                {
                    corpus._rejected++;
                }
            }
        }

        return corpus._examples.Count > 0 ? corpus : throw new InvalidDataException(
            $"{string.Join(", ", paths)}: there is no annotated text to use.");
    }

    /// <summary>Says what was left out.</summary>
    public void Report(TextWriter error)
    {
        if (_rejected > 0)
        {
            error.WriteLine($"{_rejected} texts left out: their answer is not 'accept'");
        }

        if (_misaligned.Count > 0)
        {
            error.WriteLine($"{_misaligned.Count} entities left out: they do not start and end with tokens");
            foreach (string span in _misaligned.Take(Listed))
            {
                error.WriteLine($"  {span}");
            }
        }
    }

    private void Add(string path, AnnotatedText text)
    {
        Doc doc = Tokenizer.English.Tokenize(text.Text);
        var spans = new List<Span>();
        foreach (TextEntity entity in text.Entities.Where(entity => _labels?.Contains(entity.Label) ?? true))
        {
            if (doc.CharSpan(entity.StartChar, entity.EndChar, entity.Label) is { } span)
            {
                spans.Add(span);
            }
            else
            {
                _misaligned.Add($"{path}, line {text.Line}: '{text.Text[entity.StartChar..entity.EndChar]}' ({entity.Label})");
            }
        }

        try
        {
            _examples.Add(Example.FromDoc(doc.WithEntities(spans)));
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{path}, line {text.Line}: {e.Message}", e);
        }
    }
}
