namespace NerWorkshop;

/// <summary>How a line of JSON holds the entities of its text. Reading understands all of them.</summary>
public enum JsonLinesDialect
{
    /// <summary>As spaCy's <c>Doc.to_json</c>: <c>"ents": [{"start", "end", "label"}]</c>, and more where there is more.</summary>
    Spacy,

    /// <summary>Prodigy's: <c>"spans": [{"start", "end", "label"}]</c> and <c>"answer"</c>.</summary>
    Prodigy,

    /// <summary>As spaCy takes them for training: <c>"entities": [[start, end, label]]</c>.</summary>
    Entities,

    /// <summary>doccano's: <c>"label": [[start, end, label]]</c>.</summary>
    Doccano,
}
