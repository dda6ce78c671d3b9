namespace NerWorkshop;

/// <summary>
/// A text attribute must pass a test that is dear to make, such as a regular expression: words seen lately are
/// remembered.
/// </summary>
internal sealed class PredicateConstraint(TokenAttribute attribute, Func<string, bool> test) : TokenConstraint
{
    private readonly LexemeCache<object> _answers = new(capacity: 1024);

    public override bool IsLexical => IsLexicalText(attribute);

    public override bool Holds(Doc doc, int index) =>
        IsLexical ? HoldsFor(doc.LexemeAt(index)) : test(TextOf(doc, index, attribute));

    public override bool HoldsFor(Lexeme lexeme)
    {
        object answer = _answers.Find(lexeme) ?? _answers.Set(lexeme, test(TextOf(lexeme, attribute)) ? Yes : No);
        return ReferenceEquals(answer, Yes);
    }

    private static readonly object Yes = new();
    private static readonly object No = new();
}
