namespace NerWorkshop;

/// <summary>How far an answer to an exercise is.</summary>
public enum Outcome
{
    /// <summary>Not begun, or not through.</summary>
    NotYet,

    /// <summary>Done, with a mistake.</summary>
    Wrong,

    /// <summary>Done.</summary>
    Right,
}
