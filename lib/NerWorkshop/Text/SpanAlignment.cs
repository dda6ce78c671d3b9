namespace NerWorkshop;

/// <summary>What <see cref="Doc.CharSpan"/> does with offsets that fall inside a token.</summary>
public enum SpanAlignment
{
    /// <summary>Gives no span.</summary>
    Strict,

    /// <summary>Takes the tokens that lie wholly within the offsets.</summary>
    Contract,

    /// <summary>Takes every token that the offsets touch.</summary>
    Expand,
}
