namespace NerWorkshop;

/// <summary>One pattern of a <see cref="RegexRuler"/>.</summary>
/// <param name="Label">The label of the entities it finds.</param>
/// <param name="Regex">The regular expression, in .NET's spelling or in Python's.</param>
/// <param name="Id">An id given to the entities; empty for none.</param>
public sealed record RegexPattern(string Label, string Regex, string Id = "");
