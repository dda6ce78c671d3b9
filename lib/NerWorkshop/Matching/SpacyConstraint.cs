namespace NerWorkshop;

/// <summary>Whether a space may follow the token, and whether none may.</summary>
internal sealed class SpacyConstraint(bool ifSet, bool ifNot) : TokenConstraint
{
    public override bool IsLexical => false;

    public override bool Holds(Doc doc, int index) => doc.HasSpaceAfter(index) ? ifSet : ifNot;

    public override bool HoldsFor(Lexeme lexeme) => throw new NotSupportedException();
}
