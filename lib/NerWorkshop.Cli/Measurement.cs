namespace NerWorkshop.Cli;

/// <summary>Runs a pipeline over annotated texts, on all cores and with progress, and compares what it finds.</summary>
internal static class Measurement
{
    public static ErrorAnalysis Run(
        Pipeline nlp, IReadOnlyList<Example> examples, string unit, TextWriter error, CancellationToken cancellation)
    {
        var progress = new Progress(error, unit, examples.Count);
        return ErrorAnalysis.Of(nlp.ProcessAll(examples, example => example.Text, cancellation: cancellation).Select(result =>
        {
            progress.Advance();
            return (result.Item.Reference, result.Doc);
        }));
    }
}
