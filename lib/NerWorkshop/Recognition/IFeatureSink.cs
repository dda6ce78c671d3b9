namespace NerWorkshop;

/// <summary>Takes features as they are found; a struct, so that the call is compiled in place.</summary>
internal interface IFeatureSink
{
    /// <summary>Takes the feature of one value, seen at an offset; its hash is <see cref="WordFeatures.Key(FeatureKind, int, ulong)"/>.</summary>
    void Add(FeatureKind kind, int offset, ulong value);

    /// <summary>Takes the feature of two values; its hash is <see cref="WordFeatures.Key(FeatureKind, ulong, ulong)"/>.</summary>
    void AddPair(FeatureKind kind, ulong first, ulong second);
}
