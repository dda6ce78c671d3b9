namespace NerWorkshop;

/// <summary>What a token is to an entity, as spaCy numbers it.</summary>
internal enum SpacyIob
{
    /// <summary>Nobody has said.</summary>
    Missing = 0,
    Inside = 1,
    Outside = 2,

    /// <summary>The first of an entity; without a label, a token that must not be one.</summary>
    Begin = 3,
}
