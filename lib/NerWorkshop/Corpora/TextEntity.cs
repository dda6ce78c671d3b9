namespace NerWorkshop;

/// <summary>An entity of a text that is not cut into tokens: what a file says, right or wrong.</summary>
/// <param name="StartChar">Offset of the first char, in UTF-16 chars.</param>
/// <param name="EndChar">Offset just past the last char.</param>
/// <param name="Label">What it names.</param>
/// <param name="Id">An id of its kind, such as that of a rule; empty if there is none.</param>
/// <param name="KbId">The knowledge-base entry it is linked to, such as a Wikidata QID; empty if there is none.</param>
/// <param name="Probability">How sure a model is of it, from 0 to 1; null where a person or a rule set it.</param>
public sealed record TextEntity(
    int StartChar, int EndChar, string Label, string Id = "", string KbId = "", double? Probability = null);
