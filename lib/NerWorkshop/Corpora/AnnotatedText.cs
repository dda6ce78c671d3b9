using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>One line of a corpus: a text with the entities that somebody marked in it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Entities">
/// The entities as the file has them: in its order, and perhaps overlapping or within words.
/// </param>
public sealed record AnnotatedText(string Text, IReadOnlyList<TextEntity> Entities)
{
    /// <summary>Number of the line in its file, from 1; 0 if it is from none.</summary>
    public int Line { get; init; }

    /// <summary>Whether the line says anything about entities, if only that there are none.</summary>
    public bool IsAnnotated { get; init; } = true;

    /// <summary>
    /// Whether it may be learned from and scored against: false where Prodigy's <c>answer</c> is reject or ignore.
    /// </summary>
    public bool IsAccepted { get; init; } = true;

    /// <summary>Every field of the line but <c>text</c>, <c>ents</c> and <c>tokens</c>, to be handed on.</summary>
    public JsonObject Fields { get; init; } = [];
}
