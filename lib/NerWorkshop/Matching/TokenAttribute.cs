namespace NerWorkshop;

/// <summary>Attributes of a token that have a text or number, with spaCy's meanings.</summary>
public enum TokenAttribute
{
    /// <summary>The token as written (<c>ORTH</c>, <c>TEXT</c>).</summary>
    Orth,

    /// <summary>In lower case.</summary>
    Lower,

    /// <summary>The normal form.</summary>
    Norm,

    /// <summary>The shape: X, x and d for letters and digits.</summary>
    Shape,

    /// <summary>The first code point.</summary>
    Prefix,

    /// <summary>The last three code points.</summary>
    Suffix,

    /// <summary>Length in code points.</summary>
    Length,

    /// <summary>The label of the entity it is part of.</summary>
    EntityType,

    /// <summary>B, I or O.</summary>
    EntityIob,

    /// <summary>The id of the entity it is part of.</summary>
    EntityId,

    /// <summary>The knowledge-base id of the entity it is part of.</summary>
    EntityKbId,

    /// <summary>Whether a space follows.</summary>
    Spacy,
}
