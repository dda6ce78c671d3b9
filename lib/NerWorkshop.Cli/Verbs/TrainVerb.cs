using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner train</c>: teaches a recognizer and saves the pipeline.</summary>
internal sealed class TrainVerb : Verb
{
    private const string Auto = "auto";

    private const string Share = "a share from 0 up to, not including, 1, such as 0.2";

    private readonly Option<string[]> _train = new("--train")
    {
        Description = "Annotated texts to learn from, in any format that 'ner convert' reads.",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _recipe = new("--recipe")
    {
        Description = "Instead of --train: a model's recipe.json, to build that model again from its corpora.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _corpora = new("--corpora")
    {
        Description = "The folder that the recipe's corpora are in.",
        HelpName = "DIR",
    };

    private readonly Option<bool> _holdOutDev = new("--hold-out-dev")
    {
        Description = "Learn nothing from the recipe's dev files, and fit the probabilities to them: to measure on them.",
    };

    private readonly Option<string?> _map = new("--map")
    {
        Description = "A label map, for corpora whose labels mean different things; needs --labels.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _labels = new("--labels")
    {
        Description = "The labels to learn, separated by commas; by default all there are.",
        HelpName = "LABEL,…",
    };

    private readonly Option<int> _patience = new Option<int>("--patience")
    {
        Description = "With --dev: stop after so many epochs without a better F1; 0 for never.",
        DefaultValueFactory = _ => 0,
        HelpName = "N",
    }.Require(epochs => epochs >= 0, "a number from 0, such as 3");

    private readonly Option<string?> _dev = new("--dev")
    {
        Description = "Annotated texts to measure on after each epoch; the best epoch is kept.",
        HelpName = "FILE",
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "The folder to save the pipeline in.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<string?> _base = new("--base")
    {
        Description = "A pipeline to go on from; by default a blank one.",
        HelpName = "NAME|DIR",
    };

    private readonly Option<int> _epochs = new Option<int>("--epochs")
    {
        Description = "How often to go through the texts.",
        DefaultValueFactory = _ => 10,
        HelpName = "N",
    }.Require(epochs => epochs >= 1, "a number from 1, such as 15");

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "The seed: the same seed and texts give the same model.",
        DefaultValueFactory = _ => 42,
        HelpName = "N",
    };

    private readonly Option<double> _dropout = new Option<double>("--dropout")
    {
        Description = "The share of features left out at each step.",
        DefaultValueFactory = _ => 0.2,
        HelpName = "RATE",
    }.Require(IsShare, Share);

    private readonly Option<double> _wordDropout = new Option<double>("--word-dropout")
    {
        Description = "The share of words that are learned as though they were unknown.",
        DefaultValueFactory = _ => new TrainerOptions().WordDropout,
        HelpName = "RATE",
    }.Require(IsShare, Share);

    private readonly Option<string> _recallBias = new Option<string>("--recall-bias")
    {
        Description = "How much 'no entity' is held back when it decides: more finds more, of which more are wrong. "
            + $"With '{Auto}' a short training finds what gives the best F1: worth its time where a label is hard to learn.",
        DefaultValueFactory = _ => string.Create(CultureInfo.InvariantCulture, $"{new TrainerOptions().RecallBias}"),
        HelpName = $"SCORE|{Auto}",
    }.Require(IsScoreOrAuto, $"a number, such as 0.4, or '{Auto}'");

    private readonly SentencesPerDocumentOption _sentencesPerDocument = new();

    private readonly Terminal _terminal;

    public TrainVerb(Terminal terminal)
        : base(
            "train",
            "Teach a recognizer from annotated texts, and save the pipeline.",
            "ner train --train data/training/ideology_platform.jsonl --out my_model",
            "ner train --train a.jsonl b.jsonl.gz --dev dev.jsonl --out my_model --epochs 15",
            "ner train --train news.conll --labels PER,ORG --sentences-per-document 20 --epochs 20 --out my_model",
            "ner train --recipe data/models/en_open_sm/recipe.json --corpora ner-data --base en_open_sm --out rebuilt")
    {
        _terminal = terminal;
        Options.Add(_train);
        Options.Add(_recipe);
        Options.Add(_corpora);
        Options.Add(_holdOutDev);
        Options.Add(_map);
        Options.Add(_labels);
        Options.Add(_dev);
        Options.Add(_patience);
        Options.Add(_out);
        Options.Add(_base);
        Options.Add(_epochs);
        Options.Add(_seed);
        Options.Add(_dropout);
        Options.Add(_wordDropout);
        Options.Add(_recallBias);
        _sentencesPerDocument.AddTo(this);
        SetWork(Run);
    }

    private static bool IsShare(double value) => value is >= 0 and < 1;

    private Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        Pipeline nlp = parsed.GetValue(_base) is { } start ? Pipeline.Load(start) : Pipeline.Blank();
        IReadOnlyList<EpochResult> results = parsed.GetValue(_recipe) is { } recipe
            ? Rebuild(nlp, recipe, parsed, cancellation)
            : Learn(nlp, parsed, cancellation);
        if (results.Count == 0)
        {
            throw new OperationCanceledException(cancellation);
        }

        string directory = parsed.GetValue(_out)!;
        nlp.Save(directory);
        _terminal.Out.WriteLine($"Saved {directory} after {results.Count} epochs");
        return Task.FromResult(ExitCode.Done);
    }

    private IReadOnlyList<EpochResult> Learn(Pipeline nlp, ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_train) is not { Length: > 0 } files)
        {
            throw new UsageException("give texts to learn from with --train FILE, or a recipe with --recipe FILE --corpora DIR");
        }

        string[] labels = LabelList.Parse(parsed.GetValue(_labels));
        string? map = parsed.GetValue(_map);
        int sentences = _sentencesPerDocument.Of(parsed);
        IReadOnlyList<Example> train = ReadExamples(files, map, labels, sentences);
        IReadOnlyList<Example>? dev = parsed.GetValue(_dev) is { } path ? ReadExamples([path], map, labels, sentences) : null;
        if (!nlp.Has("ner"))
        {
            nlp.Add(new EntityRecognizer());
        }

        int epochs = parsed.GetValue(_epochs);
        var clock = Stopwatch.StartNew();
        var options = new TrainerOptions
        {
            Patience = parsed.GetValue(_patience),
            WordDropout = parsed.GetValue(_wordDropout),
            RecallBias = ParseRecallBias(parsed.GetValue(_recallBias)!),
        };
        var trainer = new Trainer(nlp, parsed.GetValue(_seed), options);
        return trainer.Train(
            train, epochs, parsed.GetValue(_dropout), dev, result => Report(result, epochs, clock.Elapsed), cancellation);
    }

