namespace NerWorkshop;

/// <summary>One way to read the words of a span.</summary>
/// <param name="Label">The label; <see cref="None"/> where the words are in no entity.</param>
/// <param name="Text">The entity or entities, as written; the span's words where they are in none.</param>
/// <param name="Behind">
/// How far the best analysis of the text with this reading lies behind the best of all, in natural logarithms; 0 for the
/// reading that the recognizer chooses.
/// </param>
/// <param name="Probability">From 0 to 1; of several entities, that of the least probable one.</param>
public sealed record Reading(string Label, string Text, double Behind, double Probability)
{
    /// <summary>Stands for the label of words in no entity.</summary>
    public const string None = "O";
}
