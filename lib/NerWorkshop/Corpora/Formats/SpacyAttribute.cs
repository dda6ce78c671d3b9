namespace NerWorkshop;

/// <summary>The numbers by which spaCy names the attributes of tokens that matter here.</summary>
internal enum SpacyAttribute
{
    Orth = 65,
    EntIob = 77,
    EntType = 78,
    EntKbId = 452,
    EntId = 454,
}
