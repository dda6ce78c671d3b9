using System.CommandLine;
using System.Text.Json.Nodes;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner evaluate</c>: precision, recall and F1 of a pipeline on annotated texts, and its errors.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly Argument<string> _model = new("MODEL") { Description = PipelineSpec.Description };

    private readonly Argument<string> _data = new("DATA")
    {
        Description = "Annotated texts in any format that 'ner convert' reads.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the figures as JSON." };

    private readonly Option<string?> _report = new("--report")
    {
        Description = "Write a page to browse the errors: what was marked above what was predicted, by class and label.",
        HelpName = "FILE.html",
    };

    private readonly MinimumProbabilityOption _minimumProbability = new();

    private readonly Option<string?> _train = new("--train")
    {
        Description = "The texts that the pipeline learned from: those that are among DATA as well are reported (leakage).",
        HelpName = "FILE",
    };

    private readonly Measurement _measurement = new();

    private readonly LabelMapOptions _labelMap = new();

    private readonly SentencesPerDocumentOption _sentencesPerDocument = new();

    private readonly Terminal _terminal;

    public EvaluateVerb(Terminal terminal)
        : base(
            "evaluate",
            "Measure a pipeline on annotated texts: precision, recall and F1 (exact span and label), how sure they are, "
            + "and what goes wrong.",
            "ner evaluate en_open_sm data/gold/ontonotes_types.jsonl",
            "ner evaluate en_open_sm+data/patterns/platforms.jsonl gold.jsonl --exclude DATE,CARDINAL --report errors.html",
            "ner evaluate my_model test.jsonl --train train.jsonl",
            "ner evaluate my_model dev.jsonl --json --min-probability 0.7",
            "ner evaluate en_open_sm ner-data/btc/dev.jsonl.gz --map ner-data/mapping.json --collapsed")
    {
        _terminal = terminal;
        Arguments.Add(_model);
        Arguments.Add(_data);
        Options.Add(_json);
        Options.Add(_report);
        Options.Add(_train);
        _measurement.AddTo(this);
        _labelMap.AddTo(this);
        _minimumProbability.AddTo(this);
        _sentencesPerDocument.AddTo(this);
        SetWork(Run);
    }

    private Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        string model = parsed.GetValue(_model)!;
        string data = parsed.GetValue(_data)!;
        Pipeline nlp = PipelineSpec.Load(model);
        _minimumProbability.Apply(parsed, nlp);
        if (_labelMap.IsGiven(parsed))
        {
            EvaluateThroughMap(parsed, data, nlp, cancellation);
            return Task.FromResult(ExitCode.Done);
        }

        AnnotatedCorpus corpus = AnnotatedCorpus.Read([data], sentencesPerDocument: _sentencesPerDocument.Of(parsed));
        corpus.Report(_terminal.Error);
        if (parsed.GetValue(_train) is { } train)
        {
            ReportLeaks(train, corpus);
        }

        ErrorAnalysis errors = _measurement.Run(parsed, nlp, corpus.Examples, "texts", _terminal.Error, cancellation);
        ScoreIntervals intervals = Bootstrap.Intervals(errors);
        if (parsed.GetValue(_report) is { } report)
        {
            errors.WriteReport(
                report,
                $"{PipelineSpec.NameOf(model)} on {Path.GetFileName(data)}",
                $"Pipeline {model}: {string.Join(", ", nlp.ComponentNames)}. Texts: {data}.");
        }

        if (parsed.GetValue(_json))
        {
            _terminal.Out.WriteLine(ToJson(errors, intervals).ToJsonString(EvaluationJson.Indented));
            return Task.FromResult(ExitCode.Done);
        }

        _terminal.Out.WriteLine(errors.Scores.ToTable());
        _terminal.Out.WriteLine();
        _terminal.Out.WriteLine(errors.ToTable());
        _terminal.Out.WriteLine();
        _terminal.Out.WriteLine(intervals);
        WriteProbabilities(errors.Calibration, errors.Thresholds);
        if (parsed.GetValue(_report) is { } page)
        {
            _terminal.Out.WriteLine($"Report: {page}");
        }

        return Task.FromResult(ExitCode.Done);
    }

    /// <summary>Says which texts the pipeline knows already: it looks better on them than it is.</summary>
    private void ReportLeaks(string train, AnnotatedCorpus corpus)
    {
        const int Listed = 5;
        IReadOnlyList<LeakedText> leaks = Leakage.Find(
            ("train", Corpus.Read(train).Select(text => text.Text)), ("data", corpus.Examples.Select(example => example.Text)));
        int known = leaks.Sum(leak => leak.Places.Count(place => place.Part == "data"));
        _terminal.Error.WriteLine(FormattableString.Invariant(
            $"{known} of {corpus.Examples.Count} texts are in {train} as well, but for case and white space"));
        foreach (LeakedText leak in leaks.Take(Listed))
        {
            _terminal.Error.WriteLine($"  {leak}");
        }
    }

    /// <summary>Scores on a corpus whose labels are not the pipeline's.</summary>
    private void EvaluateThroughMap(ParseResult parsed, string data, Pipeline nlp, CancellationToken cancellation)
    {
        if (parsed.GetValue(_report) is not null)
        {
            throw new UsageException("--report shows errors label by label; with --map there is no page");
        }

        MappedScores mapped = _labelMap.Score(parsed, data, nlp, _sentencesPerDocument.Of(parsed), cancellation);
        if (parsed.GetValue(_json))
        {
            var json = new JsonObject
            {
                ["ents_p"] = mapped.Scores.Precision,
                ["ents_r"] = mapped.Scores.Recall,
                ["ents_f"] = mapped.Scores.F1,
                ["ents_per_type"] = EvaluationJson.ByLabel(mapped.Scores.ByLabel, score => EvaluationJson.Of(score)),
            };
            if (mapped.Lenient is not null)
            {
                json["ents_f_as_map_allows"] = mapped.Lenient.F1;
            }

            AddProbabilities(json, mapped.Calibration, mapped.Thresholds);
            _terminal.Out.WriteLine(json.ToJsonString(EvaluationJson.Indented));
            return;
        }

        _terminal.Out.WriteLine(mapped.Scores.ToTable());
        if (mapped.Lenient is not null)
        {
            _terminal.Out.WriteLine();
            _terminal.Out.WriteLine($"With each label right that the map allows: {mapped.Lenient}");
        }

        WriteProbabilities(mapped.Calibration, mapped.Thresholds);
    }

    private void WriteProbabilities(Calibration calibration, ThresholdTradeOff thresholds)
    {
        if (calibration.Count > 0)
        {
            _terminal.Out.WriteLine();
            _terminal.Out.WriteLine(calibration.ToTable());
            _terminal.Out.WriteLine();
            _terminal.Out.WriteLine(thresholds.ToTable());
        }
    }

    private static JsonObject AddProbabilities(JsonObject json, Calibration calibration, ThresholdTradeOff thresholds)
    {
        if (calibration.Count > 0)
        {
            json["expected_calibration_error"] = calibration.ExpectedError;
            json["thresholds"] = new JsonArray([.. thresholds.Points.Select(point =>
            {
                JsonObject one = EvaluationJson.Of(point.Score);
                one["threshold"] = point.Threshold;
                return one;
            })]);
        }

        return json;
    }

    /// <summary>The figures under spaCy's names, and ours beside them.</summary>
    private static JsonObject ToJson(ErrorAnalysis errors, ScoreIntervals intervals) => AddProbabilities(new JsonObject
    {
        ["ents_p"] = errors.Scores.Precision,
        ["ents_r"] = errors.Scores.Recall,
        ["ents_f"] = errors.Scores.F1,
        ["ents_f_interval"] = EvaluationJson.Of(intervals.F1),
        ["ents_per_type"] = EvaluationJson.ByLabel(errors.Scores.ByLabel, score => EvaluationJson.Of(score)),
        ["errors"] = EvaluationJson.Of(errors.Counts),
        ["errors_per_type"] = EvaluationJson.ByLabel(errors.ByLabel, counts => EvaluationJson.Of(counts)),
        ["partial_credit"] = new JsonObject
        {
            ["strict"] = EvaluationJson.Of(errors.PartialCredit.Strict),
            ["exact"] = EvaluationJson.Of(errors.PartialCredit.Exact),
            ["partial"] = EvaluationJson.Of(errors.PartialCredit.Partial),
            ["type"] = EvaluationJson.Of(errors.PartialCredit.Type),
        },
    }, errors.Calibration, errors.Thresholds);
}
