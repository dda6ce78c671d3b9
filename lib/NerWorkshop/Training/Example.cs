namespace NerWorkshop;

/// <summary>A text with the entities that a person marked in it, to learn from or to score against.</summary>
public sealed class Example
{
    private Example(Doc reference, PartialLabels? partial = null)
    {
        Reference = reference;
        Partial = partial;
    }

    /// <summary>The text.</summary>
    public string Text => Reference.Text;

    /// <summary>The tokens with the entities as they should be.</summary>
    public Doc Reference { get; }

    /// <summary>What the annotation leaves open; null where it is complete.</summary>
    internal PartialLabels? Partial { get; }

    /// <summary>Share of the epochs in which it is learned.</summary>
    internal double Weight => Partial?.Weight ?? 1;

    /// <summary>
    /// Marks the first occurrence of each substring; a substring that is given twice takes its next occurrence.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="entities">Parts of the text, and their labels.</param>
    /// <exception cref="ArgumentException">
    /// A substring is not in the text, does not start and end with tokens, or overlaps another one. The message lists
    /// the tokens.
    /// </exception>
    public static Example Create(string text, params (string Substring, string Label)[] entities)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(entities);
        Doc doc = Tokenizer.English.Tokenize(text);
        var spans = new List<Span>();
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((string substring, string label) in entities)
        {
            if (string.IsNullOrEmpty(substring))
            {
                throw new ArgumentException("An entity's text is empty.", nameof(entities));
            }

            int start = text.IndexOf(substring, taken.GetValueOrDefault(substring), StringComparison.Ordinal);
            if (start < 0)
            {
                string again = taken.ContainsKey(substring) ? " once more" : "";
                string hint = text.Contains(substring, StringComparison.OrdinalIgnoreCase) && again.Length == 0
                    ? " It does occur with other capitals."
                    : "";
                throw new ArgumentException(
                    $"'{substring}' does not occur{again} in '{text}'.{hint}{ListTokens(doc)}", nameof(entities));
            }

            taken[substring] = start + substring.Length;
            AddSpan(doc, start, start + substring.Length, label, spans, nameof(entities));
        }

        return new Example(doc.WithEntities(spans));
    }

    /// <summary>Marks entities by their offsets in UTF-16 chars, as C# counts them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="entities">First char, char past the last one, and label of each entity.</param>
    /// <exception cref="ArgumentException">
    /// An entity is outside the text, does not start and end with tokens, or overlaps another one. The message lists
    /// the tokens.
    /// </exception>
    public static Example FromOffsets(string text, IEnumerable<(int Start, int End, string Label)> entities)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(entities);
        Doc doc = Tokenizer.English.Tokenize(text);
        var spans = new List<Span>();
        foreach ((int start, int end, string label) in entities)
        {
            AddSpan(doc, start, end, label, spans, nameof(entities));
        }

        return new Example(doc.WithEntities(spans));
    }

    /// <summary>
    /// Marks entities by their offsets in Unicode code points, as spaCy, Prodigy, doccano and Label Studio write them.
    /// </summary>
    /// <inheritdoc cref="FromOffsets"/>
    public static Example FromCodePoints(string text, IEnumerable<(int Start, int End, string Label)> entities)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(entities);
        var offsets = new CodePointOffsets(text);
        return FromOffsets(
            text, entities.Select(e => (offsets.ToUtf16(e.Start), offsets.ToUtf16(e.End), e.Label)));
    }

    /// <summary>Takes a document with its entities as the example.</summary>
    public static Example FromDoc(Doc reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return new Example(reference);
    }

    /// <summary>
    /// Makes one example of sentences that belong together, such as those of an article, in order: the recognizer then
    /// learns from where else in the document a name stands. <see cref="Pipeline.ProcessDocument"/> does the same with what
    /// is to be found.
    /// </summary>
    /// <param name="sentences">The sentences; at least one.</param>
    /// <exception cref="ArgumentException">There is none, or their corpora annotate different labels.</exception>
    public static Example Join(IEnumerable<Example> sentences)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        List<Example> parts = [.. sentences];
        if (parts.Count == 0)
        {
            throw new ArgumentException("There is no sentence to join.", nameof(sentences));
        }

        if (parts.Count == 1)
        {
            return parts[0];
        }

        var joined = new JoinedText([.. parts.Select(part => part.Reference)]);
        if (parts.TrueForAll(part => part.Partial is null))
        {
            return new Example(joined.Whole.WithEntities(parts.SelectMany((part, n) => part.Reference.Entities.Select(
                e => new Span(joined.Whole, joined.Start(n) + e.Start, joined.Start(n) + e.End, e.Label)))));
        }

        IReadOnlyList<string> hidden = parts[0].Partial?.Hidden ?? [];
        if (parts.Exists(part => part.Partial is null || !part.Partial.Hidden.SequenceEqual(hidden)))
        {
            throw new ArgumentException("The sentences come from corpora that annotate different labels.", nameof(sentences));
        }

        IEnumerable<PartialSpan> spans = parts.SelectMany((part, n) => part.Partial!.Spans.Select(span => span with
        {
            Start = joined.Start(n) + span.Start,
            End = joined.Start(n) + span.End,
        }));
        return new Example(joined.Whole, new PartialLabels([.. spans], hidden, parts[0].Weight));
    }

    /// <summary>An example whose annotation leaves some things open.</summary>
    internal static Example FromPartial(Doc reference, PartialLabels partial) => new(reference, partial);

    /// <summary>Whether an entity found in the text is right; null where the annotation cannot tell.</summary>
    internal bool? Judge(Span entity)
    {
        if (Partial is null)
        {
            return Reference.Entities.Any(
                e => e.Start == entity.Start && e.End == entity.End && e.Label == entity.Label);
        }

        PartialSpan? span = Partial.Spans.FirstOrDefault(s => s.Start == entity.Start && s.End == entity.End);
        return span is not null && span.Labels.Contains(entity.Label) ? (span.MayBeNone ? null : true)
            : Partial.Hidden.Contains(entity.Label) ? null
            : false;
    }

    /// <summary>The text.</summary>
    public override string ToString() => Text;

    private static void AddSpan(Doc doc, int start, int end, string label, List<Span> spans, string parameter)
    {
        if (string.IsNullOrWhiteSpace(label))
        {
            throw new ArgumentException($"The entity at {start} to {end} has no label.", parameter);
        }

        if (start < 0 || end > doc.Text.Length || start >= end)
        {
            throw new ArgumentException(
                $"There is no text from {start} to {end}: '{doc.Text}' has {doc.Text.Length} chars.", parameter);
        }

        Span span = doc.CharSpan(start, end, label) ?? throw new ArgumentException(
            $"'{doc.Text[start..end]}' ({start} to {end}) does not start and end with tokens, so it cannot be learned "
            + $"as an entity. Mark whole tokens.{ListTokens(doc)}",
            parameter);
        if (spans.Find(other => other.Overlaps(span)) is { } overlapping)
        {
            throw new ArgumentException(
                $"'{span.Text}' ({label}) overlaps '{overlapping.Text}' ({overlapping.Label}). An entity's tokens are "
                + "its own.",
                parameter);
        }

        spans.Add(span);
    }

    private static string ListTokens(Doc doc) => " The tokens are: " + string.Join(" ", doc.Select(token =>
        $"[{token.Text}]")) + ".";
}
