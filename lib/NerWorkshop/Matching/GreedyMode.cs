namespace NerWorkshop;

/// <summary>Which of overlapping matches of one rule a <see cref="Matcher"/> keeps.</summary>
public enum GreedyMode
{
    /// <summary>All of them.</summary>
    None,

    /// <summary>The one that starts first; of those, the longest.</summary>
    First,

    /// <summary>The longest; of those, the one that starts first.</summary>
    Longest,
}
