namespace NerWorkshop;

/// <summary>How a <see cref="LearningCurve"/> is measured.</summary>
public sealed record LearningCurveOptions
{
    /// <summary>The shares of the training examples to learn from, each above 0 and at most 1.</summary>
    public IReadOnlyList<double> Shares { get; init; } = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

    /// <summary>
    /// One model is trained for each share and each seed, which decides what the share is drawn from and how training
    /// goes. Several seeds show how much is chance.
    /// </summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1, 2, 3];

    /// <summary>How many times each training passes over its examples.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Share of the features to leave out at random, from 0 up to, not including, 1.</summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>How to learn.</summary>
    public TrainerOptions Training { get; init; } = new();

    /// <summary>
    /// Makes the pipeline that each training starts from; by default a blank one with a new recognizer. It must give
    /// another one each time.
    /// </summary>
    public Func<Pipeline> Start { get; init; } = static () =>
    {
        Pipeline nlp = Pipeline.Blank();
        nlp.Add(new EntityRecognizer(), "ner");
        return nlp;
    };
}
