namespace NerWorkshop;

/// <summary>
/// Scores a pipeline with OntoNotes' labels on a corpus with labels of its own, both collapsed to what most corpora
/// share: PERSON, ORG and LOC, where GPE, LOC and FAC count as LOC and other labels not at all. A corpus's label counts as
/// the first that the label map says it may stand for.
/// </summary>
public sealed class CollapsedScorer
{
    private readonly LabelMap _map;
    private readonly string _corpus;
    private readonly SortedDictionary<string, Score> _strict = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Score> _lenient = new(StringComparer.Ordinal);
    private readonly List<JudgedEntity> _judged = [];

    /// <summary>Prepares to score.</summary>
    /// <param name="map">What the corpus's labels may stand for.</param>
    /// <param name="corpus">The corpus's name in the map.</param>
    public CollapsedScorer(LabelMap map, string corpus)
    {
        ArgumentNullException.ThrowIfNull(map);
        _map = map;
        _corpus = corpus;
    }

    /// <summary>The scores by the strict reading: right is what collapses to the same label.</summary>
    public Scores Strict => new(_strict);

    /// <summary>
    /// The scores where each label is right that the map says the corpus's one may stand for: NORP for a "LOC" that is the
    /// name of a people.
    /// </summary>
    public Scores Lenient => new(_lenient);

    /// <summary>The entities found with a probability, judged by the strict reading.</summary>
    public IReadOnlyList<JudgedEntity> Judged => _judged;

    /// <summary>Adds a text with its annotation and what was found in it.</summary>
    /// <exception cref="KeyNotFoundException">The map lacks the corpus or a label; the message says which.</exception>
    public void Add(AnnotatedText text, Doc predicted)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(predicted);
        Dictionary<(int, int), (string Label, IReadOnlyList<string> Targets)> gold = [];
        foreach (TextEntity entity in text.Entities)
        {
            IReadOnlyList<string> targets = _map.Targets(_corpus, entity.Label);
            if (Collapse(targets[0]) is { } label)
            {
                gold[(entity.StartChar, entity.EndChar)] = (label, targets);
            }
        }

        var found = new HashSet<(int, int)>();
        var allowed = new HashSet<(int, int)>();
        foreach (Span entity in predicted.Entities)
        {
            string? label = Collapse(entity.Label);
            (int, int) place = (entity.StartChar, entity.EndChar);
            bool isMarked = gold.TryGetValue(place, out var marked);
            bool isRight = isMarked && marked.Label == label;
            if (isRight)
            {
                found.Add(place);
            }
            else if (isMarked && marked.Targets.Contains(entity.Label))
            {
                allowed.Add(place);
            }

            if (label is null)
            {
                continue;
            }

            Count(_strict, label, isRight ? new Score(1, 0, 0) : new Score(0, 1, 0));
            if (!allowed.Contains(place))
            {
                Count(_lenient, label, isRight ? new Score(1, 0, 0) : new Score(0, 1, 0));
            }

            if (entity.Probability is { } probability)
            {
                _judged.Add(new JudgedEntity(probability, isRight));
            }
        }

        foreach (((int, int) place, (string label, _)) in gold)
        {
            if (!found.Contains(place))
            {
                Count(_strict, label, new Score(0, 0, 1));
                Count(_lenient, label, allowed.Contains(place) ? new Score(1, 0, 0) : new Score(0, 0, 1));
            }
        }

        static void Count(SortedDictionary<string, Score> scores, string label, Score score) =>
            scores[label] = scores.GetValueOrDefault(label) + score;
    }

    private static string? Collapse(string label) => label switch
    {
        "PERSON" or "ORG" => label,
        "GPE" or "LOC" or "FAC" => "LOC",
        _ => null,
    };
}
