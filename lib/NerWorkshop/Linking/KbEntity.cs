namespace NerWorkshop;

/// <summary>One entry of a <see cref="KnowledgeBase"/>: a thing in the world that names may mean.</summary>
/// <param name="Id">What <see cref="Span.KbId"/> says of its mentions: a readable word of yours, or a Wikidata QID.</param>
/// <param name="Type">The label of its mentions, such as <c>ORG</c>; empty where it may be any.</param>
/// <param name="Description">
/// A sentence or two in the words that stand around its mentions: the linker compares those with the text.
/// </param>
/// <param name="Wikidata">Its QID in Wikidata, such as <c>Q312</c>; empty if it has none or you are not sure.</param>
public sealed record KbEntity(string Id, string Type = "", string Description = "", string Wikidata = "")
{
    /// <summary>Its page in Wikidata; null without a QID.</summary>
    public string? Url => IsQid(Wikidata) ? $"https://www.wikidata.org/wiki/{Wikidata}"
        : IsQid(Id) ? $"https://www.wikidata.org/wiki/{Id}"
        : null;

    /// <summary>Whether a text has the form of a QID: a Q and a number.</summary>
    internal static bool IsQid(string text) =>
        text is ['Q', >= '1' and <= '9', ..] && !text.AsSpan(1).ContainsAnyExceptInRange('0', '9');
}
