namespace NerWorkshop;

/// <summary>Brings a text's entities to its tokens, for formats that hold one label a token.</summary>
internal static class EntityTokens
{
    /// <summary>
    /// The text in tokens, the file's own or else those of the English tokenizer, with the entities that are made of
    /// whole ones. Of those that overlap, the longest stays, and of equally long ones the first.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="log">Takes the entities that are left out because tokens do not fit them.</param>
    /// <returns>The document, and whether entities overlap.</returns>
    public static (Doc Doc, bool Overlap) Of(AnnotatedText text, CorpusLog log)
    {
        Doc doc = text.Tokens ?? Tokenizer.English.Tokenize(text.Text);
        var spans = new List<Span>();
        bool[] taken = new bool[doc.Count];
        bool overlap = false;
        foreach (TextEntity entity in text.Entities
            .OrderByDescending(entity => entity.EndChar - entity.StartChar).ThenBy(entity => entity.StartChar))
        {
            if (Align(doc, entity) is not { } span)
            {
                LogMisaligned(text, entity, log);
            }
            else if (taken.AsSpan(span.Start, span.Count).Contains(true))
            {
                overlap = true;
            }
            else
            {
                taken.AsSpan(span.Start, span.Count).Fill(true);
                spans.Add(span);
            }
        }

        return (doc.WithEntities(spans), overlap);
    }

    /// <summary>The tokens of an entity; null where it does not start and end with tokens.</summary>
    public static Span? Align(Doc doc, TextEntity entity) =>
        doc.CharSpan(entity.StartChar, entity.EndChar) is { } tokens
            ? new Span(doc, tokens.Start, tokens.End, entity.Label, entity.Id, entity.KbId, entity.Probability)
            : null;

    /// <summary>Notes an entity that is left out.</summary>
    public static void LogMisaligned(AnnotatedText text, TextEntity entity, CorpusLog log)
    {
        string surface = TerminalText.Cut(TerminalText.OneLine(text.Text[entity.StartChar..entity.EndChar]), 40);
        log.Add(
            "entities left out, because they do not start and end with tokens",
            $"{text.Place}: '{surface}' {entity.Label}");
    }

    /// <summary>An entity of a document as one of its text.</summary>
    public static TextEntity ToTextEntity(this Span span) => new(
        span.StartChar, span.EndChar, span.Label, span.Id, span.KbId, span.Probability);
}
