namespace NerWorkshop;

/// <summary>How a <see cref="Trainer"/> learns. The defaults suit most data.</summary>
public sealed record TrainerOptions
{
    /// <summary>The <see cref="RecallBias"/> where nothing speaks for another.</summary>
    internal const double UsualRecallBias = 0.4;

    /// <summary>Length of a step at the start; it falls to a twentieth over the epochs.</summary>
    public double LearningRate { get; init; } = 0.06;

    /// <summary>Features that occur less often in the training text are not learned.</summary>
    public int MinimumFeatureCount { get; init; } = 1;

    /// <summary>
    /// How many sentences make a step, at most: they are scored on the same weights, and can be on several threads. Of a small
    /// set each is a step of its own.
    /// </summary>
    public int BatchSize { get; init; } = 4;

    /// <summary>
    /// Chance of a word to be learned as though it were unknown: from its shape, its neighbours and what it has in common
    /// with other words. New texts are full of unknown words, and a training text has none. 0 for never. A recognizer that has
    /// learned before has other words to go by, and is spared.
    /// </summary>
    public double WordDropout { get; init; } = 0.3;

    /// <summary>
    /// The <see cref="EntityRecognizer.RecallBias"/> of a recognizer that learns for the first time, if it has none: what
    /// is learned from few examples is too careful without. Null has <see cref="Trainer.Train"/> find what suits the examples,
    /// by a short training on four fifths of them: worth its time where a label is hard to learn.
    /// </summary>
    public double? RecallBias { get; init; } = UsualRecallBias;

    /// <summary>
    /// Features none of whose weights is as great are left out of the model: the greater, the smaller the model. A
    /// large one loses nothing up to 0.1.
    /// </summary>
    public double SmallestWeight { get; init; } = 0.05;

    /// <summary>
    /// Share of the examples, drawn anew in each epoch, that are learned a second time in lower case, so that names
    /// are also found where nobody writes capitals. 0 for none.
    /// </summary>
    public double LowerCaseShare { get; init; }

    /// <summary>
    /// Whether to learn from where else in its document a word stands, if the examples have several sentences: what is hard
    /// to tell in one sentence is often plain in another. Sentences that stand alone lose nothing by it.
    /// </summary>
    public bool OtherMentions { get; init; } = true;

    /// <summary>Epochs without a better F1 on the dev set after which training stops; 0 for never.</summary>
    public int Patience { get; init; }

    /// <summary>Threads to use; the result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
