namespace NerWorkshop.Cli;

/// <summary>Where a verb reads and writes: results to <paramref name="Out"/>, progress and errors to <paramref name="Error"/>.</summary>
internal sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error);
