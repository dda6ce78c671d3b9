namespace NerWorkshop;

/// <summary>One thing a pattern asks of a token.</summary>
internal abstract class TokenConstraint
{
    /// <summary>Whether the answer depends on the word alone, not on where it stands.</summary>
    public abstract bool IsLexical { get; }

    public abstract bool Holds(Doc doc, int index);

    /// <summary>As <see cref="Holds"/>, for a lexical constraint.</summary>
    public abstract bool HoldsFor(Lexeme lexeme);

    /// <summary>The attribute and the only values it may have, where the constraint is of that kind.</summary>
    public virtual (TokenAttribute Attribute, IReadOnlyCollection<string> Values)? Literals => null;

    /// <summary>The text of an attribute; for numbers and flags use their own constraints.</summary>
    public static string TextOf(Lexeme lexeme, TokenAttribute attribute) => attribute switch
    {
        TokenAttribute.Orth => lexeme.Text,
        TokenAttribute.Lower => lexeme.Lower,
        TokenAttribute.Norm => lexeme.Norm,
        TokenAttribute.Shape => lexeme.Shape,
        TokenAttribute.Prefix => lexeme.Prefix,
        TokenAttribute.Suffix => lexeme.Suffix,
        _ => throw new ArgumentOutOfRangeException(nameof(attribute), $"{attribute} does not depend on the word alone."),
    };

    public static bool IsLexicalText(TokenAttribute attribute) => attribute <= TokenAttribute.Suffix;

    protected static string TextOf(Doc doc, int index, TokenAttribute attribute)
    {
        var token = new Token(doc, index);
        return attribute switch
        {
            TokenAttribute.EntityType => token.EntityType,
            TokenAttribute.EntityIob => token.EntityIob,
            TokenAttribute.EntityId => token.EntityId,
            TokenAttribute.EntityKbId => token.EntityKbId,
            _ => TextOf(doc.LexemeAt(index), attribute),
        };
    }
}
