using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner evaluate</c>: precision, recall and F1 of a pipeline on annotated texts.</summary>
internal sealed class EvaluateVerb : Verb
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Argument<string> _model = new("MODEL") { Description = "A model's name or folder." };

    private readonly Argument<string> _data = new("DATA")
    {
        Description = "Annotated texts, plain or .gz: JSON lines, or columns (.conll, .iob, .bio).",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the figures as JSON." };

    private readonly MinimumProbabilityOption _minimumProbability = new();

    private readonly Terminal _terminal;

    public EvaluateVerb(Terminal terminal)
        : base(
            "evaluate",
            "Measure a pipeline on annotated texts: precision, recall and F1, exact span and label.",
            "ner evaluate en_open_sm data/gold/ontonotes_types.jsonl",
            "ner evaluate my_model dev.jsonl --json --min-probability 0.7")
    {
        _terminal = terminal;
        Arguments.Add(_model);
        Arguments.Add(_data);
        Options.Add(_json);
        _minimumProbability.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        Pipeline nlp = Pipeline.Load(parsed.GetValue(_model)!);
        _minimumProbability.Apply(parsed, nlp);
        AnnotatedCorpus corpus = AnnotatedCorpus.Read([parsed.GetValue(_data)!]);
        corpus.Report(_terminal.Error);
        Scores scores = Scorer.Score(corpus.Examples, nlp);
        _terminal.Out.WriteLine(parsed.GetValue(_json) ? ToJson(scores).ToJsonString(Indented) : scores.ToTable().ToString());
        return ExitCode.Done;
    }

    /// <summary>The figures under spaCy's names.</summary>
    private static JsonObject ToJson(Scores scores)
    {
        var perType = new JsonObject();
        foreach ((string label, Score score) in scores.ByLabel)
        {
            perType[label] = new JsonObject { ["p"] = score.Precision, ["r"] = score.Recall, ["f"] = score.F1 };
        }

        return new JsonObject
        {
            ["ents_p"] = scores.Precision,
            ["ents_r"] = scores.Recall,
            ["ents_f"] = scores.F1,
            ["ents_per_type"] = perType,
        };
    }
}
