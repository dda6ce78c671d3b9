using System.CommandLine;
using System.Diagnostics;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner train</c>: teaches a recognizer and saves the pipeline.</summary>
internal sealed class TrainVerb : Verb
{
    private readonly Option<string[]> _train = new("--train")
    {
        Description = "Annotated texts to learn from: JSON lines, plain or .gz; several files may be given.",
        HelpName = "FILE",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

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

    private readonly Option<int> _epochs = new("--epochs")
    {
        Description = "How often to go through the texts.",
        DefaultValueFactory = _ => 10,
        HelpName = "N",
    };

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "The seed: the same seed and texts give the same model.",
        DefaultValueFactory = _ => 42,
        HelpName = "N",
    };

    private readonly Option<double> _dropout = new("--dropout")
    {
        Description = "The share of features left out at each step.",
        DefaultValueFactory = _ => 0.1,
        HelpName = "RATE",
    };

    private readonly Terminal _terminal;

    public TrainVerb(Terminal terminal)
        : base(
            "train",
            "Teach a recognizer from annotated texts, and save the pipeline.",
            "ner train --train data/training/ideology_platform.jsonl --out my_model",
            "ner train --train a.jsonl b.jsonl.gz --dev dev.jsonl --out my_model --epochs 15")
    {
        _terminal = terminal;
        Options.Add(_train);
        Options.Add(_dev);
        Options.Add(_out);
        Options.Add(_base);
        Options.Add(_epochs);
        Options.Add(_seed);
        Options.Add(_dropout);
        SetAction(Run);
    }

    private Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        AnnotatedCorpus train = AnnotatedCorpus.Read(parsed.GetValue(_train)!);
        train.Report(_terminal.Error);
        AnnotatedCorpus? dev = parsed.GetValue(_dev) is { } path ? AnnotatedCorpus.Read([path]) : null;
        dev?.Report(_terminal.Error);
        Pipeline nlp = parsed.GetValue(_base) is { } start ? Pipeline.Load(start) : Pipeline.Blank();
        if (!nlp.Has("ner"))
        {
            nlp.Add(new EntityRecognizer());
        }

        int epochs = parsed.GetValue(_epochs);
        var clock = Stopwatch.StartNew();
        var trainer = new Trainer(nlp, parsed.GetValue(_seed));
        IReadOnlyList<EpochResult> results = trainer.Train(
            train.Examples, epochs, parsed.GetValue(_dropout), dev?.Examples,
            result => Report(result, epochs, clock.Elapsed), cancellation);
        if (results.Count == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        string directory = parsed.GetValue(_out)!;
        nlp.Save(directory);
        _terminal.Out.WriteLine($"Saved {directory} after {results.Count} of {epochs} epochs");
        return Task.FromResult(ExitCode.Done);
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
}
