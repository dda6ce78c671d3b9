namespace NerWorkshop;

/// <summary>The rows of the distinct words of the training text, grouped as by <see cref="TrainingWords"/>.</summary>
/// <param name="Known">The words' rows.</param>
/// <param name="Unknown">Those they would have if they were unknown: of what they have in common with other words.</param>
internal sealed record WordRows(RowGroups Known, RowGroups Unknown);
