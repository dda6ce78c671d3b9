using System.CommandLine;
using System.Text.Json.Nodes;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner agree</c>: how far two annotators agree, and where they do not.</summary>
internal sealed class AgreeVerb : Verb
{
    private readonly Argument<string> _first = new("FIRST")
    {
        Description = "The texts of one annotator, in any format that 'ner convert' reads.",
    };

    private readonly Argument<string> _second = new("SECOND")
    {
        Description = "The same texts, or some of them, by the other; in any order.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the figures and disagreements as JSON." };

    private readonly Option<int> _show = ShowOption.Of("How many disagreements to print.", 100);

    private readonly Terminal _terminal;

    public AgreeVerb(Terminal terminal)
        : base(
            "agree",
            "Compare two annotators of the same texts: F1 over entities, Cohen's kappa over tokens, and the entities on "
            + "which they disagree.",
            "ner agree data/gold/forum_posts.first.jsonl data/gold/forum_posts.second.jsonl",
            "ner agree one.jsonl other.jsonl --json > agreement.json")
    {
        _terminal = terminal;
        Arguments.Add(_first);
        Arguments.Add(_second);
        Options.Add(_json);
        Options.Add(_show);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        AnnotatorAgreement agreement = Compare(parsed.GetValue(_first)!, parsed.GetValue(_second)!);
        foreach ((string which, IReadOnlyList<string> texts) in new[]
            { ("first", agreement.OnlyInFirst), ("second", agreement.OnlyInSecond) })
        {
            if (texts.Count > 0)
            {
                _terminal.Error.WriteLine(FormattableString.Invariant(
                    $"{texts.Count} texts are in the {which} file only, and left out"));
            }
        }

        if (parsed.GetValue(_json))
        {
            _terminal.Out.WriteLine(ToJson(agreement).ToJsonString(EvaluationJson.Indented));
            return ExitCode.Done;
        }

        if (agreement.Disagreements.Count > 0)
        {
            _terminal.Out.WriteLine(agreement.ToDisagreementTable().WithRowLimit(parsed.GetValue(_show)));
            _terminal.Out.WriteLine();
        }

        _terminal.Out.WriteLine(agreement.ToTable());
        return ExitCode.Done;
    }

    private AnnotatorAgreement Compare(string first, string second)
    {
        AnnotatedCorpus one = AnnotatedCorpus.Read([first]);
        AnnotatedCorpus other = AnnotatedCorpus.Read([second]);
        one.Report(_terminal.Error);
        other.Report(_terminal.Error);
        try
        {
            return AnnotatorAgreement.Between(one.Examples, other.Examples);
        }
        catch (ArgumentException)
        {
            throw new UsageException($"{first} and {second} have no text in common; texts must be the same to the character");
        }
    }

    private static JsonObject ToJson(AnnotatorAgreement agreement) => new()
    {
        ["texts"] = agreement.Entities.Docs.Count,
        ["only_in_first"] = agreement.OnlyInFirst.Count,
        ["only_in_second"] = agreement.OnlyInSecond.Count,
        ["tokens"] = agreement.TokenCount,
        ["ents_f"] = agreement.F1,
        ["ents_f_per_type"] = EvaluationJson.ByLabel(agreement.Entities.Scores.ByLabel, score => score.F1),
        ["observed_agreement"] = agreement.ObservedAgreement,
        ["kappa"] = double.IsNaN(agreement.Kappa) ? null : agreement.Kappa,
        ["disagreements"] = new JsonArray([.. agreement.Disagreements.Select(row => new JsonObject
        {
            ["text"] = row.Text.Text,
            ["first"] = Entity(row.Pair.Gold),
            ["second"] = Entity(row.Pair.Predicted),
        })]),
    };

    private static JsonObject? Entity(Span? entity) =>
        entity is null ? null : new JsonObject { ["text"] = entity.Text, ["label"] = entity.Label };
}
