using NerWorkshop.Notebooks;

namespace NerWorkshop.Cli;

/// <summary>Runs one notebook and writes what came out: the executed notebook and its page.</summary>
internal sealed class NotebookJob(Terminal terminal)
{
    /// <summary>
    /// Runs a notebook; what ran is written even where a cell fails, and the error stream says which cell and why.
    /// </summary>
    /// <param name="path">The notebook.</param>
    /// <param name="outDirectory">Where the executed notebook and the page go.</param>
    /// <param name="parameters">Values for its parameters.</param>
    /// <param name="links">The pages around it, if any.</param>
    /// <param name="cancellation">Stops it; nothing is written then.</param>
    /// <returns>How it stands in an index of pages.</returns>
    public async Task<IndexEntry> RunAsync(
        string path,
        string outDirectory,
        IReadOnlyDictionary<string, string> parameters,
        HtmlExportOptions links,
        CancellationToken cancellation)
    {
        NotebookDocument document = NotebookDocument.Read(path);
        string name = Path.GetFileNameWithoutExtension(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var progress = new Progress(
            terminal.Error, $"cells of {name}", document.Cells.Count(cell => cell.Kind == CellKind.Code));
        NotebookRunResult result = await NotebookRunner.RunAsync(
            document, folder, parameters, cell => Count(progress, cell), cancellation);
        Directory.CreateDirectory(outDirectory);
        document.Write(Path.Combine(outDirectory, name + ".ipynb"));
        WritePage(document, Path.Combine(outDirectory, name + ".html"), links);
        string status = FormattableString.Invariant($"{result.CellsRun} cells in {result.Elapsed.TotalSeconds:F1} s");
        if (result.Failure is { } failure)
        {
            Describe(path, failure);
            status = $"cell {failure.CellNumber} failed: {failure.Error.Message}";
        }
        else
        {
            terminal.Error.WriteLine($"{name}: {status}");
        }

        return IndexEntry.For(document, name + ".html") with { Status = status, Failed = !result.Succeeded };
    }

    /// <summary>Writes a notebook as it is as a page.</summary>
    public static void WritePage(NotebookDocument document, string path, HtmlExportOptions? links = null) =>
        AtomicFile.Write(path, writer => HtmlExport.Write(document, writer, links));

    private static void Count(Progress progress, CellProgress cell)
    {
        if (cell.Result is not null)
        {
            progress.Advance();
        }
    }

    private void Describe(string path, CellFailure failure)
    {
        terminal.Error.WriteLine($"{path}: cell {failure.CellNumber} failed");
        if (failure.SourceLine is { } line)
        {
            terminal.Error.WriteLine($"  line {failure.Error.Line}: {line}");
        }

        terminal.Error.WriteLine($"  {failure.Error.Name}: {failure.Error.Message}");
    }
}
