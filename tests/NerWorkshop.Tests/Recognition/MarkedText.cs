using System.Text;

namespace NerWorkshop.Tests.Recognition;

/// <summary>A text that shows its entities, as <c>born in [Kent|GPE]</c>, read into text and offsets.</summary>
internal static class MarkedText
{
    public static (Doc Doc, List<(int Start, int End, string Label)> Entities) Parse(string marked)
    {
        var text = new StringBuilder();
        var entities = new List<(int, int, string)>();
        int at = 0;
        while (marked.IndexOf('[', at) is var open and >= 0)
        {
            int bar = marked.IndexOf('|', open);
            int close = marked.IndexOf(']', bar);
            text.Append(marked, at, open - at);
            entities.Add((text.Length, text.Length + bar - open - 1, marked[(bar + 1)..close]));
            text.Append(marked, open + 1, bar - open - 1);
            at = close + 1;
        }

        text.Append(marked, at, marked.Length - at);
        return (Tokenizer.English.Tokenize(text.ToString()), entities);
    }
}
