namespace NerWorkshop;

/// <summary>Sentences: one as a paragraph, several as a list.</summary>
internal sealed class NoteList(IReadOnlyList<string> notes) : Rendering
{
    public override void WriteHtml(TextWriter writer)
    {
        if (notes.Count == 1)
        {
            writer.Write($"<p>{Html.Encode(notes[0])}</p>");
            return;
        }

        writer.Write("<ul>");
        foreach (string note in notes)
        {
            writer.Write($"<li>{Html.Encode(note)}</li>");
        }

        writer.Write("</ul>");
    }

    public override void WriteText(TextWriter writer) =>
        writer.Write(string.Join(writer.NewLine, notes.Select(note => "- " + TerminalText.OneLine(note))));
}
