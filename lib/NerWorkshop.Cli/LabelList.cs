namespace NerWorkshop.Cli;

/// <summary>Labels as an option lists them: <c>DATE,TIME</c>.</summary>
internal static class LabelList
{
    /// <summary>The labels; none where the option is not given.</summary>
    public static string[] Parse(string? text) =>
        (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
