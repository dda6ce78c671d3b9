namespace NerWorkshop;

/// <summary>A text that stands in more than one part of the data.</summary>
/// <param name="Text">The text as it stands at the first place.</param>
/// <param name="Places">Where it stands: the name of the part and the index of the text in it, from 0.</param>
public sealed record LeakedText(string Text, IReadOnlyList<(string Part, int Index)> Places)
{
    /// <summary>The start of the text, fit for a terminal.</summary>
    public override string ToString() => TerminalText.Cut(TerminalText.OneLine(Text), 70);
}
