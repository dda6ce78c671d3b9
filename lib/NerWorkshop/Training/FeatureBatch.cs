namespace NerWorkshop;

/// <summary>Features of some words on their way to their numbers, in groups. Reusable.</summary>
internal sealed class FeatureBatch
{
    public List<ulong> Features { get; } = [];

    /// <summary>Where each group ends.</summary>
    public List<int> Ends { get; } = [];

    /// <summary>The number of each feature, as <see cref="FeatureNumbers"/> gives it.</summary>
    public List<int> Numbers { get; } = [];

    public void Clear()
    {
        Features.Clear();
        Ends.Clear();
    }

    public void EndGroup() => Ends.Add(Features.Count);
}
