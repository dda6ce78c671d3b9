using System.CommandLine;

namespace NerWorkshop.Cli;

/// <summary>
/// What verbs that measure share: the option to leave labels out, and running a pipeline over annotated texts, on all
/// cores and with progress.
/// </summary>
internal sealed class Measurement
{
    private readonly Option<string?> _exclude = new("--exclude")
    {
        Description = "Labels to leave out on both sides, separated by commas: those that the texts were not marked for.",
        HelpName = "LABEL,…",
    };

    /// <summary>Nobody is told twice, as where two pipelines run over the same texts.</summary>
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);

    public void AddTo(Command command) => command.Options.Add(_exclude);

    /// <summary>Runs a pipeline over texts and compares what it finds with what was marked.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="nlp">The pipeline.</param>
    /// <param name="examples">The texts.</param>
    /// <param name="unit">What to call the texts in the progress.</param>
    /// <param name="error">Where progress and warnings go.</param>
    /// <param name="cancellation">Stops it.</param>
    public ErrorAnalysis Run(
        ParseResult parsed, Pipeline nlp, IReadOnlyList<Example> examples, string unit, TextWriter error,
        CancellationToken cancellation)
    {
        string[] excluded = LabelList.Parse(parsed.GetValue(_exclude));
        var progress = new Progress(error, unit, examples.Count);
        ErrorAnalysis errors = ErrorAnalysis.Of(
            nlp.ProcessAll(examples, example => example.Text, cancellation: cancellation).Select(result =>
            {
                progress.Advance();
                return (Without(result.Item.Reference, excluded), Without(result.Doc, excluded));
            }));
        Warn(errors, error);
        return errors;
    }

    private static Doc Without(Doc doc, string[] labels) => labels.Length == 0
        ? doc
        : doc.WithEntities(doc.Entities.Where(entity => !labels.Contains(entity.Label)));

    /// <summary>A label that is predicted and nowhere marked is more often one that nobody looked for than a mistake.</summary>
    private void Warn(ErrorAnalysis errors, TextWriter error)
    {
        string[] unmarked = [.. errors.Scores.ByLabel
            .Where(label => label.Value.TruePositives + label.Value.FalseNegatives == 0).Select(label => label.Key)
            .Where(_warned.Add)];
        if (unmarked.Length > 0)
        {
            error.WriteLine(
                $"No text is marked with {string.Join(", ", unmarked)}. If nobody looked for them, leave them out: "
                + $"--exclude {string.Join(',', unmarked)}");
        }
    }
}
