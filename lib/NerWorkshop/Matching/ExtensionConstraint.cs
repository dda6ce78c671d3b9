namespace NerWorkshop;

/// <summary>The value of an attribute of the user's own must pass a test.</summary>
internal sealed class ExtensionConstraint(string name, Func<object?, bool> test) : TokenConstraint
{
    public override bool IsLexical => false;

    public override bool Holds(Doc doc, int index) => test(new Token(doc, index).Get(name));

    public override bool HoldsFor(Lexeme lexeme) => throw new NotSupportedException("It depends on the token.");
}
