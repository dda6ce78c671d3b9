namespace NerWorkshop;

/// <summary>How often one entity occurs.</summary>
/// <param name="Text">The entity as written.</param>
/// <param name="Label">Its label.</param>
/// <param name="Count">Number of occurrences with this text and label.</param>
public sealed record EntityCount(string Text, string Label, int Count) : IBar
{
    string IBar.Name => $"{Text} · {Label}";

    double IBar.Value => Count;
}
