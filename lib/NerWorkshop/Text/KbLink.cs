namespace NerWorkshop;

/// <summary>What a knowledge-base id may be beside the id of an entry.</summary>
internal static class KbLink
{
    /// <summary>Looked up, and none of the knowledge base's.</summary>
    public const string Nil = "NIL";

    /// <summary>Whether an id names an entry: it is neither empty nor <see cref="Nil"/>.</summary>
    public static bool IsSet(string kbId) => kbId.Length > 0 && kbId != Nil;
}
