using System.Text.RegularExpressions;
using NerWorkshop.Notebooks;

namespace NerWorkshop.Cli.Tests;

/// <summary>The workshop's notebooks as they stand in the repository, and what a run of them shows.</summary>
internal static partial class WorkshopNotebook
{
    public const string Exercise = "exercise";
    public const string Check = "check";

    public static string Folder { get; } = Path.Combine(Workspace.Repository, "notebooks");

    public static string SolutionFolder { get; } = Path.Combine(Folder, "solutions");

    public static IEnumerable<string> Names => Directory.GetFiles(Folder, "*.ipynb")
        .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static NotebookDocument Read(string name) => NotebookDocument.Read(Path.Combine(Folder, name));

    public static NotebookDocument ReadSolution(string name) => NotebookDocument.Read(Path.Combine(SolutionFolder, name));

    /// <summary>What the check cells of an executed notebook say, in plain text.</summary>
    public static IReadOnlyList<string> Feedback(NotebookDocument executed) =>
        [.. executed.Cells.Where(cell => cell.HasTag(Check)).Select(Result)];

    /// <summary>What a cell's last line shows, in plain text.</summary>
    public static string Result(NotebookCell cell) =>
        cell.Outputs.OfType<ResultOutput>().SingleOrDefault()?.Data.GetValueOrDefault("text/plain")
        ?? $"(cell '{cell.Id}' shows no result)";

    /// <summary>All that a cell displays, in plain text; the columns of tables are one space apart.</summary>
    public static string Shown(NotebookCell cell)
    {
        string shown = string.Join("\n", cell.Outputs.Select(output => output switch
        {
            StreamOutput stream => stream.Text,
            DisplayOutput display => display.Data.GetValueOrDefault("text/plain"),
            _ => null,
        }));
        return Spaces().Replace(shown, " ");
    }

    /// <summary>Why a run stopped; empty if it did not.</summary>
    public static string Describe(NotebookRunResult result) => result.Failure is { } failure
        ? $"cell '{failure.Cell.Id}', line {failure.Error.Line}: {failure.Error.Name}: {failure.Error.Message}"
        : "";

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
