namespace NerWorkshop;

/// <summary>The classes of errors in words.</summary>
internal static class ErrorClasses
{
    public static readonly IReadOnlyList<ErrorClass> All = Enum.GetValues<ErrorClass>();

    /// <summary>All but <see cref="ErrorClass.Correct"/>.</summary>
    public static readonly IReadOnlyList<ErrorClass> Errors = [.. All.Where(c => c != ErrorClass.Correct)];

    public static string Name(this ErrorClass errorClass) => errorClass switch
    {
        ErrorClass.Correct => "correct",
        ErrorClass.Boundary => "boundary",
        ErrorClass.Type => "type",
        ErrorClass.BoundaryAndType => "boundary and type",
        ErrorClass.Missed => "missed",
        _ => "spurious",
    };
}
