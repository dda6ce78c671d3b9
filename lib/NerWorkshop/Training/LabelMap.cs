using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>
/// What the labels of differently annotated corpora mean in one label set: for each corpus, the labels that each of
/// its own may stand for, and those it never gives, which may hide in its unmarked text.
/// </summary>
/// <remarks>
/// The file is JSON: <c>{"sets": {"corpus": {"labels": {"LOC": ["GPE", "LOC"], "MISC": ["NORP", "O"]},
/// "unannotated": ["DATE"]}}}</c>. <c>O</c> among the targets means that the span may be no entity at all.
/// </remarks>
public sealed class LabelMap
{
    private const string None = "O";

    private readonly Dictionary<string, CorpusLabels> _corpora;

    private LabelMap(Dictionary<string, CorpusLabels> corpora) => _corpora = corpora;

    /// <summary>The corpora it knows.</summary>
    public IReadOnlyCollection<string> Corpora => _corpora.Keys;

    /// <summary>Reads a map.</summary>
    /// <exception cref="InvalidDataException">The file is not such a map; the message says where.</exception>
    public static LabelMap Read(string path)
    {
        try
        {
            JsonNode? sets = JsonNode.Parse(File.ReadAllText(path))?["sets"];
            return new LabelMap(sets!.AsObject().ToDictionary(
                set => set.Key,
                set => new CorpusLabels(
                    set.Value!["labels"]!.AsObject().ToDictionary(
                        label => label.Key, label => Strings(label.Value), StringComparer.Ordinal),
                    Strings(set.Value["unannotated"])),
                StringComparer.Ordinal));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new InvalidDataException(
                $"'{path}' is not a label map: {{\"sets\": {{\"corpus\": {{\"labels\": {{…}}, \"unannotated\": […]}}}}}}. "
                + e.Message,
                e);
        }

        static string[] Strings(JsonNode? array) => [.. array!.AsArray().Select(item => (string)item!)];
    }

    /// <summary>The labels that a corpus's label may stand for, <c>O</c> among them where it may be no entity.</summary>
    /// <exception cref="KeyNotFoundException">The map does not have the corpus or the label; the message says which.</exception>
    public IReadOnlyList<string> Targets(string corpus, string label) =>
        Of(corpus).Labels.TryGetValue(label, out string[]? targets) ? targets : throw new KeyNotFoundException(
            $"The label map says nothing of the label '{label}' in the corpus '{corpus}'.");

    /// <summary>The labels that a corpus never gives.</summary>
    /// <exception cref="KeyNotFoundException">The map does not have the corpus.</exception>
    public IReadOnlyList<string> Unannotated(string corpus) => Of(corpus).Unannotated;

    /// <summary>The map with some labels read more narrowly.</summary>
    /// <param name="narrowed">The labels that each label still stands for, by corpus.</param>
    /// <exception cref="KeyNotFoundException">The map does not have the corpus or the label; the message says which.</exception>
    /// <exception cref="InvalidDataException">A label would stand for one that the map does not give it.</exception>
    internal LabelMap Narrow(IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> narrowed)
    {
        var corpora = new Dictionary<string, CorpusLabels>(_corpora, StringComparer.Ordinal);
        foreach ((string corpus, IReadOnlyDictionary<string, IReadOnlyList<string>> changes) in narrowed)
        {
            var labels = new Dictionary<string, string[]>(Of(corpus).Labels, StringComparer.Ordinal);
            foreach ((string label, IReadOnlyList<string> targets) in changes)
            {
                if (targets.Except(Targets(corpus, label)).FirstOrDefault() is { } added)
                {
                    throw new InvalidDataException(
                        $"'{label}' of {corpus} cannot be narrowed to '{added}': the label map gives it "
                        + $"{string.Join(", ", Targets(corpus, label))}.");
                }

                labels[label] = [.. targets];
            }

            corpora[corpus] = corpora[corpus] with { Labels = labels };
        }

        return new LabelMap(corpora);
    }

    /// <summary>What a marked span may be, among the labels to be learned.</summary>
    internal PartialSpan Translate(string corpus, Span span, string label, IReadOnlyCollection<string> learned)
    {
        IReadOnlyList<string> targets = Targets(corpus, label);
        List<string> labels = [.. targets.Where(learned.Contains)];
        int start = span.Start;
        if (labels is ["PERSON"])
        {
            while (start < span.End - 1 && IsHonorific(span.Doc, start))
            {
                start++;
            }
        }

        Narrow(labels, span.Doc, start, span.End);
        return new PartialSpan(start, span.End, labels, targets.Contains(None));
    }

    /// <summary>
    /// Hidden entities that give themselves away: the name of a people, a faith or a language, capitalised and standing
    /// alone among words that are not.
    /// </summary>
    internal static IEnumerable<PartialSpan> Reveal(
        Doc doc, IReadOnlyList<PartialSpan> marked, IReadOnlyList<string> hidden)
    {
        NameLists lists = NameLists.English;
        for (int i = 0; i < doc.Count; i++)
        {
            if (!IsCapitalised(doc, i) || IsCapitalised(doc, i - 1) || IsCapitalised(doc, i + 1)
                || marked.Any(span => span.Start <= i && i < span.End))
            {
                continue;
            }

            List<string> labels = [];
            if (hidden.Contains("NORP")
                && (lists.Contains("nationality", doc, i, i + 1) || lists.Contains("religion", doc, i, i + 1)))
            {
                labels.Add("NORP");
            }

            if (hidden.Contains("LANGUAGE") && lists.Contains("language", doc, i, i + 1))
            {
                labels.Add("LANGUAGE");
            }

            if (labels.Count > 0)
            {
                yield return new PartialSpan(i, i + 1, labels, MayBeNone: false);
            }
        }

        static bool IsCapitalised(Doc doc, int token) => token >= 0 && token < doc.Count
            && doc.LexemeAt(token).Has(TokenFlags.IsTitle) && !doc.LexemeAt(token).Has(TokenFlags.IsStop);
    }

    /// <summary>Where a name is well known, it is what it is known as: "Geneva" among places is a GPE.</summary>
    private static void Narrow(List<string> labels, Doc doc, int start, int end)
    {
        if (labels.Count < 2)
        {
            return;
        }

        NameLists lists = NameLists.English;
        List<string> known =
        [
            .. labels.Where(label => label switch
            {
                "GPE" => Any("country", "region", "city"),
                "NORP" => Any("nationality", "religion"),
                "LANGUAGE" => Any("language"),
                "LOC" => Any("landform"),
                _ => false,
            }),
        ];
        if (known.Count > 0)
        {
            labels.RemoveAll(label => !known.Contains(label));
        }

        bool Any(params ReadOnlySpan<string> names)
        {
            // A leading article is no part of the listed name.
            int from = end - start > 1 && doc.LexemeAt(start).Lower == "the" ? start + 1 : start;
            foreach (string name in names)
            {
                if (lists.Contains(name, doc, from, end))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private static bool IsHonorific(Doc doc, int token) =>
        NameLists.English.Contains("honorific", doc, token, token + 1) || doc.LexemeAt(token).Text == ".";

    private CorpusLabels Of(string corpus) => _corpora.TryGetValue(corpus, out CorpusLabels? labels) ? labels
        : throw new KeyNotFoundException(
            $"The label map says nothing of the corpus '{corpus}'; it knows {string.Join(", ", _corpora.Keys)}.");

    private sealed record CorpusLabels(Dictionary<string, string[]> Labels, string[] Unannotated);
}
