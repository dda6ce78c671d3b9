namespace NerWorkshop;

/// <summary>What an <see cref="AnalysisWriter"/> writes.</summary>
public sealed record AnalysisOptions
{
    /// <summary>The title of the report.</summary>
    public string Title { get; init; } = "Entities";

    /// <summary>Labels to leave out everywhere, as in <c>["CARDINAL", "ORDINAL", "PERCENT"]</c>.</summary>
    public IReadOnlyCollection<string> Exclude { get; init; } = [];

    /// <summary>How many of the most frequent entities the report's chart shows.</summary>
    public int Top { get; init; } = 15;

    /// <summary>The web page of a knowledge-base id, or null: the report then leads there.</summary>
    public Func<string, string?>? KbUrl { get; init; }

    /// <summary>What a reader of the report should know, such as <see cref="Posts.Notes"/>.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
