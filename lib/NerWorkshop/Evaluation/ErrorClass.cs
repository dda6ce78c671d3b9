namespace NerWorkshop;

/// <summary>How an entity that a person marked and one that was predicted stand to each other.</summary>
public enum ErrorClass
{
    /// <summary>The same tokens and the same label.</summary>
    Correct,

    /// <summary>The same label on tokens that overlap but are not the same.</summary>
    Boundary,

    /// <summary>Another label on the same tokens.</summary>
    Type,

    /// <summary>Another label on tokens that overlap but are not the same.</summary>
    BoundaryAndType,

    /// <summary>Marked, and nothing was predicted for it.</summary>
    Missed,

    /// <summary>Predicted, and nothing was marked for it.</summary>
    Spurious,
}
