namespace NerWorkshop;

/// <summary>A component that drops entities. An entity stays if it passes everything that is set here.</summary>
/// <example><code>
/// nlp.Add(new EntityFilter { Drop = ["CARDINAL", "ORDINAL"], MinimumLength = 2 });
/// </code></example>
public sealed class EntityFilter : ISavableComponent
{
    private readonly double _minimumProbability;

    /// <summary>Only entities with one of these labels stay; empty, as by default, for all.</summary>
    public IReadOnlyCollection<string> Keep { get; init; } = [];

    /// <summary>Entities with one of these labels go.</summary>
    public IReadOnlyCollection<string> Drop { get; init; } = [];

    /// <summary>Entities with fewer characters, in Unicode code points, go.</summary>
    public int MinimumLength { get; init; }

    /// <summary>
    /// Entities that the recognizer is less sure of go, from 0 to 1. What rules found has no probability, and stays.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 0 to 1.</exception>
    public double MinimumProbability
    {
        get => _minimumProbability;
        init => _minimumProbability = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A probability is from 0 to 1.");
    }

    string ISavableComponent.Type => "entity_filter";

    /// <inheritdoc/>
    public Doc Process(Doc doc) => doc.Entities.All(Passes) ? doc : doc.WithEntities(doc.Entities.Where(Passes));

    private bool Passes(Span entity) => (Keep.Count == 0 || Keep.Contains(entity.Label))
        && !Drop.Contains(entity.Label)
        && (MinimumLength <= 0 || CodePoints.Count(entity.Text) >= MinimumLength)
        && !(entity.Probability < MinimumProbability);

    void ISavableComponent.Save(string directory) => JsonFile.WriteSettings(directory, this);

    /// <summary>Reads back what a pipeline saved.</summary>
    internal static EntityFilter LoadComponent(string directory) => JsonFile.ReadSettings<EntityFilter>(directory);
}
