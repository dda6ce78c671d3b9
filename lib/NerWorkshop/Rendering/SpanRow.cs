namespace NerWorkshop;

/// <summary>A span and the row below the text where its line runs, from 0, over its whole length.</summary>
internal readonly record struct SpanRow(Span Span, int Row)
{
    /// <summary>
    /// Sorts spans by where they begin, the longer first, and gives each the lowest row where neither another span nor
    /// the label of one before it is in the way. The order they come in changes nothing.
    /// </summary>
    /// <param name="spans">Spans of one document.</param>
    /// <param name="labelWidth">How wide the label of a span is at most, in columns of its text.</param>
    public static SpanRow[] Place(IEnumerable<Span> spans, Func<Span, double> labelWidth)
    {
        Span[] sorted = [.. spans.OrderBy(span => span.Start).ThenByDescending(span => span.End)
            .ThenBy(span => span.Label, StringComparer.Ordinal).ThenBy(span => span.Id, StringComparer.Ordinal)
            .ThenBy(span => span.KbId, StringComparer.Ordinal)];
        var placed = new SpanRow[sorted.Length];

        // For each row, the first token that is free.
        List<int> free = [];
        for (int i = 0; i < sorted.Length; i++)
        {
            Span span = sorted[i];
            int row = free.FindIndex(token => token <= span.Start);
            if (row < 0)
            {
                row = free.Count;
                free.Add(0);
            }

            free[row] = Math.Max(span.End, EndOfLabel(span, labelWidth(span)));
            placed[i] = new SpanRow(span, row);
        }

        return placed;
    }

    /// <summary>The first token that a label does not reach; it ends with the line.</summary>
    private static int EndOfLabel(Span span, double width)
    {
        int token = span.Start;
        for (; token < span.Doc.Count && width > 0; token++)
        {
            string text = span.Doc[token].Text;
            width = text.Contains('\n') ? 0 : width - TerminalText.Width(text) - span.Doc[token].Whitespace.Length;
        }

        return token;
    }
}
