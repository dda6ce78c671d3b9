namespace NerWorkshop;

/// <summary>
/// Finds entities with a model learned from examples: a linear-chain conditional random field over words, affixes,
/// shapes and name lists. Each entity carries its probability, and none reaches from one sentence into the next. Entities
/// that are in the document already stay, and no new one overlaps them.
/// </summary>
/// <remarks>
/// A new one knows nothing; a <see cref="Trainer"/> teaches it. <see cref="Process"/> may be called from many threads at
/// once, though not while it is trained.
/// </remarks>
public sealed class EntityRecognizer : ISavableComponent
{
    private volatile CrfModel _model = CrfModel.Blank([]);
    private volatile Func<CrfModel>? _newer;

    /// <inheritdoc/>
    public string Type => "ner";

    /// <summary>The labels it can give, in the order in which they were added.</summary>
    public IReadOnlyList<string> Labels => Model.Tags.Labels;

    /// <summary>
    /// Taken off the score of "no entity" when it decides, in natural logarithms: above 0 it finds more, of which more
    /// are wrong; below 0 fewer. Saved with the model. Probabilities do not depend on it.
    /// </summary>
    public double RecallBias
    {
        get => Model.RecallBias;
        set => Model = Model.With(Model.Settings with { RecallBias = (float)value });
    }

    internal CrfModel Model
    {
        get
        {
            if (_newer is { } newer)
            {
                _model = newer();
                _newer = null;
            }

            return _model;
        }
        set
        {
            _newer = null;
            _model = value;
        }
    }

    /// <summary>Adds a label to learn; one that is known already changes nothing.</summary>
    /// <exception cref="ArgumentException">The label is empty.</exception>
    public EntityRecognizer AddLabel(string label)
    {
        if (string.IsNullOrWhiteSpace(label))
        {
            throw new ArgumentException("A label needs a name, such as PLATFORM.", nameof(label));
        }

        CrfModel model = Model;
        if (!model.Tags.Labels.Contains(label))
        {
            var learner = new CrfLearner(model);
            learner.AddLabel(label);
            Model = learner.ToModel();
        }

        return this;
    }

    /// <inheritdoc/>
    public Doc Process(Doc doc)
    {
        CrfModel model = Model;
        if (model.Tags.LabelCount == 0 || model.Features.Count == 0)
        {
            return doc;
        }

        RecognizerBuffers buffers = RecognizerBuffers.OfThread;
        WordSequence words = buffers.Sequence;
        words.Read(doc);
        buffers.Found.Clear();
        OtherMentions? mentions = model.ReadMentions(words, buffers);
        for (int sentence = 0; sentence < words.SentenceStarts.Count; sentence++)
        {
            Recognize(model, doc, mentions, buffers, sentence);
        }

        if (buffers.Found.Count == 0)
        {
            return doc;
        }

        Doc recognized = doc.WithEntities(doc.Entities.Concat(buffers.Found));
        buffers.Found.Clear();
        return recognized;
    }

    /// <summary>Explains why a span gets its label, or why it does not.</summary>
    /// <param name="doc">The document as it comes to <see cref="Process"/>: what is an entity already stays.</param>
    /// <param name="span">
    /// Tokens of it, with the label to explain; without one, the label that fits them best is explained.
    /// </param>
    /// <exception cref="ArgumentException">The label is unknown, or the span is empty or of another document.</exception>
    /// <exception cref="InvalidOperationException">The recognizer has learned nothing yet.</exception>
    public Explanation Explain(Doc doc, Span span) => Explainer.Explain(Model, doc, span);

    /// <inheritdoc/>
    public void Save(string directory) => ModelFile.Write(Model, Path.Combine(directory, ModelFile.Name));

    /// <summary>Reads back what <see cref="Save"/> wrote.</summary>
    /// <exception cref="FileNotFoundException">The folder has no model file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or made by a newer version; the message names it.</exception>
    public static EntityRecognizer Load(string directory)
    {
        // The first text needs the lists, which take as long to read as the model: they are read beside it.
        _ = Task.Run(static () => (NameLists.English, WordClasses.English));
        return new EntityRecognizer { Model = ModelFile.Read(Path.Combine(directory, ModelFile.Name)) };
    }

    /// <summary>Has the model made when it is next needed, so that many small updates cost one.</summary>
    internal void ModelFrom(Func<CrfModel> newer) => _newer = newer;

    /// <summary>Whether the model is still to come from this maker, so that nothing has changed it since.</summary>
    internal bool Awaits(Func<CrfModel>? newer) => newer is not null && ReferenceEquals(_newer, newer);

    /// <summary>Finds the entities of one sentence; none reaches into the next.</summary>
    private static void Recognize(
        CrfModel model, Doc doc, OtherMentions? mentions, RecognizerBuffers buffers, int sentence)
    {
        WordSequence words = buffers.Sequence;
        int start = words.SentenceStarts[sentence];
        int count = words.SentenceEnd(sentence) - start;
        int width = TagScheme.Pad(model.Tags.Count);
        buffers.RentChain(count, width);
        model.Score(words.Lexemes.Slice(start, count), mentions, start, buffers, buffers.Emissions.AsSpan(0, count * width));
        ReadOnlySpan<int> tokens = words.Tokens.Slice(start, count);
        if (doc.Entities.Count > 0)
        {
            KeepOutside(doc, tokens, buffers.Emissions, width);
        }

        TagScheme tags = model.Tags;
        Span<float> emissions = buffers.Emissions.AsSpan(0, count * width);
        Span<int> path = buffers.Path.AsSpan(0, count);
        Bias(emissions, width, -model.RecallBias);
        buffers.Viterbi.Decode(model.Transitions, emissions, path);
        bool summed = false;
        for (int i = 0; i < path.Length; i++)
        {
            if (path[i] == TagScheme.Outside)
            {
                continue;
            }

            if (!summed)
            {
                Bias(emissions, width, model.RecallBias);
                buffers.Sums.Run(model.Transitions, emissions, path.Length);
                summed = true;
            }

            int label = tags.LabelOf(path[i]);
            int last = i;
            while (path[last] != tags.Unit(label) && path[last] != tags.Last(label))
            {
                last++;
            }

            float probability = model.Probabilities.Apply(
                buffers.Sums.SpanProbability(model.Transitions, i, last + 1, label), label, last + 1 - i);
            buffers.Found.Add(
                new Span(doc, tokens[i], tokens[last] + 1, tags.Labels[label], probability: probability));
            i = last;
        }
    }

    private static void Bias(Span<float> emissions, int width, float bias)
    {
        for (int i = 0; bias != 0 && i < emissions.Length; i += width)
        {
            emissions[i] += bias;
        }
    }

    /// <summary>Rules out all but O for words that are in an entity already.</summary>
    private static void KeepOutside(Doc doc, ReadOnlySpan<int> tokens, Span<float> emissions, int width)
    {
        for (int i = 0; i < tokens.Length; i++)
        {
            if (doc.EntityAt(tokens[i]) is not null)
            {
                emissions.Slice((i * width) + 1, width - 1).Fill(Transitions.Never);
            }
        }
    }
}
