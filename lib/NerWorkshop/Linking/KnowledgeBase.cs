namespace NerWorkshop;

/// <summary>
/// The things that names may mean: entities with a type and a description, and the aliases they go by, each with prior
/// probabilities. As spaCy's <c>KnowledgeBase</c>, with descriptions in place of vectors.
/// </summary>
/// <remarks>
/// A file is JSON lines of two kinds, an entity above the aliases that name it:
/// <c>{"id": "apple-company", "type": "ORG", "description": "…", "wikidata": "Q312"}</c> and
/// <c>{"alias": "Apple", "entities": {"apple-company": 0.7, "apple-fruit": 0.2}}</c>. Looking up is safe from many
/// threads; adding at the same time is not.
/// </remarks>
public sealed class KnowledgeBase
{
    /// <summary>Priors that are rounded in a file may sum up to a little more than 1.</summary>
    private const double Tolerance = 1e-5;

    private readonly List<KbEntity> _entities = [];
    private readonly Dictionary<string, int> _entityOf = new(StringComparer.Ordinal);
    private readonly AliasIndex _aliases = new();
    private DescriptionIndex? _descriptions;

    /// <summary>All entities in the order they were added.</summary>
    public IReadOnlyList<KbEntity> Entities => _entities;

    /// <summary>All aliases in the order they were added.</summary>
    public IEnumerable<KbAlias> Aliases => Enumerable.Range(0, _aliases.Count).Select(alias => new KbAlias(
        _aliases.NameOf(alias),
        [.. _aliases.EntitiesOf(alias).Select(entity => (_entities[entity.Entity].Id, entity.Prior))]));

    /// <summary>Number of aliases.</summary>
    public int AliasCount => _aliases.Count;

    /// <summary>The entity of an id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public KbEntity this[string id] => _entities[IndexOf(id)];

    /// <summary>Reads a knowledge base; the file may be compressed with gzip.</summary>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    /// <exception cref="InvalidDataException">A line cannot be used; the message names the file and the line.</exception>
    public static KnowledgeBase Load(string path) => KnowledgeBaseFile.Read(path);

    /// <summary>Writes all entities, then all aliases, to a file that <see cref="Load"/> reads.</summary>
    /// <exception cref="IOException">The place cannot be written to.</exception>
    public void Save(string path) => KnowledgeBaseFile.Write(path, this);

    /// <summary>Whether there is an entity of this id.</summary>
    public bool Contains(string id) => _entityOf.ContainsKey(id);

    /// <summary>The entity's page in Wikidata; null if it has none, or there is no such entity.</summary>
    public string? UrlOf(string id) => _entityOf.TryGetValue(id, out int entity) ? _entities[entity].Url : null;

    /// <summary>Adds an entity.</summary>
    /// <exception cref="ArgumentException">It has no id or that of another one, or what it calls its QID is none.</exception>
    public void Add(KbEntity entity)
    {
        if (string.IsNullOrWhiteSpace(entity.Id) || entity.Id == EntityLinker.Nil)
        {
            throw new ArgumentException($"An entity needs an id, which must not be {EntityLinker.Nil}.", nameof(entity));
        }

        if (entity.Wikidata.Length > 0 && !KbEntity.IsQid(entity.Wikidata))
        {
            throw new ArgumentException(
                $"'{entity.Wikidata}' of '{entity.Id}' is no Wikidata id; it looks like Q312.", nameof(entity));
        }

        if (!_entityOf.TryAdd(entity.Id, _entities.Count))
        {
            throw new ArgumentException($"There is an entity '{entity.Id}' already; ids must differ.", nameof(entity));
        }

        _entities.Add(entity);
        _descriptions = null;
    }

    /// <summary>Adds a name and what it may mean.</summary>
    /// <param name="name">The name as written.</param>
    /// <param name="entities">Ids of entities, each with its prior probability; they sum up to 1 at most.</param>
    /// <exception cref="ArgumentException">
    /// The name is empty or there already, an id is unknown or given twice, or the priors are not probabilities.
    /// </exception>
    public void AddAlias(string name, params IReadOnlyList<(string Id, double Prior)> entities)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new ArgumentException("An alias must not be empty.", nameof(name));
        }

        if (_aliases.Find(name) >= 0)
        {
            throw new ArgumentException($"There is an alias '{name}' already; name all of its entities at once.", nameof(name));
        }

        if (entities.Count == 0)
        {
            throw new ArgumentException($"The alias '{name}' names no entity.", nameof(entities));
        }

        var candidates = new (int Entity, double Prior)[entities.Count];
        double sum = 0;
        for (int i = 0; i < candidates.Length; i++)
        {
            (string id, double prior) = entities[i];
            if (!_entityOf.TryGetValue(id, out int entity))
            {
                throw new ArgumentException(
                    $"The alias '{name}' names '{id}', which is no entity yet{Suggestion(id)}. Add entities first.", nameof(entities));
            }

            if (candidates.Take(i).Any(candidate => candidate.Entity == entity))
            {
                throw new ArgumentException($"The alias '{name}' names '{id}' twice.", nameof(entities));
            }

            if (prior is not (>= 0 and <= 1))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"The prior of '{id}' for the alias '{name}' is {prior}; a probability is from 0 to 1."), nameof(entities));
            }

            candidates[i] = (entity, prior);
            sum += prior;
        }

        if (sum > 1 + Tolerance)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The priors of the alias '{name}' sum up to {sum:0.###}; they may reach 1 at most."), nameof(entities));
        }

        _aliases.Add(name, candidates);
    }

    /// <summary>The aliases by which a mention leads to entities, with the share of their priors that counts.</summary>
    internal AliasIndex AliasIndex => _aliases;

    /// <summary>The descriptions as vectors; they are made when first asked for.</summary>
    internal DescriptionIndex Descriptions
    {
        get
        {
            // Two threads may both make it, with the same result.
            return _descriptions ??= new DescriptionIndex(_entities);
        }
    }

    private int IndexOf(string id) => _entityOf.TryGetValue(id, out int index)
        ? index
        : throw new KeyNotFoundException($"The knowledge base has no entity '{id}'{Suggestion(id)}.");

    private string Suggestion(string id)
    {
        string? near = _entities.Find(entity => Levenshtein.IsWithin(entity.Id, id, 2))?.Id;
        return near is null ? "" : $"; did you mean '{near}'?";
    }
}
