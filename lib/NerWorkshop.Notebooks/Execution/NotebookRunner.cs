using System.Diagnostics;

namespace NerWorkshop.Notebooks;

/// <summary>
/// Runs a notebook from top to bottom in a session of its own and writes outputs and counts into the document.
/// </summary>
public static class NotebookRunner
{
    /// <summary>A cell so tagged may fail: the run goes on. Jupyter's own convention.</summary>
    private const string MayFailTag = "raises-exception";

    /// <summary>A cell so tagged is left out of unattended runs. Jupyter's own convention.</summary>
    private const string SkipTag = "skip-execution";

    /// <summary>
    /// Runs every code cell, up to the first that fails. The folder is the process's working directory meanwhile;
    /// notebooks of one folder may run side by side.
    /// </summary>
    /// <param name="document">The notebook. Old outputs are removed; parameters are put into it as a cell.</param>
    /// <param name="folder">The notebook's folder, which its relative paths are relative to.</param>
    /// <param name="parameters">Values for the notebook's parameters, as text; null for none.</param>
    /// <param name="progress">Called when a cell starts and when it has ended.</param>
    /// <param name="cancellation">Stops the run; outputs so far stay in the document.</param>
    /// <exception cref="NotebookParameterException">It has no such parameter, or a value does not fit.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static async Task<NotebookRunResult> RunAsync(
        NotebookDocument document,
        string folder,
        IReadOnlyDictionary<string, string>? parameters = null,
        Action<CellProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        folder = WorkingDirectory.FullPath(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"The folder '{folder}' does not exist.");
        }

        NotebookParameters.Inject(document, parameters ?? new Dictionary<string, string>());
        var clock = Stopwatch.StartNew();
        foreach (var cell in document.Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            cell.Outputs = [];
            cell.ExecutionCount = null;
        }

        // As in Jupyter, a cell without text has no number.
        var cells = document.Cells
            .Where(cell => cell.Kind == CellKind.Code && !cell.HasTag(SkipTag))
            .Where(cell => !string.IsNullOrWhiteSpace(cell.Source))
            .ToList();
        using var _ = await WorkingDirectory.EnterAsync(folder, cancellation).ConfigureAwait(false);
        var session = new CSharpSession(folder);
        for (var i = 0; i < cells.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var cell = cells[i];
            progress?.Invoke(new CellProgress(i + 1, cells.Count, cell, null));
            var outputs = new OutputCollector();
            var result = await session.ExecuteAsync(cell.Code, outputs.Add, cancellation).ConfigureAwait(false);
            cell.ExecutionCount = result.ExecutionCount;
            cell.Outputs = outputs.Close();
            progress?.Invoke(new CellProgress(i + 1, cells.Count, cell, result));
            if (result.Error is not { } error)
            {
                continue;
            }

            if (error.Kind == CellErrorKind.Cancelled)
            {
                throw new OperationCanceledException(cancellation);
            }

            if (cell.HasTag(MayFailTag))
            {
                continue;
            }

            var failure = new CellFailure(i + 1, cell, error, LineOf(cell, error));
            return new NotebookRunResult(i + 1, clock.Elapsed, failure);
        }

        return new NotebookRunResult(cells.Count, clock.Elapsed, null);
    }

    private static string? LineOf(NotebookCell cell, CellError error)
    {
        var lines = cell.Code.ReplaceLineEndings("\n").Split('\n');
        return error.Line is { } line && line <= lines.Length ? lines[line - 1].Trim() : null;
    }
}
