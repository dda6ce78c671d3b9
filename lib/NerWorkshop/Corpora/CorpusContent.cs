namespace NerWorkshop;

/// <summary>What a format can hold beside texts and entities with a start, an end and a label.</summary>
[Flags]
public enum CorpusContent
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary>Other fields of a record.</summary>
    Fields = 1,

    /// <summary><see cref="TextEntity.Id"/>.</summary>
    Ids = 2,

    /// <summary><see cref="TextEntity.KbId"/>.</summary>
    Links = 4,

    /// <summary><see cref="TextEntity.Probability"/>.</summary>
    Probabilities = 8,

    /// <summary><see cref="AnnotatedText.Spans"/>.</summary>
    SpanGroups = 16,

    /// <summary>The difference between a text without entities and one that nobody has annotated.</summary>
    Unannotated = 32,

    /// <summary><see cref="AnnotatedText.IsAccepted"/>.</summary>
    Answers = 64,

    /// <summary>All of it.</summary>
    All = Fields | Ids | Links | Probabilities | SpanGroups | Unannotated | Answers,
}
