namespace NerWorkshop;

/// <summary>How often one entity occurs.</summary>
/// <param name="Text">The entity as written; of one that is linked, as it is written most often.</param>
/// <param name="Label">Its label; of one that is linked, the label of that text.</param>
/// <param name="Count">Number of occurrences with this text and label, or with this link.</param>
/// <param name="KbId">What it is linked to; <c>NIL</c> or empty if it is not.</param>
public sealed record EntityCount(string Text, string Label, int Count, string KbId = "") : IBar
{
    string IBar.Name => KbLink.IsSet(KbId) ? $"{Text} · {KbId}" : $"{Text} · {Label}";

    double IBar.Value => Count;
}
