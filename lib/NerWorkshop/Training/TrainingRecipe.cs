using System.Collections.Immutable;
using System.Text.Json;

namespace NerWorkshop;

/// <summary>
/// All that decides how a model comes out of a folder of corpora, in a JSON file that is kept with the model, so that
/// anyone can build it again, byte for byte.
/// </summary>
/// <example><code>
/// TrainingRecipe.Read("data/models/en_open_sm/recipe.json").Train("../shared/ner-data").Save("ner");
/// </code></example>
public sealed record TrainingRecipe
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>The labels to learn, in order.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The label map, within the folder of corpora.</summary>
    public string Map { get; init; } = "mapping.json";

    /// <summary>
    /// Labels of corpora that are read more narrowly than the map does: what each still stands for, by corpus and label.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> Narrowed { get; init; } =
        ImmutableDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>.Empty;

    /// <summary>The files to learn from, within the folder of corpora, each <c>FILE</c> or <c>FILE@WEIGHT</c>.</summary>
    public required IReadOnlyList<string> Corpora { get; init; }

    /// <summary>
    /// More files to learn from, written likewise: those that may be held out, so that a model which never saw them can
    /// be measured on them. The probabilities of that model are fitted to them.
    /// </summary>
    public IReadOnlyList<string> Dev { get; init; } = [];

    /// <summary>
    /// How many sentences that follow each other in a corpus are learned as one document; see
    /// <see cref="TrainerOptions.OtherMentions"/>.
    /// </summary>
    public int SentencesPerDocument { get; init; } = 1;

    /// <summary>Files of complete annotation in the labels to learn, relative to the recipe.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>How many times to pass over them.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Share of the features to leave out at random.</summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>Decides the order of the sentences and what dropout leaves out.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>
    /// How many models are trained, with seeds that follow each other, for the one whose weights are the mean of theirs.
    /// </summary>
    public int Models { get; init; } = 1;

    /// <summary>See <see cref="TrainerOptions.LearningRate"/>.</summary>
    public double LearningRate { get; init; } = new TrainerOptions().LearningRate;

    /// <summary>See <see cref="TrainerOptions.BatchSize"/>.</summary>
    public int BatchSize { get; init; } = new TrainerOptions().BatchSize;

    /// <summary>See <see cref="TrainerOptions.WordDropout"/>.</summary>
    public double WordDropout { get; init; } = new TrainerOptions().WordDropout;

    /// <summary>See <see cref="TrainerOptions.MinimumFeatureCount"/>.</summary>
    public int MinimumFeatureCount { get; init; } = new TrainerOptions().MinimumFeatureCount;

    /// <summary>See <see cref="TrainerOptions.SmallestWeight"/>.</summary>
    public double SmallestWeight { get; init; } = new TrainerOptions().SmallestWeight;

    /// <summary>See <see cref="TrainerOptions.LowerCaseShare"/>.</summary>
    public double LowerCaseShare { get; init; }

    /// <summary>See <see cref="TrainerOptions.RecallBias"/>.</summary>
    public double? RecallBias { get; init; } = new TrainerOptions().RecallBias;

    /// <summary>
    /// How the probabilities are scaled: what building it with the dev files held out has found. A model that has learned
    /// from all files finds too many of them right to be fitted to any.
    /// </summary>
    public ProbabilityRecipe? Probabilities { get; init; }

    /// <summary>Reads a recipe.</summary>
    /// <exception cref="InvalidDataException">The file is no recipe; the message says why.</exception>
    public static TrainingRecipe Read(string path)
    {
        try
        {
            TrainingRecipe recipe = JsonSerializer.Deserialize<TrainingRecipe>(File.ReadAllText(path), Json)
                ?? throw new InvalidDataException($"'{path}' is empty.");
            string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            return recipe with { Examples = [.. recipe.Examples.Select(file => Path.Combine(folder, file))] };
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is not a training recipe: {e.Message}", e);
        }
    }

    /// <summary>Reads the corpora to learn from in any case.</summary>
    /// <param name="corporaDirectory">The folder that the recipe's files are in.</param>
    public CorpusMix ReadCorpora(string corporaDirectory) => Read(Corpora, corporaDirectory, SentencesPerDocument);

    /// <summary>Reads the files that may be held out.</summary>
    /// <param name="corporaDirectory">The folder that the recipe's files are in.</param>
    public CorpusMix ReadDev(string corporaDirectory) => Read(Dev, corporaDirectory, sentencesPerDocument: 1);

    private CorpusMix Read(IReadOnlyList<string> files, string corporaDirectory, int sentencesPerDocument) => CorpusMix.Read(
        files.Select(CorpusSource.Parse).Select(source => source with
        {
            Path = Path.Combine(corporaDirectory, source.Path),
        }),
        LabelMap.Read(Path.Combine(corporaDirectory, Map)).Narrow(Narrowed),
        Labels, sentencesPerDocument);

    /// <summary>Reads the examples that are in the labels to learn.</summary>
    public IEnumerable<Example> ReadExamples() => Examples.SelectMany(JsonLines.Read).Select(text =>
        Example.FromOffsets(text.Text, text.Entities.Select(entity => (entity.StartChar, entity.EndChar, entity.Label))));

    /// <summary>Trains a recognizer.</summary>
    /// <param name="corporaDirectory">The folder that the recipe's files are in.</param>
    /// <param name="threads">Threads to use, all cores by default; the result does not depend on it.</param>
    /// <param name="holdOutDev">
    /// Learns nothing from the dev files, and fits the probabilities to them. Otherwise these are scaled as
    /// <see cref="Probabilities"/> says.
    /// </param>
    /// <param name="onEpoch">Called after each epoch; those of all <see cref="Models"/> are counted on.</param>
    /// <param name="cancellation">Stops training; what is learned so far is kept.</param>
    public EntityRecognizer Train(
        string corporaDirectory, int? threads = null, bool holdOutDev = false, Action<EpochResult>? onEpoch = null,
        CancellationToken cancellation = default)
    {
        var options = new TrainerOptions
        {
            LearningRate = LearningRate,
            BatchSize = BatchSize,
            WordDropout = WordDropout,
            RecallBias = RecallBias,
            MinimumFeatureCount = MinimumFeatureCount,
            SmallestWeight = SmallestWeight,
            LowerCaseShare = LowerCaseShare,
            Threads = threads ?? Environment.ProcessorCount,
        };
        IReadOnlyList<Example> dev = holdOutDev ? ReadDev(corporaDirectory).Examples
            : Read(Dev, corporaDirectory, SentencesPerDocument).Examples;
        List<Example> material =
            [.. ReadCorpora(corporaDirectory).Examples, .. holdOutDev ? [] : dev, .. ReadExamples()];
        var models = new List<CrfModel>();
        for (int m = 0; m < Models && !cancellation.IsCancellationRequested; m++)
        {
            int before = m * Epochs;
            CrfModel model = TrainOne(
                material, Seed + m, options, result => onEpoch?.Invoke(result with { Epoch = before + result.Epoch }), cancellation);

            // What was stopped halfway would not do the others good.
            if (m == 0 || !cancellation.IsCancellationRequested)
            {
                models.Add(model);
            }
        }

        var recognizer = new EntityRecognizer();
        if (models.Count > 0)
        {
            recognizer.Model = ModelAverage.Of(models, SmallestWeight);
        }

        if (holdOutDev)
        {
            new Trainer(recognizer).FitProbabilities(dev);
        }
        else if (Probabilities is { } probabilities)
        {
            CrfModel model = recognizer.Model;
            recognizer.Model = model.With(
                model.Settings with { Probabilities = probabilities.ToScale(recognizer.Labels) });
        }

        return recognizer;
    }

    private CrfModel TrainOne(
        List<Example> material, int seed, TrainerOptions options, Action<EpochResult> onEpoch, CancellationToken cancellation)
    {
        var recognizer = new EntityRecognizer();
        foreach (string label in Labels)
        {
            recognizer.AddLabel(label);
        }

        new Trainer(recognizer, seed, options).Train(material, Epochs, Dropout, onEpoch: onEpoch, cancellation: cancellation);
        return recognizer.Model;
    }
}
