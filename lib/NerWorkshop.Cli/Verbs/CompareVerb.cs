using System.CommandLine;
using System.Text.Json.Nodes;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner compare</c>: two pipelines on the same annotated texts, and whether they differ by more than chance.</summary>
internal sealed class CompareVerb : Verb
{
    private readonly Argument<string> _a = new("A") { Description = PipelineSpec.Description };

    private readonly Argument<string> _b = new("B") { Description = "The pipeline to compare it with." };

    private readonly Argument<string> _data = new("DATA")
    {
        Description = "Annotated texts, in any format that 'ner convert' reads.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the figures, and all texts that differ, as JSON." };

    private readonly Option<string?> _report = new("--report")
    {
        Description = "Write a page with the figures and the texts on which the two differ.",
        HelpName = "FILE.html",
    };

    private readonly Option<int> _show = ShowOption.Of("How many of the texts on which the two differ to print.", 5);

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "The seed of what is drawn by chance: the same seed gives the same figures.",
        DefaultValueFactory = _ => 42,
        HelpName = "N",
    };

    private readonly Measurement _measurement = new();

    private readonly Terminal _terminal;

    public CompareVerb(Terminal terminal)
        : base(
            "compare",
            "Compare two pipelines on the same annotated texts: both F1s with 95 % confidence intervals (bootstrap over "
            + "texts), their difference, and how likely one as great would be by chance (p, approximate randomisation).",
            "ner compare en_open_sm my_model test.jsonl",
            "ner compare en_open_sm en_open_sm+data/patterns/platforms.jsonl gold.jsonl --report comparison.html",
            "ner compare old_model new_model test.jsonl --json --seed 7")
    {
        _terminal = terminal;
        Arguments.Add(_a);
        Arguments.Add(_b);
        Arguments.Add(_data);
        Options.Add(_json);
        Options.Add(_report);
        _measurement.AddTo(this);
        Options.Add(_show);
        Options.Add(_seed);
        SetWork(Run);
    }

    private Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        string a = parsed.GetValue(_a)!;
        string b = parsed.GetValue(_b)!;
        string data = parsed.GetValue(_data)!;
        Pipeline first = PipelineSpec.Load(a);
        Pipeline second = PipelineSpec.Load(b);
        AnnotatedCorpus corpus = AnnotatedCorpus.Read([data]);
        corpus.Report(_terminal.Error);
        PipelineComparison comparison = PipelineComparison.Of(
            _measurement.Run(parsed, first, corpus.Examples, "texts with A", _terminal.Error, cancellation),
            _measurement.Run(parsed, second, corpus.Examples, "texts with B", _terminal.Error, cancellation),
            seed: parsed.GetValue(_seed));
        if (parsed.GetValue(_report) is { } report)
        {
            comparison.WriteReport(
                report,
                $"{PipelineSpec.NameOf(a)} and {PipelineSpec.NameOf(b)} on {Path.GetFileName(data)}",
                $"A is {a}: {string.Join(", ", first.ComponentNames)}.",
                $"B is {b}: {string.Join(", ", second.ComponentNames)}.");
        }

        if (parsed.GetValue(_json))
        {
            _terminal.Out.WriteLine(ToJson(comparison).ToJsonString(EvaluationJson.Indented));
        }
        else
        {
            Print(comparison, a, b, parsed.GetValue(_show), parsed.GetValue(_report));
        }

        return Task.FromResult(ExitCode.Done);
    }

    private void Print(PipelineComparison comparison, string a, string b, int show, string? report)
    {
        TextWriter output = _terminal.Out;
        foreach (DocDifference text in comparison.Differing.Take(show))
        {
            output.WriteLine($"text {text.Index}: {text.A.Gold.Render()}");
            WriteErrors("A", text.A);
            WriteErrors("B", text.B);
        }

        int better = comparison.Differing.Count(text => text.Gain > 0);
        int worse = comparison.Differing.Count(text => text.Gain < 0);
        if (comparison.Differing.Count > 0 && show > 0)
        {
            output.WriteLine();
        }

        output.WriteLine(FormattableString.Invariant(
            $"{comparison.Differing.Count} of {comparison.A.Docs.Count} texts differ: fewer errors with B in {better}, with A in {worse}"));
        output.WriteLine();
        output.WriteLine($"A is {a}, B is {b}");
        output.WriteLine(comparison.ToTable());
        output.WriteLine();
        output.WriteLine(comparison);
        if (report is not null)
        {
            output.WriteLine($"Report: {report}");
        }

        void WriteErrors(string name, DocErrors errors)
        {
            string found = errors.HasErrors ? string.Join("; ", errors.Errors) : "all correct";
            output.WriteLine($"  {name}  {found}");
        }
    }

    private static JsonObject ToJson(PipelineComparison comparison)
    {
        JsonObject json = ToJson(comparison.Overall);
        json["per_type"] = EvaluationJson.ByLabel(comparison.ByLabel, difference => ToJson(difference));
        json["differing"] = new JsonArray([.. comparison.Differing.Select(text => new JsonObject
        {
            ["index"] = text.Index,
            ["text"] = text.A.Text,
            ["gold"] = EvaluationJson.Entities(text.A.Gold),
            ["a"] = EvaluationJson.Entities(text.A.Predicted),
            ["b"] = EvaluationJson.Entities(text.B.Predicted),
        })]);
        return json;
    }

    private static JsonObject ToJson(ScoreDifference difference)
    {
        JsonObject a = EvaluationJson.Of(difference.A);
        JsonObject b = EvaluationJson.Of(difference.B);
        a["f_interval"] = EvaluationJson.Of(difference.IntervalA);
        b["f_interval"] = EvaluationJson.Of(difference.IntervalB);
        return new JsonObject
        {
            ["a"] = a,
            ["b"] = b,
            ["difference"] = difference.Difference,
            ["difference_interval"] = EvaluationJson.Of(difference.Interval),
            ["p_value"] = difference.PValue,
        };
    }
}
