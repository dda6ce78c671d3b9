namespace NerWorkshop.Notebooks;

/// <summary>
/// One output of a code cell, in Jupyter's terms: <see cref="StreamOutput"/>, <see cref="DisplayOutput"/>,
/// <see cref="ResultOutput"/> or <see cref="ErrorOutput"/>; or the word that what came before is gone,
/// <see cref="ClearedOutput"/>.
/// </summary>
public abstract record CellOutput;