    private IReadOnlyList<Example> ReadExamples(string[] files, string? map, string[] labels, int sentencesPerDocument)
    {
        if (map is not null)
        {
            return labels.Length > 0
                ? CorpusMix.Read(files.Select(CorpusSource.Parse), LabelMap.Read(map), labels, sentencesPerDocument).Examples
                : throw new UsageException("--map needs --labels, the labels to learn");
        }

        AnnotatedCorpus corpus = AnnotatedCorpus.Read(files, labels, sentencesPerDocument);
        corpus.Report(_terminal.Error);
        return corpus.Examples;
    }

    /// <summary>Puts a recognizer built by a recipe where the pipeline has one, or in front.</summary>
    private List<EpochResult> Rebuild(Pipeline nlp, string path, ParseResult parsed, CancellationToken cancellation)
    {
        TrainingRecipe recipe = TrainingRecipe.Read(path);
        string directory = parsed.GetValue(_corpora) ?? throw new UsageException("--recipe needs --corpora DIR, the folder its corpora are in");
        var results = new List<EpochResult>();
        var clock = Stopwatch.StartNew();
        EntityRecognizer recognizer = recipe.Train(
            directory,
            holdOutDev: parsed.GetValue(_holdOutDev),
            onEpoch: result =>
            {
                results.Add(result);
                Report(result, recipe.Epochs * recipe.Models, clock.Elapsed);
            },
            cancellation: cancellation);
        if (nlp.Has("ner"))
        {
            nlp.Remove("ner");
        }

        nlp.AddFirst(recognizer);
        if (parsed.GetValue(_holdOutDev) && ProbabilityRecipe.Of(recognizer) is { } probabilities)
        {
            _terminal.Out.WriteLine("The probabilities fit these held-out files, for the recipe:");
            _terminal.Out.WriteLine($"\"probabilities\": {JsonSerializer.Serialize(probabilities, JsonSerializerOptions.Web)}");
        }

        return results;
    }

    private void Report(EpochResult result, int epochs, TimeSpan elapsed)
    {
        double left = elapsed.TotalSeconds / result.Epoch * (epochs - result.Epoch);
        string dev = result.F1 is null
            ? ""
            : FormattableString.Invariant($"  P {result.Precision:F3}  R {result.Recall:F3}  F1 {result.F1:F3}");
        _terminal.Error.WriteLine(FormattableString.Invariant(
            $"epoch {result.Epoch,3} of {epochs}  loss {result.Loss,12:F2}{dev}  {left:F0} s left"));
    }

    /// <summary>The bias to train with; null where it is to be found.</summary>
    private static double? ParseRecallBias(string text) =>
        text == Auto ? null : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static bool IsScoreOrAuto(string text) =>
        text == Auto || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
