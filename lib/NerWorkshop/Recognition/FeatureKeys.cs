namespace NerWorkshop;

/// <summary>Takes features as the hashes that a model knows them by.</summary>
internal readonly struct FeatureKeys(List<ulong> keys) : IFeatureSink
{
    public void Add(FeatureKind kind, int offset, ulong value) => keys.Add(WordFeatures.Key(kind, offset, value));

    public void AddPair(FeatureKind kind, ulong first, ulong second) => keys.Add(WordFeatures.Key(kind, first, second));
}
