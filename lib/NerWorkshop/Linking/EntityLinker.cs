using System.Runtime.InteropServices;

namespace NerWorkshop;

/// <summary>
/// A component that says which thing each entity is: it sets <see cref="Span.KbId"/> to the id of an entry in a knowledge
/// base, or to <see cref="Nil"/> where none fits. As spaCy's <c>entity_linker</c>, but it needs no training.
/// </summary>
/// <remarks>
/// <para>A mention's candidates are the entities of the alias that is written so; else of those that differ in case,
/// accents, full stops, an article or a possessive; else of those one typing error away.</para>
/// <para>The score of a candidate is p·exp(w·s), divided by the sum of that over all candidates and of what is left for
/// NIL, 1 − Σp. Here p is the prior probability of the alias, times <see cref="OtherTypeWeight"/> where the label is
/// another than the entity's type, times <see cref="TypingErrorWeight"/> where an error was forgiven; s is the cosine of
/// the TF-IDF vectors of the words around the mention and of the description (as Bunescu and Paşca 2006 compare them); w
/// is <see cref="ContextWeight"/>. So a log-linear model joins how common a meaning is with how well it fits, the two
/// kinds of evidence of Milne and Witten (2008).</para>
/// <para>The best candidate is taken if its score reaches <see cref="Threshold"/>. Entities that are linked already stay
/// as they are. An entity without candidates is NIL if the knowledge base has entities of its label, and is left alone
/// otherwise: dates are in no knowledge base. Processing is safe from many threads.</para>
/// </remarks>
/// <example><code>
/// var kb = KnowledgeBase.Load("data/linking/kb.jsonl");
/// var linker = nlp.Add(new EntityLinker(kb));
/// </code></example>
public sealed class EntityLinker : ISavableComponent
{
    /// <summary>The <see cref="Span.KbId"/> of an entity that is none of the knowledge base's.</summary>
    public const string Nil = KbLink.Nil;

    private const string FileName = "kb.jsonl";

    /// <summary>Labels that recognizers mix up.</summary>
    private static readonly string[] Places = ["GPE", "LOC", "FAC"];

    [ThreadStatic]
    private static Scratch? _scratch;

    private readonly HashSet<string> _types;

    /// <summary>Makes a linker; the knowledge base is not changed, and must not be from now on.</summary>
    public EntityLinker(KnowledgeBase kb)
    {
        ArgumentNullException.ThrowIfNull(kb);
        KnowledgeBase = kb;
        _types = [.. kb.Entities.Select(entity => entity.Type).Where(type => type.Length > 0)];
        if (_types.Overlaps(Places))
        {
            _types.UnionWith(Places);
        }
    }

    /// <summary>What it links to.</summary>
    public KnowledgeBase KnowledgeBase { get; }

    /// <summary>The score from which on a candidate is taken, from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 0 to 1.</exception>
    public double Threshold { get; init => field = Share(value); } = 0.5;

    /// <summary>How much the context weighs against the prior; 0 for the prior alone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public double ContextWeight
    {
        get;
        init => field = value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The weight of the context is 0 or more.");
    } = 15;

    /// <summary>How many tokens to each side of a mention are its context.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Window
    {
        get;
        init => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A window has 0 tokens or more.");
    } = 40;

    /// <summary>
    /// What is left of a prior where the mention's label is not the entity's type: 0 to exclude such candidates, 1 to
    /// ignore types. GPE, LOC and FAC count as one type.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 0 to 1.</exception>
    public double OtherTypeWeight { get; init => field = Share(value); } = 0.2;

    /// <summary>What is left of a prior where a typing error was forgiven; 0 to forgive none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 0 to 1.</exception>
    public double TypingErrorWeight { get; init => field = Share(value); } = 0.7;

    string ISavableComponent.Type => "entity_linker";

    /// <inheritdoc/>
    public Doc Process(Doc doc)
    {
        Span[]? linked = null;
        for (int i = 0; i < doc.Entities.Count; i++)
        {
            Span entity = doc.Entities[i];
            string id = entity.IsLinked ? entity.KbId : LinkOf(entity);
            if (id != entity.KbId)
            {
                linked ??= [.. doc.Entities];
                linked[i] = entity.WithKbId(id);
            }
        }

        return linked is null ? doc : doc.WithEntities(linked);
    }

    /// <summary>What a mention may mean, the best first; empty where the knowledge base has no such name.</summary>
    public IReadOnlyList<LinkCandidate> Candidates(Span mention) =>
    [
        .. Weigh(mention).ToArray().OrderByDescending(candidate => candidate.Score).Select(candidate => new LinkCandidate(
            KnowledgeBase.Entities[candidate.Entity],
            KnowledgeBase.AliasIndex.NameOf(candidate.Alias),
            candidate.Prior,
            candidate.Similarity,
            candidate.Score)),
    ];

