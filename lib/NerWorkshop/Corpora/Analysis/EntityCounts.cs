using System.Collections;
using System.Globalization;
using CsvHelper;

namespace NerWorkshop;

/// <summary>
/// How often each entity occurs, most frequent first; of equally frequent ones, the one seen first. Entities are the
/// same if both text and label are; those that an <see cref="EntityLinker"/> has linked, if the link is, whatever their
/// spelling. In a notebook it shows itself as a table; <see cref="BarChart"/> draws it.
/// </summary>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public sealed class EntityCounts : IReadOnlyList<EntityCount>, IRenderable
{
    private readonly EntityCount[] _counts;

    internal EntityCounts(IEnumerable<EntityCount> sorted) => _counts = [.. sorted];

    /// <summary>Number of different entities.</summary>
    public int Count => _counts.Length;

    /// <summary>Number of occurrences of all of them.</summary>
    public int Total => _counts.Sum(count => count.Count);

    /// <summary>The entity at a rank, from 0.</summary>
    public EntityCount this[int index] => _counts[index];

    /// <summary>Counts the entities of documents, which are read once.</summary>
    public static EntityCounts From(IEnumerable<Doc> docs) => From(docs.SelectMany(doc => doc.Entities));

    /// <summary>Counts spans, such as a matcher's hits.</summary>
    public static EntityCounts From(IEnumerable<Span> spans)
    {
        var tally = new EntityTally();
        foreach (Span span in spans)
        {
            tally.Add(span);
        }

        return tally.ToCounts();
    }

    /// <summary>The most frequent ones.</summary>
    public EntityCounts MostCommon(int count) => new(_counts.Take(count));

    /// <summary>Only the entities with one of the labels.</summary>
    public EntityCounts With(params string[] labels) => new(_counts.Where(count => labels.Contains(count.Label)));

    /// <summary>
    /// All but the entities with one of the labels, as in <c>Without("CARDINAL", "ORDINAL", "PERCENT")</c>.
    /// </summary>
    public EntityCounts Without(params string[] labels) => new(_counts.Where(count => !labels.Contains(count.Label)));

    /// <summary>Number of occurrences of each label, most frequent first.</summary>
    public IReadOnlyDictionary<string, int> ByLabel()
    {
        var labels = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (EntityCount count in _counts)
        {
            labels[count.Label] = labels.GetValueOrDefault(count.Label) + count.Count;
        }

        return new OrderedDictionary<string, int>(
            labels.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal));
    }

    /// <summary>A table of text, label and count, and of the link where entities are linked.</summary>
    public Table ToTable() => HasLinks
        ? Table.From(
            _counts,
            ("Entity", count => count.Text),
            ("Label", count => count.Label),
            ("Link", count => count.KbId),
            ("Count", count => count.Count))
        : Table.From(
            _counts, ("Entity", count => count.Text), ("Label", count => count.Label), ("Count", count => count.Count));

    /// <summary>Writes the counts as CSV: <c>text,label,count</c>, and <c>kb_id</c> where entities are linked.</summary>
    public void WriteCsv(TextWriter writer)
    {
        using CsvWriter csv = CsvWriter.Create(writer, EntityCsvWriter.Options, leaveOpen: true);
        csv.WriteField("text");
        csv.WriteField("label");
        csv.WriteField("count");
        if (HasLinks)
        {
            csv.WriteField("kb_id");
        }

        csv.EndRecord();
        foreach (EntityCount count in _counts)
        {
            csv.WriteField(count.Text);
            csv.WriteField(count.Label);
            csv.WriteField(count.Count);
            if (HasLinks)
            {
                csv.WriteField(count.KbId);
            }

            csv.EndRecord();
        }
    }

    /// <summary>Writes the counts to a CSV file, which appears once it is whole.</summary>
    /// <exception cref="IOException">The place cannot be written to.</exception>
    public void WriteCsv(string path) => AtomicFile.Write(path, WriteCsv);

    /// <inheritdoc/>
    public IEnumerator<EntityCount> GetEnumerator() => _counts.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool HasLinks => _counts.Any(count => count.KbId.Length > 0);

    Rendering IRenderable.ToRendering() => ToTable();

    /// <summary>How many in words.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Total} entities, {Count} different");
}
