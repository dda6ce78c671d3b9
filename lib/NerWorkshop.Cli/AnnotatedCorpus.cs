namespace NerWorkshop.Cli;

/// <summary>Annotated texts as examples, with what could not be used of them.</summary>
internal sealed class AnnotatedCorpus
{
    /// <summary>More misaligned spans than these are only counted.</summary>
    private const int Listed = 10;

    private readonly List<Example> _examples = [];
    private readonly List<string> _misaligned = [];
    private readonly List<string> _notes = [];
    private readonly IReadOnlyCollection<string>? _labels;
    private int _rejected;
    private int _unannotated;

    private AnnotatedCorpus(IReadOnlyCollection<string>? labels) => _labels = labels;

    public IReadOnlyList<Example> Examples => _examples;

    /// <summary>
    /// Reads files of any format there is; a span that is not made of whole tokens is left out and remembered.
    /// </summary>
    /// <param name="paths">The files, or brat's folders.</param>
    /// <param name="labels">The labels to keep; all of them by default.</param>
    /// <param name="sentencesPerDocument">How many texts that follow each other make one example.</param>
    /// <exception cref="InvalidDataException">A line cannot be read, or two of its entities overlap.</exception>
    public static AnnotatedCorpus Read(
        IReadOnlyList<string> paths, IReadOnlyCollection<string>? labels = null, int sentencesPerDocument = 1)
    {
        var corpus = new AnnotatedCorpus(labels is { Count: > 0 } ? labels : null);
        foreach (string path in paths)
        {
            var log = new CorpusLog();
            IEnumerable<AnnotatedText> usable = Corpus.Read(path, log).Where(corpus.IsUsable);
            foreach (IReadOnlyList<AnnotatedText> document in SentencesPerDocumentOption.Documents(usable, sentencesPerDocument))
            {
                corpus._examples.Add(Example.Join(document.Select(text => corpus.ToExample(path, text))));
            }

            corpus._notes.AddRange(log.Notes.Select(note => $"{path}: {note}"));
        }

        return corpus._examples.Count > 0 ? corpus : throw new InvalidDataException(
            $"{string.Join(", ", paths)}: there is no annotated text to use.");
    }

    /// <summary>Says what was left out.</summary>
    public void Report(TextWriter error)
    {
        _notes.ForEach(error.WriteLine);
        if (_rejected > 0)
        {
            error.WriteLine($"{_rejected} texts left out: their answer is not 'accept'");
        }

        if (_unannotated > 0)
        {
            error.WriteLine($"{_unannotated} texts left out: they say nothing about entities, not even that there are none");
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

    private bool IsUsable(AnnotatedText text)
    {
        if (!text.IsAccepted)
        {
            _rejected++;
        }
        else if (!text.IsAnnotated)
        {
            _unannotated++;
        }

        return text is { IsAccepted: true, IsAnnotated: true };
    }

    private Example ToExample(string path, AnnotatedText text)
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
                _misaligned.Add($"{path}, {text.Place}: '{text.Text[entity.StartChar..entity.EndChar]}' ({entity.Label})");
            }
        }

        try
        {
            return Example.FromDoc(doc.WithEntities(spans));
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{path}, {text.Place}: {e.Message}", e);
        }
    }
}
