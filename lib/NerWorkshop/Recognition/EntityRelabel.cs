namespace NerWorkshop;

/// <summary>
/// A component that gives entities other labels, where two schemes name the same thing differently or you need fewer
/// kinds than the model has.
/// </summary>
/// <example><code>
/// nlp.AddAfter("ner", new EntityRelabel(("GPE", "LOC"), ("FAC", "LOC")));
/// </code></example>
public sealed class EntityRelabel : ISavableComponent
{
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);

    /// <summary>Makes one.</summary>
    /// <param name="labels">Pairs of a label and what it becomes. All change at once, so that two may be swapped.</param>
    /// <exception cref="ArgumentException">A label is empty, or is to become two different ones.</exception>
    public EntityRelabel(params IEnumerable<(string From, string To)> labels)
    {
        foreach ((string from, string to) in labels)
        {
            ArgumentException.ThrowIfNullOrEmpty(from, nameof(labels));
            ArgumentException.ThrowIfNullOrEmpty(to, nameof(labels));
            if (!_labels.TryAdd(from, to) && _labels[from] != to)
            {
                throw new ArgumentException($"{from} cannot become both {_labels[from]} and {to}.", nameof(labels));
            }
        }
    }

    /// <summary>What each label becomes; others stay.</summary>
    public IReadOnlyDictionary<string, string> Labels => _labels;

    string ISavableComponent.Type => "entity_relabel";

    /// <inheritdoc/>
    public Doc Process(Doc doc) => doc.Entities.Any(entity => _labels.ContainsKey(entity.Label))
        ? doc.WithEntities(doc.Entities.Select(entity =>
            _labels.TryGetValue(entity.Label, out string? label) ? entity.WithLabel(label) : entity))
        : doc;

    void ISavableComponent.Save(string directory) => JsonFile.WriteSettings(directory, new Settings(_labels));

    /// <summary>Reads back what a pipeline saved.</summary>
    internal static EntityRelabel LoadComponent(string directory) =>
        new(JsonFile.ReadSettings<Settings>(directory).Labels.Select(pair => (pair.Key, pair.Value)));

    private sealed record Settings(IReadOnlyDictionary<string, string> Labels);
}
