namespace NerWorkshop.Notebooks;

/// <summary>
/// One output of a code cell, in Jupyter's terms: <see cref="StreamOutput"/>, <see cref="DisplayOutput"/>,
/// <see cref="ResultOutput"/> or <see cref="ErrorOutput"/>.
/// </summary>
public abstract record CellOutput;
