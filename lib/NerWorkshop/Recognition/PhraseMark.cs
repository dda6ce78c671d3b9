namespace NerWorkshop;

/// <summary>That a word is part of a listed phrase: of which lists, and whether first, in the middle or last.</summary>
internal readonly record struct PhraseMark(uint Lists, byte Place);
