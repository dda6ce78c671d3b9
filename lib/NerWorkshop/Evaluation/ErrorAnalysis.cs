namespace NerWorkshop;

/// <summary>
/// Where predictions go wrong, and how: every entity that a person marked and every one that was predicted falls into
/// exactly one <see cref="ErrorClass"/>. In a notebook it shows itself as a table.
/// </summary>
/// <remarks>
/// The entities of a text are paired one to one: first those of the same tokens and label, then those of the same
/// tokens, then those that share tokens, in the order of how many they share. Of equal ones, those with the same label
/// go first, then those that stand first in the text. The classes are those of the analyses of MUC-5 (Chinchor and
/// Sundheim 1993), with its incorrect ones told apart.
/// </remarks>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public sealed class ErrorAnalysis : IRenderable
{
    private readonly SortedDictionary<string, ErrorCounts> _byLabel = new(StringComparer.Ordinal);

    private ErrorAnalysis(IReadOnlyList<DocErrors> docs)
    {
        Docs = docs;
        var scores = new SortedDictionary<string, Score>(StringComparer.Ordinal);
        foreach (EntityPair pair in docs.SelectMany(doc => doc.Pairs))
        {
            string label = (pair.Gold ?? pair.Predicted)!.Label;
            ErrorCounts one = ErrorCounts.One(pair.Class);
            Counts += one;
            _byLabel[label] = _byLabel.GetValueOrDefault(label) + one;
            foreach ((string of, Score score) in PairScores.Of(pair))
            {
                scores[of] = scores.GetValueOrDefault(of) + score;
            }
        }

        Scores = new Scores(scores);
        Confusion = new ConfusionMatrix(docs.SelectMany(doc => doc.Pairs));
        PartialCredit = new PartialCredit(Counts);
    }

    /// <summary>The texts, in the order they came in.</summary>
    public IReadOnlyList<DocErrors> Docs { get; }

    /// <summary>How many entities fall into each class.</summary>
    public ErrorCounts Counts { get; }

    /// <summary>
    /// The same by label, in alphabetical order. An entity counts under the label that was marked; a spurious one, for
    /// which none was, under the label predicted.
    /// </summary>
    public IReadOnlyDictionary<string, ErrorCounts> ByLabel => _byLabel;

    /// <summary>Precision, recall and F1, strictly: as <see cref="Scorer"/> has them.</summary>
    public Scores Scores { get; }

    /// <summary>Which labels are taken for which.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>Whether the probabilities of what was predicted hold.</summary>
    public Calibration Calibration => Calibration.Measure(Judged);

    /// <summary>What a minimum probability would trade; what has no probability stays.</summary>
    public ThresholdTradeOff Thresholds
    {
        get
        {
            JudgedEntity[] judged = [.. Judged];
            int right = judged.Count(entity => entity.IsRight);
            return ThresholdTradeOff.Measure(
                judged, Counts.Gold,
                new Score(Counts.Correct - right, Counts.Predicted - Counts.Correct - (judged.Length - right), 0));
        }
    }

    private IEnumerable<JudgedEntity> Judged => Docs.SelectMany(doc => doc.Pairs)
        .Where(pair => pair.Predicted?.Probability is not null)
        .Select(pair => new JudgedEntity(pair.Predicted!.Probability!.Value, pair.Class == ErrorClass.Correct));

    /// <summary>The figures beside the strict ones that forgive some errors.</summary>
    public PartialCredit PartialCredit { get; }

    /// <summary>Runs a pipeline over the texts of examples and compares what it finds.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="nlp">The pipeline, which sees the tokens but not the entities of the examples.</param>
    public static ErrorAnalysis Of(IEnumerable<Example> examples, Pipeline nlp)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(nlp);
        return Of(examples.Select(example => (example.Reference, nlp.Process(example.Reference.WithEntities([])))));
    }

    /// <summary>Compares documents with those they should be.</summary>
    /// <param name="pairs">Of each text the document as it should be, and the one that was predicted.</param>
    /// <exception cref="ArgumentException">The two documents of a pair are of different texts.</exception>
    public static ErrorAnalysis Of(IEnumerable<(Doc Gold, Doc Predicted)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return new ErrorAnalysis([.. pairs.Select((pair, index) => new DocErrors(pair.Gold, pair.Predicted, index))]);
    }

    /// <summary>The texts of entities that go wrong most often, by the number of their errors.</summary>
    /// <param name="count">How many.</param>
    /// <param name="ignoreCase">Whether <c>Tinder</c>, <c>tinder</c> and <c>TINDER</c> are one.</param>
    public WorstForms WorstForms(int count = 20, bool ignoreCase = false) =>
        new(Docs.SelectMany(doc => doc.Pairs), count, ignoreCase);

    /// <summary>A table with a row for each label and one for all of them, and a column for each class.</summary>
    public Table ToTable() => Table.From(
        _byLabel.Append(KeyValuePair.Create("all", Counts)),
        ("Label", row => row.Key),
        ("Gold", row => row.Value.Gold),
        ("Correct", row => row.Value.Correct),
        ("Boundary", row => row.Value.Boundary),
        ("Type", row => row.Value.Type),
        ("Boundary and type", row => row.Value.BoundaryAndType),
        ("Missed", row => row.Value.Missed),
        ("Spurious", row => row.Value.Spurious));

    /// <summary>A chart of the errors by class.</summary>
    public BarChart ToChart() => BarChart.From(
        ErrorClasses.Errors.Select(c => KeyValuePair.Create(c.Name(), Counts[c])), "Errors by class");

    /// <summary>
    /// Writes a page to browse the texts and their errors, which appears once it is whole. It runs no script.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="title">The heading of the page.</param>
    /// <param name="notes">What a reader should know, such as which pipeline it was.</param>
    /// <exception cref="IOException">The place cannot be written to.</exception>
    public void WriteReport(string path, string title = "Evaluation", params string[] notes) =>
        AtomicFile.Write(path, writer => new EvaluationReport(this, title, notes).Write(writer));

    Rendering IRenderable.ToRendering() => ToTable();
}
