using System.Collections;

namespace NerWorkshop;

/// <summary>
/// A run of tokens of one <see cref="NerWorkshop.Doc"/>, with a label where it is an entity. Equal to another one of
/// the same text, tokens, label and ids.
/// </summary>
public sealed class Span : IReadOnlyList<Token>, IEquatable<Span>
{
    /// <summary>Makes a span of the tokens from <paramref name="start"/> up to, not including, <paramref name="end"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tokens are not all in the document.</exception>
    public Span(Doc doc, int start, int end, string label = "", string id = "", string kbId = "", double? probability = null)
    {
        if (start < 0 || end < start || end > doc.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(end), $"Tokens {start} to {end} are not within the document's {doc.Count} tokens.");
        }

        Doc = doc;
        Start = start;
        End = end;
        Label = label;
        Id = id;
        KbId = kbId;
        Probability = probability;
    }

    /// <summary>The document it belongs to.</summary>
    public Doc Doc { get; }

    /// <summary>Index of the first token.</summary>
    public int Start { get; }

    /// <summary>Index just past the last token.</summary>
    public int End { get; }

    /// <summary>What it names, such as <c>PERSON</c>; empty for a plain slice.</summary>
    public string Label { get; }

    /// <summary>The id of the rule that found it; empty if there is none.</summary>
    public string Id { get; }

    /// <summary>
    /// The knowledge-base entry it was linked to, such as a Wikidata QID; <c>NIL</c> where a linker found none, and empty
    /// where none was asked for.
    /// </summary>
    public string KbId { get; }

    /// <summary>Whether <see cref="KbId"/> names an entry of a knowledge base.</summary>
    public bool IsLinked => KbLink.IsSet(KbId);

    /// <summary>How sure the recognizer is, from 0 to 1; null where a rule or a person set the span.</summary>
    public double? Probability { get; }

    /// <summary>Number of tokens.</summary>
    public int Count => End - Start;

    /// <summary>Offset of the first char in the document's text, in UTF-16 chars.</summary>
    public int StartChar => Start < Doc.Count ? Doc.StartCharAt(Start) : Doc.Text.Length;

    /// <summary>Offset just past the last char, in UTF-16 chars.</summary>
    public int EndChar => Count == 0 ? StartChar : Doc.EndCharAt(End - 1);

    /// <summary>The text as written, without the space that may follow.</summary>
    public string Text => Doc.Text[StartChar..EndChar];

    /// <summary>The token at a position within the span, from 0.</summary>
    public Token this[int index] => index >= 0 && index < Count
        ? Doc[Start + index]
        : throw new ArgumentOutOfRangeException(nameof(index), $"The span has {Count} tokens; there is no token {index}.");

    /// <summary>The same tokens with another label.</summary>
    public Span WithLabel(string label) => new(Doc, Start, End, label, Id, KbId, Probability);

    /// <summary>The same tokens linked to a knowledge-base entry.</summary>
    public Span WithKbId(string kbId) => new(Doc, Start, End, Label, Id, kbId, Probability);

    /// <summary>Whether it shares a token with <paramref name="other"/>.</summary>
    public bool Overlaps(Span other) => Start < other.End && other.Start < End;

    /// <summary>The same span as a view of another document over the same tokens.</summary>
    internal Span In(Doc doc) =>
        ReferenceEquals(doc, Doc) ? this : new Span(doc, Start, End, Label, Id, KbId, Probability);

    /// <inheritdoc/>
    public IEnumerator<Token> GetEnumerator()
    {
        for (int i = Start; i < End; i++)
        {
            yield return Doc[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Span? other) => other is not null && Start == other.Start && End == other.End
        && Label == other.Label && Id == other.Id && KbId == other.KbId && Doc.Text == other.Doc.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Start, End, Label, Id, KbId);

    /// <summary>The text as written.</summary>
    public override string ToString() => Text;
}
