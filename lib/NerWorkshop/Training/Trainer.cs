using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NerWorkshop;

/// <summary>
/// Teaches an <see cref="EntityRecognizer"/> from examples, all at once with <see cref="Train"/> or one by one with
/// <see cref="Update"/>. The same examples in the same order with the same seed give the same model, bit by bit, on any
/// number of threads.
/// </summary>
/// <remarks>Not to be used from several threads at once; nor may the recognizer be while it learns.</remarks>
public sealed class Trainer
{
    /// <summary>One sequence of a batch for so many examples: a small set is learned one by one.</summary>
    private const int ExamplesPerBatchSize = 64;

    // Not the trainer itself, which its examples would then keep in memory.
    private static readonly object Counted = new();

    private readonly EntityRecognizer _recognizer;
    private readonly TrainerOptions _options;
    private readonly ulong _seed;
    private readonly WorkTeam _alone = new(threads: 1);
    private readonly ConditionalWeakTable<Example, object> _counted = [];
    private CrfModel _published;
    private Func<CrfModel>? _newer;
    private CrfLearner _learner;
    private ulong _updates;

    /// <summary>Prepares to teach a recognizer; what it knows already is kept and built upon.</summary>
    /// <param name="recognizer">The recognizer.</param>
    /// <param name="seed">Decides the order of the examples and what dropout leaves out.</param>
    /// <param name="options">How to learn; the defaults suit most data.</param>
    public Trainer(EntityRecognizer recognizer, int seed = 42, TrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        _recognizer = recognizer;
        _options = options ?? new TrainerOptions();
        CheckDropout(_options.WordDropout);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.BatchSize, 1);
        _seed = StableHash.Mix((ulong)seed, 1);
        _published = recognizer.Model;
        _learner = new CrfLearner(_published);
    }

    /// <summary>Prepares to teach a pipeline's recognizer: the component <c>ner</c>, or the only recognizer there is.</summary>
    /// <exception cref="ArgumentException">The pipeline has no recognizer, or several and none is called <c>ner</c>.</exception>
    /// <inheritdoc cref="Trainer(EntityRecognizer, int, TrainerOptions?)"/>
    public Trainer(Pipeline nlp, int seed = 42, TrainerOptions? options = null)
        : this(RecognizerOf(nlp), seed, options)
    {
    }

    /// <summary>Learns from one example, once.</summary>
    /// <param name="example">The example; labels new to the recognizer are added to it.</param>
    /// <param name="dropout">Share of the features to leave out at random, from 0 up to, not including, 1.</param>
    /// <returns>The loss before the step: −log of the probability that the model gave to the right answer.</returns>
    public double Update(Example example, double dropout = 0.2)
    {
        ArgumentNullException.ThrowIfNull(example);
        CheckDropout(dropout);
        Begin(() => TrainerOptions.UsualRecallBias);
        AddLabels([example]);
        CountWords([example]);
        var builder = new SequenceBuilder(_learner, _options.OtherMentions, threads: 1);
        TrainingSequence[] sequences = builder.Read([example], lowerCased: false)[0];
        WordRows words = AssignRows(builder, minimumCount: 1, withUnknown: false);
        double loss = _learner.Step(
            sequences, words, _options.LearningRate, new CrfDropout(dropout, Words: 0),
            StableHash.Mix(_seed, _updates++), _alone);
        CrfLearner learner = _learner;
        _newer = () => _published = learner.ToModel(_options.SmallestWeight);
        _recognizer.ModelFrom(_newer);
        return loss;
    }

    /// <summary>
    /// Learns from all examples, epoch by epoch. With a dev set the weights of the epoch with the best F1 are kept,
    /// otherwise the last ones.
    /// </summary>
    /// <param name="examples">The examples; labels new to the recognizer are added to it.</param>
    /// <param name="epochs">How many times to pass over the examples.</param>
    /// <param name="dropout">Share of the features to leave out at random, from 0 up to, not including, 1.</param>
    /// <param name="dev">Examples to measure on after each epoch, from which nothing is learned.</param>
    /// <param name="onEpoch">Called after each epoch.</param>
    /// <param name="cancellation">Stops training; what was best so far is kept, and no exception is thrown.</param>
    /// <returns>How each finished epoch went.</returns>
    public IReadOnlyList<EpochResult> Train(
        IEnumerable<Example> examples, int epochs = 10, double dropout = 0.2, IEnumerable<Example>? dev = null,
        Action<EpochResult>? onEpoch = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
        CheckDropout(dropout);
        List<Example> material = [.. examples];
        List<Example>? devSet = dev?.ToList();
        bool isFirst = Begin(() => RecallPilot.Find(material, dropout, _options, cancellation));
        double wordDropout = isFirst ? _options.WordDropout : 0;
        AddLabels(material);
        CountWords(material);
        var builder = new SequenceBuilder(_learner, _options.OtherMentions, _options.Threads);
        TrainingSequence[][] sequences = builder.Read(material, lowerCased: false);
        TrainingSequence[][] lowered = _options.LowerCaseShare <= 0 ? [] : ReadLowered(material, builder);
        WordRows words = AssignRows(builder, _options.MinimumFeatureCount, wordDropout > 0);

        var leftOut = new CrfDropout(dropout, wordDropout);
        var results = new List<EpochResult>();
        CrfModel? best = null;
        double bestF1 = -1;
        int sinceBest = 0;
        for (int epoch = 1; epoch <= epochs && !cancellation.IsCancellationRequested; epoch++)
        {
            var random = new RandomStream(StableHash.Mix(_seed, _updates++));
            List<TrainingSequence> order = Draw(material, sequences, lowered, ref random);
            double? loss = Pass(order, words, epoch, epochs, leftOut, ref random, cancellation);
            if (loss is null)
            {
                break;
            }

            var result = new EpochResult(epoch, loss.Value);
            if (devSet is not null)
            {
                _recognizer.Model = _published = _learner.ToModel(_options.SmallestWeight);
                Score score = Measure(devSet);
                result = result with { Precision = score.Precision, Recall = score.Recall, F1 = score.F1 };
                if (result.F1 > bestF1)
                {
                    best = _published;
                    bestF1 = result.F1.Value;
                    sinceBest = 0;
                }
                else
                {
                    sinceBest++;
                }
            }

            results.Add(result);
            onEpoch?.Invoke(result);
            if (devSet is not null && _options.Patience > 0 && sinceBest >= _options.Patience)
            {
                break;
            }
        }

        if (best is not null && !ReferenceEquals(best, _published))
        {
            _learner = new CrfLearner(best);
        }

        _recognizer.Model = _published = best ?? _learner.ToModel(_options.SmallestWeight);
        if (devSet is not null)
        {
            FitProbabilities(devSet);
        }

        return results;
    }

    /// <summary>
    /// Teaches a recognizer that knows something already new labels from a handful of examples, without forgetting the old
    /// ones. It rehearses: beside the examples it learns its own answers once more, on plain texts and on the words of the
    /// examples that nobody marked (pseudo-rehearsal, Robins 1995).
    /// </summary>
    /// <param name="examples">The examples; only the new labels need be marked in them.</param>
    /// <param name="rehearsal">
    /// Texts of the kind it is used on, some hundreds: the more, the less is forgotten. The new labels may occur in them.
    /// </param>
    /// <param name="epochs">How many times to pass over them.</param>
    /// <param name="dropout">Share of the features to leave out at random, from 0 up to, not including, 1.</param>
    /// <param name="onEpoch">Called after each epoch.</param>
    /// <param name="cancellation">Stops training; what is learned so far is kept.</param>
    /// <returns>How each finished epoch went.</returns>
    public IReadOnlyList<EpochResult> Teach(
        IEnumerable<Example> examples, IEnumerable<string> rehearsal, int epochs = 10, double dropout = 0.2,
        Action<EpochResult>? onEpoch = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(rehearsal);
        List<Example> marked = [.. examples];
        Follow();
        string[] old = [.. _recognizer.Labels];
        ILookup<string, string> added = marked.SelectMany(example => example.Reference.Entities)
            .Where(entity => !old.Contains(entity.Label))
            .ToLookup(entity => entity.Text, entity => entity.Label, StringComparer.OrdinalIgnoreCase);
        HashSet<(string Old, string New)> outgrown = [.. marked.SelectMany(example => Outgrown(example, old))];
        List<Example> material =
        [
            .. marked.Select(example => Example.FromDoc(_recognizer.Process(example.Reference))),
            .. rehearsal.Select(text => Rehearse(Tokenizer.English.Tokenize(text), added, outgrown)),
        ];
        AddLabels(marked);
        return Train(material, epochs, dropout, onEpoch: onEpoch, cancellation: cancellation);
    }

    /// <summary>What the recognizer calls the entities of an example to which it gives new labels.</summary>
    private IEnumerable<(string Old, string New)> Outgrown(Example example, string[] old)
    {
        Doc answered = _recognizer.Process(example.Reference.WithEntities([]));
        return example.Reference.Entities.Where(entity => !old.Contains(entity.Label)).SelectMany(entity =>
            answered.Entities.Where(answer => (answer.Start, answer.End) == (entity.Start, entity.End))
                .Select(answer => (answer.Label, entity.Label)));
    }

    /// <summary>
    /// What the recognizer finds in a text. A name that the examples give a new label may have that one here, too, and has
    /// it where it would get the label that it used to have in the examples.
    /// </summary>
    private Example Rehearse(Doc doc, ILookup<string, string> added, HashSet<(string Old, string New)> outgrown)
    {
        Doc answered = _recognizer.Process(doc);
        var spans = answered.Entities.Select(entity =>
        {
            string[] may = [.. added[entity.Text].Distinct()];
            string[] must = [.. may.Where(label => outgrown.Contains((entity.Label, label)))];
            return new PartialSpan(
                entity.Start, entity.End, must.Length > 0 ? must : [entity.Label, .. may], MayBeNone: false);
        }).ToList();
        for (int i = 0; i < doc.Count; i++)
        {
            string[] labels = [.. added[doc.LexemeAt(i).Text].Distinct()];
            if (labels.Length > 0 && answered.EntityAt(i) is null)
            {
                spans.Add(new PartialSpan(i, i + 1, labels, MayBeNone: true));
            }
        }

        return Example.FromPartial(answered.WithEntities([]), new PartialLabels(spans, []));
    }

    /// <summary>
    /// Makes the recognizer's probabilities keep their promise, so that of the entities at 0.8 eight of ten are right:
    /// they are scaled to fit what is right among what it finds in texts that it did not learn from. What it finds stays
    /// the same. <see cref="Train"/> does so with its dev set.
    /// </summary>
    /// <param name="heldOut">Examples that nothing was learned from. Of fewer than 50 entities found, nothing is fitted.</param>
    public void FitProbabilities(IEnumerable<Example> heldOut)
    {
        ArgumentNullException.ThrowIfNull(heldOut);
        Follow();
        CrfModel model = _recognizer.Model;
        _recognizer.Model = model.With(model.Settings with { Probabilities = ProbabilityScale.None });
        var fit = new ProbabilityFit(model.Tags.LabelCount);
        foreach (Example example in heldOut)
        {
            Doc predicted = _recognizer.Process(example.Reference.WithEntities([]));
            foreach (Span entity in predicted.Entities)
            {
                if (example.Judge(entity) is { } isRight)
                {
                    int label = model.Tags.Labels.ToList().IndexOf(entity.Label);
                    fit.Add((float)entity.Probability!.Value, label, entity.Count, isRight, example.Weight);
                }
            }
        }

        _learner.Settings = model.Settings with { Probabilities = fit.Fit() };
        _recognizer.Model = _published = model.With(_learner.Settings);
    }

    private static EntityRecognizer RecognizerOf(Pipeline nlp)
    {
        ArgumentNullException.ThrowIfNull(nlp);
        if (nlp.Has("ner") && nlp["ner"] is EntityRecognizer ner)
        {
            return ner;
        }

        EntityRecognizer[] all = [.. nlp.ComponentNames.Select(name => nlp[name]).OfType<EntityRecognizer>()];
        return all.Length == 1 ? all[0] : throw new ArgumentException(
            all.Length == 0
                ? "The pipeline has no recognizer to train. Add one: nlp.Add(new EntityRecognizer(), \"ner\")."
                : "The pipeline has several recognizers; call the one to train \"ner\".",
            nameof(nlp));
    }

    /// <summary>For each example its sequences in lower case; none where that changes nothing.</summary>
    private static TrainingSequence[][] ReadLowered(List<Example> material, SequenceBuilder builder)
    {
        bool[] changes = [.. material.Select(HasCapital)];
        var lowered = new Queue<TrainingSequence[]>(
            builder.Read([.. material.Where((_, i) => changes[i])], lowerCased: true));
        return Array.ConvertAll(changes, change => change ? lowered.Dequeue() : []);
    }

    private static bool HasCapital(Example example)
    {
        foreach (Lexeme lexeme in example.Reference.Lexemes)
        {
            if (SequenceBuilder.IsCapital(lexeme))
            {
                return true;
            }
        }

        return false;
    }

    private static void CheckDropout(double dropout)
    {
        if (dropout is < 0 or >= 1 or double.NaN)
        {
            throw new ArgumentOutOfRangeException(
                nameof(dropout), dropout, "Dropout is a share from 0 up to, not including, 1.");
        }
    }

    /// <summary>Follows the recognizer; one that knows nothing yet gets its bias.</summary>
    /// <param name="findRecallBias">Finds the bias where the options leave it open.</param>
    /// <returns>Whether it knows nothing yet.</returns>
    private bool Begin(Func<double> findRecallBias)
    {
        Follow();
        bool isFirst = _learner.Features.Count == 0;
        if (isFirst && _learner.Settings.RecallBias == 0)
        {
            _learner.Settings = _learner.Settings with { RecallBias = (float)(_options.RecallBias ?? findRecallBias()) };
        }

        return isFirst;
    }

    /// <summary>The recognizer may have been changed by others, as by adding a label.</summary>
    private void Follow()
    {
        if (_recognizer.Awaits(_newer))
        {
            return;
        }

        CrfModel model = _recognizer.Model;
        if (!ReferenceEquals(model, _published))
        {
            _published = model;
            _learner = new CrfLearner(model);
        }
    }

    /// <summary>Adds the words of examples to the counts, once for each example.</summary>
    private void CountWords(IEnumerable<Example> examples) => _learner.Counts = SequenceBuilder.CountWords(
        examples.Where(example => _counted.TryAdd(example, Counted)), _learner.Counts);

    private WordRows AssignRows(SequenceBuilder builder, int minimumCount, bool withUnknown)
    {
        WordRows words = builder.AssignRows(minimumCount, withUnknown);
        if (builder.HasMentions)
        {
            _learner.Settings = _learner.Settings with { UsesOtherMentions = true };
        }

        return words;
    }

    private void AddLabels(IEnumerable<Example> examples)
    {
        foreach (Example example in examples)
        {
            IEnumerable<string> labels = example.Partial is { } partial
                ? partial.Spans.SelectMany(span => span.Labels)
                : example.Reference.Entities.Select(entity => entity.Label);
            foreach (string label in labels)
            {
                if (!_learner.Tags.Labels.Contains(label))
                {
                    _learner.AddLabel(label);
                }
            }
        }
    }

    /// <summary>The sequences of an epoch in random order: all of full weight, the others and the copies by chance.</summary>
    private List<TrainingSequence> Draw(
        List<Example> material, TrainingSequence[][] sequences, TrainingSequence[][] lowered, ref RandomStream random)
    {
        var order = new List<TrainingSequence>(sequences.Length * 2);
        for (int i = 0; i < sequences.Length; i++)
        {
            double weight = material[i].Weight;
            if (weight >= 1 || random.NextDouble() < weight)
            {
                order.AddRange(sequences[i]);
            }

            if (lowered.Length > 0 && lowered[i].Length > 0 && random.NextDouble() < weight * _options.LowerCaseShare)
            {
                order.AddRange(lowered[i]);
            }
        }

        random.Shuffle(CollectionsMarshal.AsSpan(order));
        return order;
    }

    /// <summary>One pass over the sequences; null where it was cancelled.</summary>
    private double? Pass(
        List<TrainingSequence> order, WordRows words, int epoch, int epochs, CrfDropout leftOut,
        ref RandomStream random, CancellationToken cancellation)
    {
        int batchSize = Math.Clamp(order.Count / ExamplesPerBatchSize, 1, _options.BatchSize);
        using var team = new WorkTeam(Math.Min(_options.Threads, batchSize));
        double loss = 0;
        for (int start = 0; start < order.Count; start += batchSize)
        {
            if (cancellation.IsCancellationRequested)
            {
                return null;
            }

            int count = Math.Min(batchSize, order.Count - start);
            double progress = (epoch - 1 + ((double)start / order.Count)) / epochs;
            loss += _learner.Step(
                CollectionsMarshal.AsSpan(order).Slice(start, count), words,
                _options.LearningRate * (1 - (0.95 * progress)), leftOut, random.Next(), team);
        }

        return loss;
    }

    /// <summary>How the recognizer does on examples.</summary>
    internal Score Measure(IReadOnlyList<Example> examples)
    {
        var partial = default(Score);
        var complete = new List<(Doc, Doc)>();
        foreach (Example example in examples)
        {
            Doc predicted = _recognizer.Process(example.Reference.WithEntities([]));
            if (example.Partial is not null)
            {
                partial += PartialScorer.Score(example, predicted).Overall;
            }
            else
            {
                complete.Add((example.Reference, predicted));
            }
        }

        return partial + Scorer.Score(complete).Overall;
    }
}
