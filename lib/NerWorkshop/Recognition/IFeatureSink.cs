namespace NerWorkshop;

/// <summary>Takes features as they are found; a struct, so that the call is compiled in place.</summary>
internal interface IFeatureSink
{
    void Add(ulong feature);
}