    private string LinkOf(Span mention)
    {
        ReadOnlySpan<Weighed> candidates = Weigh(mention);
        if (candidates.IsEmpty)
        {
            return _types.Contains(mention.Label) ? Nil : mention.KbId;
        }

        Weighed best = candidates[0];
        foreach (Weighed candidate in candidates[1..])
        {
            best = candidate.Score > best.Score ? candidate : best;
        }

        return best.Score > 0 && best.Score >= Threshold ? KnowledgeBase.Entities[best.Entity].Id : Nil;
    }

    /// <summary>The candidates with their scores, in no order; they are good until the next call on this thread.</summary>
    private ReadOnlySpan<Weighed> Weigh(Span mention)
    {
        Scratch scratch = _scratch ??= new Scratch();
        scratch.Aliases.Clear();
        scratch.Candidates.Clear();
        ReadOnlySpan<char> text = mention.Doc.Text.AsSpan(mention.StartChar..mention.EndChar);
        bool isForgiven = KnowledgeBase.AliasIndex.Find(text, TypingErrorWeight > 0, scratch.Aliases);
        foreach (int alias in scratch.Aliases)
        {
            foreach ((int entity, double prior) in KnowledgeBase.AliasIndex.EntitiesOf(alias))
            {
                double typed = prior * (IsOfType(mention.Label, entity) ? 1 : OtherTypeWeight);
                Add(scratch.Candidates, new Weighed(alias, entity, isForgiven ? typed * TypingErrorWeight : typed));
            }
        }

        Span<Weighed> candidates = CollectionsMarshal.AsSpan(scratch.Candidates);
        Score(mention, candidates, scratch);
        return candidates;
    }

    /// <summary>Adds a candidate; one that several aliases lead to counts once, by the likeliest.</summary>
    private static void Add(List<Weighed> candidates, Weighed candidate)
    {
        int known = candidates.FindIndex(other => other.Entity == candidate.Entity);
        if (known < 0)
        {
            candidates.Add(candidate);
        }
        else if (candidate.Prior > candidates[known].Prior)
        {
            candidates[known] = candidate;
        }
    }

    private void Score(Span mention, Span<Weighed> candidates, Scratch scratch)
    {
        double priors = 0;
        foreach (Weighed candidate in candidates)
        {
            priors += candidate.Prior;
        }

        // Aliases that fold to one form may have more than 1 together.
        double nil = Math.Max(1 - priors, 0);
        double sum = nil;
        if (ContextWeight > 0 && candidates.Length > 0)
        {
            scratch.Context.Read(mention, Window, KnowledgeBase.Descriptions);
        }

        foreach (ref Weighed candidate in candidates)
        {
            candidate.Similarity = ContextWeight > 0
                ? KnowledgeBase.Descriptions.Similarity(candidate.Entity, scratch.Context)
                : 0;
            candidate.Score = candidate.Prior * Math.Exp(ContextWeight * candidate.Similarity);
            sum += candidate.Score;
        }

        foreach (ref Weighed candidate in candidates)
        {
            candidate.Score = sum > 0 ? candidate.Score / sum : 0;
        }
    }

    /// <summary>A label that no entity of the knowledge base has, such as one of your own, says nothing about the type.</summary>
    private bool IsOfType(string label, int entity)
    {
        string type = KnowledgeBase.Entities[entity].Type;
        return label == type || type.Length == 0 || !_types.Contains(label) || (Places.Contains(label) && Places.Contains(type));
    }

    private static double Share(double value) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "The value is from 0 to 1.");

    void ISavableComponent.Save(string directory)
    {
        JsonFile.WriteSettings(directory, new Settings(Threshold, ContextWeight, Window, OtherTypeWeight, TypingErrorWeight));
        KnowledgeBase.Save(Path.Combine(directory, FileName));
    }

    /// <summary>Reads back what a pipeline saved.</summary>
    internal static EntityLinker LoadComponent(string directory)
    {
        Settings settings = JsonFile.ReadSettings<Settings>(directory);
        return new EntityLinker(KnowledgeBase.Load(Path.Combine(directory, FileName)))
        {
            Threshold = settings.Threshold,
            ContextWeight = settings.ContextWeight,
            Window = settings.Window,
            OtherTypeWeight = settings.OtherTypeWeight,
            TypingErrorWeight = settings.TypingErrorWeight,
        };
    }

    private sealed record Settings(
        double Threshold, double ContextWeight, int Window, double OtherTypeWeight, double TypingErrorWeight);

    private record struct Weighed(int Alias, int Entity, double Prior)
    {
        public double Similarity { get; set; }

        public double Score { get; set; }
    }

    /// <summary>What one thread uses again for each mention.</summary>
    private sealed class Scratch
    {
        public List<int> Aliases { get; } = [];

        public List<Weighed> Candidates { get; } = [];

        public LinkContext Context { get; } = new();
    }
}
