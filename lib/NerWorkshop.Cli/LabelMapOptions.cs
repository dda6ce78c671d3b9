using System.CommandLine;

namespace NerWorkshop.Cli;

/// <summary>The options to score a pipeline on a corpus whose labels are not its own.</summary>
internal sealed class LabelMapOptions
{
    private readonly Option<string?> _map = new("--map")
    {
        Description = "A label map, as for training: what the corpus's labels may stand for among the pipeline's.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _corpus = new("--corpus")
    {
        Description = "The corpus's name in the map; by default the name of the folder that DATA is in.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _collapsed = new("--collapsed")
    {
        Description = "With --map: count PERSON, ORG and LOC alone, with GPE and FAC as LOC.",
    };

    private readonly Option<bool> _lowerCase = new("--lower-case")
    {
        Description = "With --map: put the texts in lower case first, as where nobody writes capitals.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_map);
        command.Options.Add(_corpus);
        command.Options.Add(_collapsed);
        command.Options.Add(_lowerCase);
    }

    /// <summary>Whether there is a map to score through.</summary>
    public bool IsGiven(ParseResult parsed)
    {
        bool isGiven = parsed.GetValue(_map) is not null;
        return isGiven || !(parsed.GetValue(_collapsed) || parsed.GetValue(_lowerCase) || parsed.GetValue(_corpus) is not null)
            ? isGiven
            : throw new UsageException("--collapsed, --lower-case and --corpus need --map FILE");
    }

    /// <summary>Scores a pipeline on a file.</summary>
    public MappedScores Score(
        ParseResult parsed, string path, Pipeline nlp, int sentencesPerDocument, CancellationToken cancellation)
    {
        var map = LabelMap.Read(parsed.GetValue(_map)!);
        var source = new CorpusSource(path, Corpus: parsed.GetValue(_corpus));
        IEnumerable<AnnotatedText> texts = Corpus.Read(path);
        texts = texts.Where(text => text is { IsAccepted: true, IsAnnotated: true }).Select(text => parsed.GetValue(_lowerCase) ? text.ToLower() : text);
        if (!parsed.GetValue(_collapsed))
        {
            string[] labels = [.. nlp.ComponentNames.Select(name => nlp[name]).OfType<EntityRecognizer>()
                .SelectMany(recognizer => recognizer.Labels)];
            Pipeline learned = nlp.With([.. nlp.ComponentNames.Where(name => nlp[name] is EntityRecognizer)]);
            List<IReadOnlyList<AnnotatedText>> documents = [.. SentencesPerDocumentOption.Documents(texts, sentencesPerDocument)];
            var sentences = new Queue<Example>(CorpusMix.Translate(documents.SelectMany(d => d), source, map, labels));
            List<Example> examples = [.. documents.Select(d => Example.Join(d.Select(_ => sentences.Dequeue())))];
            return new MappedScores(
                Scorer.Score(examples, learned), null, Calibration.Measure(examples, learned),
                ThresholdTradeOff.Measure(examples, learned));
        }

        var scorer = new CollapsedScorer(map, source.Name);
        IEnumerable<(AnnotatedText Text, Doc Doc)> processed = sentencesPerDocument == 1
            ? nlp.ProcessAll(texts, text => text.Text, cancellation: cancellation)
            : SentencesPerDocumentOption.Documents(texts, sentencesPerDocument).SelectMany(
                document => document.Zip(nlp.ProcessDocument(document.Select(text => text.Text))));
        foreach ((AnnotatedText text, Doc doc) in processed)
        {
            cancellation.ThrowIfCancellationRequested();
            scorer.Add(text, doc);
        }

        Score all = scorer.Strict.Overall;
        return new MappedScores(
            scorer.Strict, scorer.Lenient, Calibration.Measure(scorer.Judged),
            ThresholdTradeOff.Measure(scorer.Judged, all.TruePositives + all.FalseNegatives));
    }
}
