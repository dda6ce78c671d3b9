namespace NerWorkshop;

/// <summary>
/// Translates between entities and one tag a token: <c>B-</c>egin, <c>I-</c>nside and <c>L-</c>ast of a longer entity,
/// <c>U-</c>nit for one of a single token, <c>O</c>utside.
/// </summary>
public static class Biluo
{
    /// <summary>A token that an entity covers in part: it cannot be said what it is.</summary>
    public const string Misaligned = "-";

    /// <summary>Outside any entity.</summary>
    public const string Outside = "O";

    /// <summary>The tags of entities given by their offsets.</summary>
    /// <param name="doc">The tokens.</param>
    /// <param name="entities">Offsets in UTF-16 chars, end exclusive, and label.</param>
    /// <returns>One tag a token; <c>-</c> for tokens of an entity that does not start and end with tokens.</returns>
    /// <exception cref="ArgumentException">Two entities overlap.</exception>
    public static IReadOnlyList<string> Encode(Doc doc, IEnumerable<(int Start, int End, string Label)> entities)
    {
        ArgumentNullException.ThrowIfNull(doc);
        ArgumentNullException.ThrowIfNull(entities);
        string?[] tags = new string?[doc.Count];
        var starts = new Dictionary<int, int>();
        var ends = new Dictionary<int, int>();
        for (int i = 0; i < doc.Count; i++)
        {
            starts[doc.StartCharAt(i)] = i;
            ends[doc.EndCharAt(i)] = i;
        }

        bool[] touched = new bool[doc.Count];
        var marked = entities.OrderBy(entity => entity.Start).ToList();
        for (int e = 0; e < marked.Count; e++)
        {
            (int start, int end, string label) = marked[e];
            if (e > 0 && start < marked[e - 1].End)
            {
                throw new ArgumentException(
                    $"The entities {Describe(marked[e - 1])} and {Describe(marked[e])} overlap. "
                    + "A token can be part of one entity only.",
                    nameof(entities));
            }

            for (int i = 0; i < doc.Count; i++)
            {
                touched[i] |= doc.StartCharAt(i) < end && doc.EndCharAt(i) > start;
            }

            if (starts.TryGetValue(start, out int first) && ends.TryGetValue(end, out int last))
            {
                Tag(tags, first, last + 1, label);
            }
        }

        for (int i = 0; i < tags.Length; i++)
        {
            tags[i] ??= touched[i] ? Misaligned : Outside;
        }

        return tags!;

        static string Describe((int Start, int End, string Label) e) => $"{e.Label} ({e.Start} to {e.End})";
    }

    /// <summary>The tags of a document's own entities.</summary>
    /// <inheritdoc cref="Encode(Doc, IEnumerable{ValueTuple{int, int, string}})"/>
    public static IReadOnlyList<string> Encode(Doc doc)
    {
        ArgumentNullException.ThrowIfNull(doc);
        string?[] tags = new string?[doc.Count];
        Array.Fill(tags, Outside);
        foreach (Span entity in doc.Entities)
        {
            Tag(tags, entity.Start, entity.End, entity.Label);
        }

        return tags!;
    }

    /// <summary>The entities that tags describe.</summary>
    /// <param name="doc">The tokens.</param>
    /// <param name="tags">One tag a token. Tokens tagged <c>-</c> are outside.</param>
    /// <exception cref="ArgumentException">The tags are not as many as the tokens, or one cannot follow the one before.</exception>
    public static IReadOnlyList<Span> Decode(Doc doc, IReadOnlyList<string> tags)
    {
        ArgumentNullException.ThrowIfNull(doc);
        ArgumentNullException.ThrowIfNull(tags);
        if (tags.Count != doc.Count)
        {
            throw new ArgumentException($"There are {doc.Count} tokens but {tags.Count} tags.", nameof(tags));
        }

        var spans = new List<Span>();
        int start = -1;
        string open = "";
        for (int i = 0; i < tags.Count; i++)
        {
            (char kind, string label) = Parse(tags[i], i);
            bool continues = kind is 'I' or 'L';
            if (continues != (start >= 0) || (continues && label != open))
            {
                string before = i == 0 ? "at the start" : $"after '{tags[i - 1]}'";
                throw new ArgumentException($"Tag {i}, '{tags[i]}', cannot stand {before}.", nameof(tags));
            }

            switch (kind)
            {
                case 'U':
                    spans.Add(new Span(doc, i, i + 1, label));
                    break;
                case 'B':
                    start = i;
                    open = label;
                    break;
                case 'L':
                    spans.Add(new Span(doc, start, i + 1, label));
                    start = -1;
                    break;
            }
        }

        return start < 0 ? spans : throw new ArgumentException(
            $"The entity that begins at tag {start}, '{tags[start]}', never ends.", nameof(tags));

        static (char Kind, string Label) Parse(string tag, int index)
        {
            if (tag is Outside or Misaligned)
            {
                return ('O', "");
            }

            return tag.Length > 2 && tag[1] == '-' && tag[0] is 'B' or 'I' or 'L' or 'U' ? (tag[0], tag[2..])
                : throw new ArgumentException(
                    $"Tag {index}, '{tag}', is none of O, -, B-LABEL, I-LABEL, L-LABEL and U-LABEL.", nameof(tags));
        }
    }

    private static void Tag(string?[] tags, int start, int end, string label)
    {
        if (end - start == 1)
        {
            tags[start] = "U-" + label;
            return;
        }

        tags[start] = "B-" + label;
        Array.Fill(tags, "I-" + label, start + 1, end - start - 2);
        tags[end - 1] = "L-" + label;
    }
}
