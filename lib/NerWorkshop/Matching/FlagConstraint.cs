namespace NerWorkshop;

/// <summary>A yes-or-no attribute must have a value.</summary>
internal sealed class FlagConstraint(TokenFlags flag, bool value) : TokenConstraint
{
    public override bool IsLexical => true;

    public override bool Holds(Doc doc, int index) => HoldsFor(doc.LexemeAt(index));

    public override bool HoldsFor(Lexeme lexeme) => lexeme.Has(flag) == value;
}
