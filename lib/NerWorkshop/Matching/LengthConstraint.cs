namespace NerWorkshop;

/// <summary>The length in code points must pass a comparison.</summary>
internal sealed class LengthConstraint(Func<int, bool> test) : TokenConstraint
{
    public override bool IsLexical => true;

    public override bool Holds(Doc doc, int index) => HoldsFor(doc.LexemeAt(index));

    public override bool HoldsFor(Lexeme lexeme) => test(lexeme.Length);
}
