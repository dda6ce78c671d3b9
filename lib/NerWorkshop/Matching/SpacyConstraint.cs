namespace NerWorkshop;

/// <summary>A space must, or must not, follow the token.</summary>
internal sealed class SpacyConstraint(bool value) : TokenConstraint
{
    public override bool IsLexical => false;

    public override bool Holds(Doc doc, int index) => doc.HasSpaceAfter(index) == value;

    public override bool HoldsFor(Lexeme lexeme) => throw new NotSupportedException();
}
