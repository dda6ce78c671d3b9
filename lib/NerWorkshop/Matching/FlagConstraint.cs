namespace NerWorkshop;

/// <summary>A yes-or-no attribute must have a value: whether yes will do, and whether no.</summary>
internal sealed class FlagConstraint(TokenFlags flag, bool ifSet, bool ifNot) : TokenConstraint
{
    public override bool IsLexical => true;

    public override bool Holds(Doc doc, int index) => HoldsFor(doc.LexemeAt(index));

    public override bool HoldsFor(Lexeme lexeme) => lexeme.Has(flag) ? ifSet : ifNot;
}
