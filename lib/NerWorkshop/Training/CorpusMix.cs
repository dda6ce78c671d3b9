namespace NerWorkshop;

/// <summary>
/// Annotated corpora with label sets of their own, read as examples in one label set. Files are JSON lines as
/// <see cref="JsonLines"/> reads them.
/// </summary>
public sealed class CorpusMix
{
    private CorpusMix(IReadOnlyList<Example> examples, int entities, IReadOnlyList<string> misaligned)
    {
        Examples = examples;
        Entities = entities;
        Misaligned = misaligned;
    }

    /// <summary>The sentences of all files in order.</summary>
    public IReadOnlyList<Example> Examples { get; }

    /// <summary>Number of marked spans.</summary>
    public int Entities { get; }

    /// <summary>
    /// Spans that do not start and end with our tokens, as <c>FILE, line N: 'text' (LABEL)</c>. They are learned as what
    /// the tokens they touch may be.
    /// </summary>
    public IReadOnlyList<string> Misaligned { get; }

    /// <summary>Reads corpora.</summary>
    /// <param name="sources">The files.</param>
    /// <param name="map">What their labels mean.</param>
    /// <param name="labels">The labels to learn; what the map says of others is left out.</param>
    /// <param name="sentencesPerDocument">
    /// How many sentences that follow each other in a file are taken for one document, so that a name may be learned from
    /// its other mentions nearby; 1 where files are in no order.
    /// </param>
    /// <exception cref="InvalidDataException">A line is not as it should be; the message names file and line.</exception>
    /// <exception cref="KeyNotFoundException">The map lacks a corpus or a label; the message says which.</exception>
    public static CorpusMix Read(
        IEnumerable<CorpusSource> sources, LabelMap map, IReadOnlyCollection<string> labels, int sentencesPerDocument = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sentencesPerDocument, 1);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(labels);
        var examples = new List<Example>();
        var misaligned = new List<string>();
        int entities = 0;
        foreach (CorpusSource source in sources)
        {
            List<AnnotatedText> sentences = [.. JsonLines.Read(source.Path).Where(text => text.IsAccepted)];
            entities += sentences.Sum(sentence => sentence.Entities.Count);
            examples.AddRange(
                ToExamples(sentences, source, map, labels, misaligned).Chunk(sentencesPerDocument).Select(Example.Join));
        }

        return new CorpusMix(examples, entities, misaligned);
    }

    /// <summary>Texts of one corpus as examples in other labels; spans that are not made of whole tokens leave these open.</summary>
    /// <param name="texts">The texts, all of the file: what it never marks may hide in it.</param>
    /// <param name="source">Where they are from.</param>
    /// <param name="map">What their labels mean.</param>
    /// <param name="labels">The labels that count.</param>
    /// <exception cref="KeyNotFoundException">The map lacks the corpus or a label; the message says which.</exception>
    public static IReadOnlyList<Example> Translate(
        IEnumerable<AnnotatedText> texts, CorpusSource source, LabelMap map, IReadOnlyCollection<string> labels) =>
        [.. ToExamples([.. texts], source, map, labels, [])];

    private static IEnumerable<Example> ToExamples(
        List<AnnotatedText> texts, CorpusSource source, LabelMap map, IReadOnlyCollection<string> labels,
        List<string> misaligned)
    {
        IReadOnlyList<string> hidden = Hidden(texts, map, source.Name, labels);
        return texts.Select(text => ToExample(text, source, map, labels, hidden, misaligned));
    }

    /// <summary>The labels a file never gives: those the map says, and those that none of its spans may stand for.</summary>
    private static List<string> Hidden(
        List<AnnotatedText> sentences, LabelMap map, string corpus, IReadOnlyCollection<string> labels)
    {
        HashSet<string> given = [.. sentences.SelectMany(s => s.Entities).Select(e => e.Label).Distinct()
            .SelectMany(label => map.Targets(corpus, label))];
        return [.. labels.Where(label => !given.Contains(label) || map.Unannotated(corpus).Contains(label))];
    }

    private static Example ToExample(
        AnnotatedText sentence, CorpusSource source, LabelMap map, IReadOnlyCollection<string> labels,
        IReadOnlyList<string> hidden, List<string> misaligned)
    {
        Doc doc = Tokenizer.English.Tokenize(sentence.Text);
        var spans = new List<PartialSpan>();
        foreach (TextEntity entity in sentence.Entities.OrderBy(entity => entity.StartChar))
        {
            bool aligned = true;
            Span? span = doc.CharSpan(entity.StartChar, entity.EndChar);
            if (span is null)
            {
                aligned = false;
                string text = sentence.Text[entity.StartChar..entity.EndChar];
                misaligned.Add($"{source.Path}, line {sentence.Line}: '{text}' ({entity.Label})");
                span = doc.CharSpan(entity.StartChar, entity.EndChar, alignment: SpanAlignment.Expand);
                if (span is null)
                {
                    continue;
                }
            }

            PartialSpan partial = map.Translate(source.Name, span, entity.Label, labels);
            if (spans.Count == 0 || spans[^1].End <= partial.Start)
            {
                spans.Add(aligned ? partial : partial with { MayBeNone = true });
            }
        }

        spans.AddRange(LabelMap.Reveal(doc, spans, hidden));
        return Example.FromPartial(doc, new PartialLabels(spans, hidden, source.Weight));
    }
}
