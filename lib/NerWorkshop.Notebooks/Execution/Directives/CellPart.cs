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

    /// <summary>A directive, such as <c>#r "…"</c>; its text is what follows the name, without quotes around it.</summary>
    public sealed record Directive(int Line, string Name, string Text) : CellPart(Line, Text);
}
