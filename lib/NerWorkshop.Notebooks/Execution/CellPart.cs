namespace NerWorkshop.Notebooks;

/// <summary>One part of a cell: code, text for another language, or a line that tells the engine something.</summary>
/// <param name="Line">The part's first line within the cell, from 1.</param>
/// <param name="Text">Code (padded with empty lines, so that lines keep their numbers), text or an argument.</param>
internal abstract record CellPart(int Line, string Text)
{
    /// <summary>C# code.</summary>
    public sealed record Code(int Line, string Text) : CellPart(Line, Text);

    /// <summary>Text displayed under a MIME type.</summary>
    public sealed record Content(int Line, string Text, string MimeType) : CellPart(Line, Text);

    /// <summary><c>#r "…"</c></summary>
    public sealed record Reference(int Line, string Text) : CellPart(Line, Text);

    /// <summary><c>#!import</c> and <c>#load</c>: another file's code runs here.</summary>
    public sealed record Import(int Line, string Text) : CellPart(Line, Text);

    /// <summary><c>#!time</c>: how long the cell took is displayed at its end.</summary>
    public sealed record Time(int Line) : CellPart(Line, "");
}
