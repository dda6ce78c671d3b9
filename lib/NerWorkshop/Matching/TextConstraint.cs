using System.Collections.Frozen;

namespace NerWorkshop;

/// <summary>A text attribute must, or must not, be one of some values.</summary>
internal sealed class TextConstraint(TokenAttribute attribute, IEnumerable<string> values, bool isAllowed) : TokenConstraint
{
    private readonly FrozenSet<string> _values = values.ToFrozenSet(StringComparer.Ordinal);

    public override bool IsLexical { get; } = IsLexicalText(attribute);

    public override (TokenAttribute Attribute, IReadOnlyCollection<string> Values)? Literals =>
        isAllowed && IsLexical ? (attribute, _values.Items) : null;

    public override bool Holds(Doc doc, int index) =>
        IsLexical ? HoldsFor(doc.LexemeAt(index)) : _values.Contains(TextOf(doc, index, attribute)) == isAllowed;

    public override bool HoldsFor(Lexeme lexeme) => _values.Contains(TextOf(lexeme, attribute)) == isAllowed;
}
