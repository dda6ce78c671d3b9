namespace NerWorkshop;

/// <summary>One token of a <see cref="NerWorkshop.Doc"/>: a light view, made when asked for.</summary>
public readonly record struct Token
{
    internal Token(Doc doc, int index)
    {
        Doc = doc;
        Index = index;
    }

    /// <summary>The document it belongs to.</summary>
    public Doc Doc { get; }

    /// <summary>Position in the document, from 0.</summary>
    public int Index { get; }

    /// <summary>The word apart from this text: all attributes that do not depend on where it stands.</summary>
    public Lexeme Lexeme => Doc.LexemeAt(Index);

    /// <inheritdoc cref="Lexeme.Text"/>
    public string Text => Lexeme.Text;

    /// <inheritdoc cref="Lexeme.Lower"/>
    public string Lower => Lexeme.Lower;

    /// <inheritdoc cref="Lexeme.Norm"/>
    public string Norm => Lexeme.Norm;

    /// <inheritdoc cref="Lexeme.Shape"/>
    public string Shape => Lexeme.Shape;

    /// <inheritdoc cref="Lexeme.Prefix"/>
    public string Prefix => Lexeme.Prefix;

    /// <inheritdoc cref="Lexeme.Suffix"/>
    public string Suffix => Lexeme.Suffix;

    /// <inheritdoc cref="Lexeme.Length"/>
    public int Length => Lexeme.Length;

    /// <summary>Offset of the first char in the document's text, in UTF-16 chars.</summary>
    public int StartChar => Doc.StartCharAt(Index);

    /// <summary>Offset just past the last char, in UTF-16 chars.</summary>
    public int EndChar => Doc.EndCharAt(Index);

    /// <summary>A space that follows the token, or nothing. Other white space is a token of its own.</summary>
    public string Whitespace => HasSpaceAfter ? " " : "";

    /// <summary>Whether a space follows (<c>SPACY</c>).</summary>
    public bool HasSpaceAfter => Doc.HasSpaceAfter(Index);

    /// <summary>The label of the entity the token is part of; empty outside entities (<c>ENT_TYPE</c>).</summary>
    public string EntityType => Doc.EntityAt(Index)?.Label ?? "";

    /// <summary>The id of the entity the token is part of; empty if it has none (<c>ENT_ID</c>).</summary>
    public string EntityId => Doc.EntityAt(Index)?.Id ?? "";

    /// <summary>The knowledge-base id of the entity the token is part of; empty if it has none (<c>ENT_KB_ID</c>).</summary>
    public string EntityKbId => Doc.EntityAt(Index)?.KbId ?? "";

    /// <summary>
    /// B at the start of an entity, I inside one, O outside, nothing where the document has no annotation of entities
    /// (<c>ENT_IOB</c>).
    /// </summary>
    public string EntityIob => Doc.EntityAt(Index) is { } entity
        ? entity.Start == Index ? "B" : "I"
        : Doc.HasEntityAnnotation ? "O" : "";

    /// <inheritdoc cref="TokenFlags.IsAlpha"/>
    public bool IsAlpha => Lexeme.Has(TokenFlags.IsAlpha);

    /// <inheritdoc cref="TokenFlags.IsAscii"/>
    public bool IsAscii => Lexeme.Has(TokenFlags.IsAscii);

    /// <inheritdoc cref="TokenFlags.IsDigit"/>
    public bool IsDigit => Lexeme.Has(TokenFlags.IsDigit);

    /// <inheritdoc cref="TokenFlags.IsLower"/>
    public bool IsLower => Lexeme.Has(TokenFlags.IsLower);

    /// <inheritdoc cref="TokenFlags.IsUpper"/>
    public bool IsUpper => Lexeme.Has(TokenFlags.IsUpper);

    /// <inheritdoc cref="TokenFlags.IsTitle"/>
    public bool IsTitle => Lexeme.Has(TokenFlags.IsTitle);

    /// <inheritdoc cref="TokenFlags.IsPunct"/>
    public bool IsPunct => Lexeme.Has(TokenFlags.IsPunct);

    /// <inheritdoc cref="TokenFlags.IsSpace"/>
    public bool IsSpace => Lexeme.Has(TokenFlags.IsSpace);

    /// <inheritdoc cref="TokenFlags.IsBracket"/>
    public bool IsBracket => Lexeme.Has(TokenFlags.IsBracket);

    /// <inheritdoc cref="TokenFlags.IsQuote"/>
    public bool IsQuote => Lexeme.Has(TokenFlags.IsQuote);

    /// <inheritdoc cref="TokenFlags.IsLeftPunct"/>
    public bool IsLeftPunct => Lexeme.Has(TokenFlags.IsLeftPunct);

    /// <inheritdoc cref="TokenFlags.IsRightPunct"/>
    public bool IsRightPunct => Lexeme.Has(TokenFlags.IsRightPunct);

    /// <inheritdoc cref="TokenFlags.IsCurrency"/>
    public bool IsCurrency => Lexeme.Has(TokenFlags.IsCurrency);

    /// <inheritdoc cref="TokenFlags.IsStop"/>
    public bool IsStop => Lexeme.Has(TokenFlags.IsStop);

    /// <inheritdoc cref="TokenFlags.LikeNum"/>
    public bool LikeNum => Lexeme.Has(TokenFlags.LikeNum);

    /// <inheritdoc cref="TokenFlags.LikeUrl"/>
    public bool LikeUrl => Lexeme.Has(TokenFlags.LikeUrl);

    /// <inheritdoc cref="TokenFlags.LikeEmail"/>
    public bool LikeEmail => Lexeme.Has(TokenFlags.LikeEmail);

    /// <summary>The token as written.</summary>
    public override string ToString() => Text;
}
