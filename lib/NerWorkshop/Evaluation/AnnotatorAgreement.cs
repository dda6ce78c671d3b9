using System.Globalization;

namespace NerWorkshop;

/// <summary>
/// How far two annotators agree on the same texts, and where they do not. If people agree on nine entities of ten, a
/// model that does better on the texts of one of them has learned that person's habits. In a notebook it shows itself
/// as a table.
/// </summary>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public sealed class AnnotatorAgreement : IRenderable
{
    private AnnotatorAgreement(
        IReadOnlyList<DocErrors> texts, IReadOnlyList<string> onlyInFirst, IReadOnlyList<string> onlyInSecond)
    {
        Entities = ErrorAnalysis.Of(texts.Select(text => (text.Gold, text.Predicted)));
        OnlyInFirst = onlyInFirst;
        OnlyInSecond = onlyInSecond;
        (TokenCount, ObservedAgreement, Kappa) = Compare(Entities.Docs);
    }

    /// <summary>
    /// The texts that both have, with their entities paired: those of the first annotator as gold, those of the second
    /// as predicted. So the missed are those that only the first has marked, the spurious those of the second alone.
    /// </summary>
    public ErrorAnalysis Entities { get; }

    /// <summary>
    /// F1 of the one annotator measured against the other, from 0 to 1: the same whichever of them is taken as right.
    /// </summary>
    public double F1 => Entities.Scores.F1;

    /// <summary>Number of tokens of the texts that both have.</summary>
    public int TokenCount { get; }

    /// <summary>Share of the tokens to which both gave the same label, or both none.</summary>
    public double ObservedAgreement { get; }

    /// <summary>
    /// Cohen's kappa (1960) over the tokens, each of which has a label or none: by how much they agree beyond what
    /// chance would give, 1 being complete agreement and 0 none beyond chance. Two entities side by side with one label
    /// look to it like a single one; and as most tokens are no entity, it is kinder than <see cref="F1"/>. Not a number
    /// if both used one and the same label, or none, throughout.
    /// </summary>
    public double Kappa { get; }

    /// <summary>The texts that the second annotator does not have; they count nowhere.</summary>
    public IReadOnlyList<string> OnlyInFirst { get; }

    /// <summary>The texts that the first annotator does not have; they count nowhere.</summary>
    public IReadOnlyList<string> OnlyInSecond { get; }

    /// <summary>The texts and entities on which they disagree, in the order of the first annotator's texts.</summary>
    public IReadOnlyList<(DocErrors Text, EntityPair Pair)> Disagreements =>
        [.. Entities.Docs.SelectMany(text => text.Errors.Select(pair => (text, pair)))];

    /// <summary>Compares the entities that two annotators marked; a text of one is looked for among those of the other.</summary>
    /// <param name="first">The texts of the first annotator.</param>
    /// <param name="second">The texts of the second, in any order. A text that stands twice is taken twice.</param>
    /// <exception cref="ArgumentException">They have no text in common.</exception>
    public static AnnotatorAgreement Between(IEnumerable<Example> first, IEnumerable<Example> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var waiting = new Dictionary<string, Queue<Example>>(StringComparer.Ordinal);
        IReadOnlyList<Example> others = [.. second];
        foreach (Example example in others)
        {
            if (!waiting.TryGetValue(example.Text, out Queue<Example>? same))
            {
                waiting[example.Text] = same = new Queue<Example>();
            }

            same.Enqueue(example);
        }

        var texts = new List<DocErrors>();
        var onlyInFirst = new List<string>();
        var taken = new HashSet<Example>();
        foreach (Example example in first)
        {
            if (waiting.TryGetValue(example.Text, out Queue<Example>? same) && same.TryDequeue(out Example? other))
            {
                texts.Add(new DocErrors(example.Reference, other.Reference, texts.Count));
                taken.Add(other);
            }
            else
            {
                onlyInFirst.Add(example.Text);
            }
        }

        return texts.Count > 0
            ? new AnnotatorAgreement(
                texts, onlyInFirst, [.. others.Where(example => !taken.Contains(example)).Select(example => example.Text)])
            : throw new ArgumentException(
                "The two annotators have no text in common. Texts must be the same to the character.", nameof(second));
    }

    /// <summary>A table with a row for each label and one for all of them.</summary>
    public Table ToTable() => Table.From(
        Entities.ByLabel.Append(KeyValuePair.Create("all", Entities.Counts)),
        ("Label", row => row.Key),
        ("F1", row => row.Key == "all" ? F1 : Entities.Scores.ByLabel.GetValueOrDefault(row.Key).F1),
        ("Both", row => row.Value.Correct),
        ("Other boundary", row => row.Value.Boundary),
        ("Other label", row => row.Value.Type + row.Value.BoundaryAndType),
        ("Only first", row => row.Value.Missed),
        ("Only second", row => row.Value.Spurious))
        .WithCaption(ToString());

    /// <summary>A table of the entities on which they disagree.</summary>
    public Table ToDisagreementTable() => Table.From(
        Disagreements,
        ("Text", row => Around(row.Text, row.Pair)),
        ("First", row => Describe(row.Pair.Gold)),
        ("Second", row => Describe(row.Pair.Predicted)));

    /// <summary>The figures in one line.</summary>
    public override string ToString()
    {
        string kappa = double.IsNaN(Kappa)
            ? "Cohen's kappa is not defined"
            : string.Create(CultureInfo.InvariantCulture, $"Cohen's kappa {Kappa:0.000}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Entities.Docs.Count} texts, {TokenCount} tokens: entity F1 {F1:0.000}, {kappa} on tokens");
    }

    Rendering IRenderable.ToRendering() => ToTable();

    private static string Describe(Span? entity) =>
        entity is null ? "–" : $"{TerminalText.OneLine(entity.Text)} ({entity.Label})";

    /// <summary>The text around a pair, for people to find it.</summary>
    private static string Around(DocErrors text, EntityPair pair)
    {
        const int Context = 30;
        Span entity = (pair.Gold ?? pair.Predicted)!;
        int start = Math.Max(0, entity.StartChar - Context);
        int end = Math.Min(text.Text.Length, entity.EndChar + Context);

        // Not through the middle of a surrogate pair.
        start += start > 0 && char.IsLowSurrogate(text.Text[start]) ? 1 : 0;
        end -= end < text.Text.Length && char.IsLowSurrogate(text.Text[end]) ? 1 : 0;
        return (start > 0 ? "…" : "") + TerminalText.OneLine(text.Text[start..end]) + (end < text.Text.Length ? "…" : "");
    }

    private static (int Tokens, double Observed, double Kappa) Compare(IReadOnlyList<DocErrors> docs)
    {
        var both = new Dictionary<(string, string), int>();
        foreach (DocErrors doc in docs)
        {
            string[] first = LabelsOf(doc.Gold, doc.Gold);
            string[] second = LabelsOf(doc.Gold, doc.Predicted);
            foreach ((string, string) labels in first.Zip(second))
            {
                both[labels] = both.GetValueOrDefault(labels) + 1;
            }
        }

        double tokens = both.Values.Sum();
        double observed = both.Where(count => count.Key.Item1 == count.Key.Item2).Sum(count => count.Value) / tokens;
        double byChance = both.Keys.SelectMany(labels => new[] { labels.Item1, labels.Item2 }).Distinct().Sum(label =>
            both.Where(count => count.Key.Item1 == label).Sum(count => count.Value) / tokens
            * (both.Where(count => count.Key.Item2 == label).Sum(count => count.Value) / tokens));
        return ((int)tokens, observed, byChance < 1 ? (observed - byChance) / (1 - byChance) : double.NaN);
    }

    /// <summary>The label of each token, empty where it has none; the other's entities by the tokens they touch.</summary>
    private static string[] LabelsOf(Doc tokens, Doc annotated)
    {
        string[] labels = new string[tokens.Count];
        Array.Fill(labels, "");
        foreach (Span entity in annotated.Entities)
        {
            if (tokens.CharSpan(entity.StartChar, entity.EndChar, alignment: SpanAlignment.Expand) is { } span)
            {
                Array.Fill(labels, entity.Label, span.Start, span.Count);
            }
        }

        return labels;
    }
}
