using System.Collections;
using System.Collections.Frozen;

namespace NerWorkshop;

/// <summary>
/// A text cut into tokens, with the entities and groups of spans found in it. Immutable: a component returns a new
/// document over the same tokens. The text is never changed: tokens and the spaces between them give back the input
/// exactly.
/// </summary>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public sealed class Doc : IReadOnlyList<Token>, IRenderable
{
    private static readonly FrozenDictionary<string, IReadOnlyList<Span>> NoSpans =
        FrozenDictionary<string, IReadOnlyList<Span>>.Empty;

    private readonly Lexeme[] _lexemes;
    private readonly int[] _starts;
    private readonly Span[] _entities;
    private readonly FrozenDictionary<string, IReadOnlyList<Span>> _spans;
    private int[]? _entityAt;

    internal Doc(string text, Lexeme[] lexemes, int[] starts)
    {
        Text = text;
        _lexemes = lexemes;
        _starts = starts;
        _entities = [];
        _spans = NoSpans;
    }

    private Doc(
        Doc tokens,
        IEnumerable<Span> entities,
        bool hasEntityAnnotation,
        IEnumerable<KeyValuePair<string, IReadOnlyList<Span>>> spans)
    {
        HasEntityAnnotation = hasEntityAnnotation;
        Text = tokens.Text;
        _lexemes = tokens._lexemes;
        _starts = tokens._starts;
        _entities = Sorted(entities);
        _spans = ReferenceEquals(spans, NoSpans) ? NoSpans : spans.ToFrozenDictionary(
            group => group.Key, IReadOnlyList<Span> (group) => [.. group.Value.Select(Own)], StringComparer.Ordinal);
    }

    /// <summary>The text as it came in.</summary>
    public string Text { get; }

    /// <summary>Number of tokens.</summary>
    public int Count => _lexemes.Length;

    /// <summary>The entities in order of appearance; no two share a token.</summary>
    public IReadOnlyList<Span> Entities => _entities;

    /// <summary>
    /// Whether someone has looked for entities, even if there were none: only then a token without one is outside.
    /// </summary>
    public bool HasEntityAnnotation { get; }

    /// <summary>Named groups of spans, which unlike entities may overlap and nest.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Span>> Spans => _spans;

    /// <summary>The token at <paramref name="index"/>, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    public Token this[int index] => (uint)index < (uint)_lexemes.Length
        ? new Token(this, index)
        : throw new ArgumentOutOfRangeException(
            nameof(index), $"The document has {Count} tokens; there is no token {index}.");

    /// <summary>The tokens of a range, as in <c>doc[2..5]</c>.</summary>
    public Span this[Range range]
    {
        get
        {
            (int start, int length) = range.GetOffsetAndLength(Count);
            return new Span(this, start, start + length);
        }
    }

    /// <summary>Builds a document from ready tokens, as from an annotated corpus.</summary>
    /// <param name="words">The tokens.</param>
    /// <param name="spaces">Whether a space follows each token; without it, one follows each but the last.</param>
    /// <exception cref="ArgumentException">A word is empty, or there are not as many spaces as words.</exception>
    public static Doc FromWords(IReadOnlyList<string> words, IReadOnlyList<bool>? spaces = null)
    {
        if (spaces is not null && spaces.Count != words.Count)
        {
            throw new ArgumentException($"There are {words.Count} words but {spaces.Count} spaces.", nameof(spaces));
        }

        var lexemes = new Lexeme[words.Count];
        var starts = new int[words.Count];
        var text = new System.Text.StringBuilder();
        for (int i = 0; i < words.Count; i++)
        {
            if (words[i].Length == 0)
            {
                throw new ArgumentException($"Word {i} is empty.", nameof(words));
            }

            lexemes[i] = Lexeme.Of(words[i]);
            starts[i] = text.Length;
            text.Append(words[i]);
            if (spaces?[i] ?? i + 1 < words.Count)
            {
                text.Append(' ');
            }
        }

        return new Doc(text.ToString(), lexemes, starts);
    }

    /// <summary>The same text and tokens with other entities.</summary>
    /// <exception cref="ArgumentException">Two entities share a token, or one is empty or of another text.</exception>
    public Doc WithEntities(IEnumerable<Span> entities) => new(this, entities, true, _spans);

    /// <summary>The same text, tokens and entities with a named group of spans, in place of one of that name.</summary>
    /// <exception cref="ArgumentException">A span is empty or of another text.</exception>
    public Doc WithSpans(string name, IEnumerable<Span> spans)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        IEnumerable<KeyValuePair<string, IReadOnlyList<Span>>> others = _spans.Where(group => group.Key != name);
        return new Doc(this, _entities, HasEntityAnnotation, others.Append(new(name, [.. spans])));
    }

    /// <summary>The tokens between two offsets; null where an offset falls inside a token and the alignment is strict.</summary>
    /// <param name="startChar">Offset of the first char, in UTF-16 chars.</param>
    /// <param name="endChar">Offset just past the last char.</param>
    /// <param name="label">A label for the span.</param>
    /// <param name="alignment">What to do with offsets inside a token.</param>
    public Span? CharSpan(
        int startChar, int endChar, string label = "", SpanAlignment alignment = SpanAlignment.Strict)
    {
        if (startChar < 0 || endChar > Text.Length || startChar >= endChar || Count == 0)
        {
            return null;
        }

        int first = TokenFrom(startChar);
        int last = TokenFrom(endChar - 1);
        bool startsAtToken = first < Count && StartCharAt(first) == startChar;
        bool endsAtToken = EndCharAt(last) == endChar;
        switch (alignment)
        {
            case SpanAlignment.Strict when !startsAtToken || !endsAtToken:
                return null;
            case SpanAlignment.Contract:
                first += startsAtToken ? 0 : 1;
                last -= EndCharAt(last) <= endChar ? 0 : 1;
                break;
            case SpanAlignment.Expand:
                // An offset on the space after a token touches only what lies beyond it.
                first += EndCharAt(first) <= startChar ? 1 : 0;
                break;
        }

        return first <= last ? new Span(this, first, last + 1, label) : null;
    }

    /// <inheritdoc/>
    public IEnumerator<Token> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return new Token(this, i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    Rendering IRenderable.ToRendering() => this.Render();

    /// <summary>The text.</summary>
    public override string ToString() => Text;

    internal ReadOnlySpan<Lexeme> Lexemes => _lexemes;

    internal Lexeme LexemeAt(int index) => _lexemes[index];

    internal int StartCharAt(int index) => _starts[index];

    internal int EndCharAt(int index) => _starts[index] + _lexemes[index].Text.Length;

    internal bool HasSpaceAfter(int index) =>
        EndCharAt(index) < (index + 1 < _starts.Length ? _starts[index + 1] : Text.Length);

    /// <summary>The entity that covers a token, if any.</summary>
    internal Span? EntityAt(int index)
    {
        if (_entities.Length == 0)
        {
            return null;
        }

        int entity = (_entityAt ??= IndexEntities())[index];
        return entity < 0 ? null : _entities[entity];
    }

    private int[] IndexEntities()
    {
        int[] at = new int[Count];
        Array.Fill(at, -1);
        for (int e = 0; e < _entities.Length; e++)
        {
            at.AsSpan(_entities[e].Start, _entities[e].Count).Fill(e);
        }

        return at;
    }

    /// <summary>The token that holds a char, or that the space at this char follows.</summary>
    private int TokenFrom(int offset)
    {
        int index = Array.BinarySearch(_starts, offset);
        return index >= 0 ? index : Math.Max(~index - 1, 0);
    }

    private Span[] Sorted(IEnumerable<Span> entities)
    {
        Span[] sorted = [.. entities.Select(Own)];
        Array.Sort(sorted, static (a, b) => a.Start.CompareTo(b.Start));
        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Start < sorted[i - 1].End)
            {
                throw new ArgumentException(
                    $"Entities must not overlap: '{sorted[i - 1].Text}' ({sorted[i - 1].Label}) and "
                    + $"'{sorted[i].Text}' ({sorted[i].Label}) share a token.");
            }
        }

        return sorted;
    }

    /// <summary>A span of the same tokens as a view of this document.</summary>
    private Span Own(Span span)
    {
        if (span.Count == 0)
        {
            throw new ArgumentException($"An entity must have at least one token; {span.Label} has none.");
        }

        return ReferenceEquals(span.Doc._lexemes, _lexemes)
            ? span.In(this)
            : throw new ArgumentException($"The entity '{span.Text}' belongs to another document.");
    }
}
