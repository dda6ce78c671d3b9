namespace NerWorkshop;

/// <summary>Where in a listed phrase a word stands.</summary>
internal enum PhrasePlace : byte
{
    None,
    First,
    Middle,
    Last,
}
