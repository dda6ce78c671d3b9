namespace NerWorkshop;

/// <summary>
/// Writes a text with what was marked above and what was predicted below it. Where the two overlap, they share one
/// piece of text (HTML's <c>ruby</c>, on both sides), which makes room for the labels.
/// </summary>
internal sealed class ErrorMarkup(ErrorStyle style)
{
    /// <summary>What is no longer than this goes to the next line as a whole, with its labels.</summary>
    private const int Unbroken = 40;

    /// <summary>The text with its labels.</summary>
    public void WriteText(TextWriter writer, DocErrors errors)
    {
        string look = errors.Pairs.Count > 0 ? style.Attribute("text", "labelled") : style.Attribute("text");
        writer.Write($"<div dir=\"auto\"{look}>");
        int end = 0;
        foreach (Cluster cluster in Cluster.Of(errors))
        {
            writer.Write(Html.Encode(errors.Text[end..cluster.Start]));
            WriteCluster(writer, errors.Text, cluster);
            end = cluster.End;
        }

        writer.Write(Html.Encode(errors.Text[end..]));
        writer.Write("</div>");
    }

    /// <summary>The errors in words, as items of a list.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="errors">The text.</param>
    /// <param name="attribute">An attribute for an item, with a space before it; empty for none.</param>
    public void WriteList(TextWriter writer, DocErrors errors, Func<EntityPair, string> attribute)
    {
        if (!errors.HasErrors)
        {
            return;
        }

        writer.Write($"<ul{style.Attribute("list")}>");
        foreach (EntityPair pair in errors.Errors)
        {
            writer.Write($"<li{attribute(pair)}><b>{pair.Class.Name()}</b>: ");
            WriteEntity(writer, (pair.Gold ?? pair.Predicted)!);
            if (pair is { Gold: not null, Predicted: { } predicted })
            {
                writer.Write(", predicted ");
                WriteEntity(writer, predicted);
            }

            writer.Write("</li>");
        }

        writer.Write("</ul>");
    }

    private static void WriteEntity(TextWriter writer, Span entity) =>
        writer.Write($"“<bdi>{Html.Encode(entity.Text)}</bdi>” <bdi>{Html.Encode(entity.Label)}</bdi>");

    private void WriteCluster(TextWriter writer, string text, Cluster cluster)
    {
        EntityPair[] gold = [.. cluster.Pairs.Where(pair => pair.Gold is not null).OrderBy(pair => pair.Gold!.StartChar)];
        EntityPair[] predicted =
            [.. cluster.Pairs.Where(pair => pair.Predicted is not null).OrderBy(pair => pair.Predicted!.StartChar)];

        // The inner label, mostly the longer one, makes the room; the outer one is centred over it.
        bool isShort = cluster.End - cluster.Start <= Unbroken && !text.AsSpan(cluster.Start, cluster.End - cluster.Start).Contains('\n');
        string[] breaking = isShort ? ["short"] : [];
        writer.Write(gold.Length > 0 ? $"<ruby{style.Attribute(["over", .. breaking])}>" : "");
        writer.Write(predicted.Length > 0 ? $"<ruby{style.Attribute(["under", .. breaking])}>" : "");
        WriteBase(writer, text, cluster);
        if (predicted.Length > 0)
        {
            WriteLabels(
                writer, predicted, "predicted", pair => pair.Predicted!.Label, pair => pair.Class != ErrorClass.Correct);
            writer.Write("</ruby>");
        }

        if (gold.Length > 0)
        {
            // What was predicted for it says what is wrong; where nothing was, the marked one says so itself.
            WriteLabels(writer, gold, "gold", pair => pair.Gold!.Label, pair => pair.Predicted is null);
            writer.Write("</ruby>");
        }
    }

    /// <summary>The text, cut wherever an entity begins or ends, each piece with the lines of those that cover it.</summary>
    private void WriteBase(TextWriter writer, string text, Cluster cluster)
    {
        Span[] spans = [.. cluster.Pairs.SelectMany(pair => new[] { pair.Gold, pair.Predicted }).OfType<Span>()];
        int[] cuts = [.. spans.SelectMany(span => new[] { span.StartChar, span.EndChar }).Distinct().Order()];
        for (int i = 0; i + 1 < cuts.Length; i++)
        {
            int at = cuts[i];
            string? above = cluster.Pairs.Where(pair => Covers(pair.Gold, at))
                .Select(pair => ErrorStyle.Gold(pair.Class)).FirstOrDefault();
            string? below = cluster.Pairs.Where(pair => Covers(pair.Predicted, at))
                .Select(pair => ErrorStyle.Predicted(pair.Class)).FirstOrDefault();
            string[] lines = [.. new[] { above, below }.OfType<string>()];
            string piece = Html.Encode(text[at..cuts[i + 1]]);
            writer.Write(lines.Length > 0 ? $"<span{style.Attribute(lines)}>{piece}</span>" : piece);
        }

        static bool Covers(Span? span, int at) => span is not null && span.StartChar <= at && at < span.EndChar;
    }

    private void WriteLabels(
        TextWriter writer, EntityPair[] pairs, string whose, Func<EntityPair, string> label, Func<EntityPair, bool> namesClass)
    {
        // The direction is set so that no control character in the text can turn the labels round.
        writer.Write($"<rt dir=\"ltr\"{style.Attribute("label")}><span{style.Attribute("unseen")}> ({whose}: </span>");
        for (int i = 0; i < pairs.Length; i++)
        {
            writer.Write(i > 0 ? " " : "");
            writer.Write($"<span{style.Attribute(ErrorStyle.Chip(pairs[i].Class))}>{Html.Encode(label(pairs[i]))}");
            writer.Write(namesClass(pairs[i]) ? $"&nbsp;·&nbsp;{pairs[i].Class.Name().Replace(" ", "&nbsp;")}" : "");
            writer.Write("</span>");
        }

        writer.Write($"<span{style.Attribute("unseen")}>) </span></rt>");
    }

    /// <summary>Pairs whose entities hang together by overlaps, and the stretch of text they cover.</summary>
    private sealed class Cluster
    {
        private readonly List<EntityPair> _pairs = [];

        public IReadOnlyList<EntityPair> Pairs => _pairs;

        public int Start { get; private init; }

        public int End { get; private set; }

        public static IReadOnlyList<Cluster> Of(DocErrors errors)
        {
            var clusters = new List<Cluster>();
            foreach ((int start, int end, EntityPair pair) in errors.Pairs.Select(Extent).OrderBy(extent => extent.Start))
            {
                if (clusters.Count == 0 || clusters[^1].End <= start)
                {
                    clusters.Add(new Cluster { Start = start, End = end });
                }

                clusters[^1].End = Math.Max(clusters[^1].End, end);
                clusters[^1]._pairs.Add(pair);
            }

            return clusters;
        }

        private static (int Start, int End, EntityPair Pair) Extent(EntityPair pair)
        {
            Span one = (pair.Gold ?? pair.Predicted)!;
            Span other = (pair.Predicted ?? pair.Gold)!;
            return (Math.Min(one.StartChar, other.StartChar), Math.Max(one.EndChar, other.EndChar), pair);
        }
    }
}
