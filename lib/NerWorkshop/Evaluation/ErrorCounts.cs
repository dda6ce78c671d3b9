namespace NerWorkshop;

/// <summary>How many entities fall into each class.</summary>
/// <param name="Correct">Number of pairs of the same tokens and label.</param>
/// <param name="Boundary">Number of pairs of the same label on other, overlapping tokens.</param>
/// <param name="Type">Number of pairs of another label on the same tokens.</param>
/// <param name="BoundaryAndType">Number of pairs of another label on other, overlapping tokens.</param>
/// <param name="Missed">Number of marked entities for which nothing was predicted.</param>
/// <param name="Spurious">Number of predicted entities for which nothing was marked.</param>
public readonly record struct ErrorCounts(
    int Correct, int Boundary, int Type, int BoundaryAndType, int Missed, int Spurious)
{
    /// <summary>Number of pairs that are not correct, and of entities without a partner.</summary>
    public int Errors => Boundary + Type + BoundaryAndType + Missed + Spurious;

    /// <summary>Number of marked entities: every one is in one of the first five classes.</summary>
    public int Gold => Correct + Boundary + Type + BoundaryAndType + Missed;

    /// <summary>Number of predicted entities: every one is in one of the classes but the missed.</summary>
    public int Predicted => Correct + Boundary + Type + BoundaryAndType + Spurious;

    /// <summary>How many there are of a class.</summary>
    public int this[ErrorClass errorClass] => errorClass switch
    {
        ErrorClass.Correct => Correct,
        ErrorClass.Boundary => Boundary,
        ErrorClass.Type => Type,
        ErrorClass.BoundaryAndType => BoundaryAndType,
        ErrorClass.Missed => Missed,
        ErrorClass.Spurious => Spurious,
        _ => throw new ArgumentOutOfRangeException(nameof(errorClass), errorClass, "There is no such class."),
    };

    /// <summary>The counts of both together.</summary>
    public static ErrorCounts operator +(ErrorCounts a, ErrorCounts b) => new(
        a.Correct + b.Correct, a.Boundary + b.Boundary, a.Type + b.Type, a.BoundaryAndType + b.BoundaryAndType,
        a.Missed + b.Missed, a.Spurious + b.Spurious);

    internal static ErrorCounts One(ErrorClass errorClass) => errorClass switch
    {
        ErrorClass.Correct => new(1, 0, 0, 0, 0, 0),
        ErrorClass.Boundary => new(0, 1, 0, 0, 0, 0),
        ErrorClass.Type => new(0, 0, 1, 0, 0, 0),
        ErrorClass.BoundaryAndType => new(0, 0, 0, 1, 0, 0),
        ErrorClass.Missed => new(0, 0, 0, 0, 1, 0),
        _ => new(0, 0, 0, 0, 0, 1),
    };
}
