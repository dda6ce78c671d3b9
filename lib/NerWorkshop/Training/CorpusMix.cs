using System.IO.Compression;
using System.Text.Json;

namespace NerWorkshop;

/// <summary>
/// Annotated corpora with label sets of their own, read as examples in one label set. Files are JSON lines,
/// <c>{"text", "entities": [[start, end, label]]}</c>, plain or <c>.gz</c>, with offsets in Unicode code points.
/// </summary>
public sealed class CorpusMix
{
    private CorpusMix(IReadOnlyList<Example> examples, int entities, IReadOnlyList<string> misaligned)
    {
        Examples = examples;
        Entities = entities;
        Misaligned = misaligned;
    }

    /// <summary>The sentences of all files in order.</summary>
    public IReadOnlyList<Example> Examples { get; }

    /// <summary>Number of marked spans.</summary>
    public int Entities { get; }

    /// <summary>
    /// Spans that do not start and end with our tokens, as <c>file:line: 'text' (label)</c>. They are learned as what
    /// the tokens they touch may be.
    /// </summary>
    public IReadOnlyList<string> Misaligned { get; }

    /// <summary>Reads corpora.</summary>
    /// <param name="sources">The files.</param>
    /// <param name="map">What their labels mean.</param>
    /// <param name="labels">The labels to learn; what the map says of others is left out.</param>
    /// <exception cref="InvalidDataException">A line is not as it should be; the message names file and line.</exception>
    /// <exception cref="KeyNotFoundException">The map lacks a corpus or a label; the message says which.</exception>
    public static CorpusMix Read(IEnumerable<CorpusSource> sources, LabelMap map, IReadOnlyCollection<string> labels)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(labels);
        var examples = new List<Example>();
        var misaligned = new List<string>();
        int entities = 0;
        foreach (CorpusSource source in sources)
        {
            List<Sentence> sentences = ReadSentences(source.Path);
            entities += sentences.Sum(sentence => sentence.Entities.Count);
            IReadOnlyList<string> hidden = Hidden(sentences, map, source.Name, labels);
            foreach (Sentence sentence in sentences)
            {
                examples.Add(ToExample(sentence, source, map, labels, hidden, misaligned));
            }
        }

        return new CorpusMix(examples, entities, misaligned);
    }

    /// <summary>The labels a file never gives: those the map says, and those that none of its spans may stand for.</summary>
    private static List<string> Hidden(
        List<Sentence> sentences, LabelMap map, string corpus, IReadOnlyCollection<string> labels)
    {
        HashSet<string> given = [.. sentences.SelectMany(s => s.Entities).Select(e => e.Label).Distinct()
            .SelectMany(label => map.Targets(corpus, label))];
        return [.. labels.Where(label => !given.Contains(label) || map.Unannotated(corpus).Contains(label))];
    }

    private static Example ToExample(
        Sentence sentence, CorpusSource source, LabelMap map, IReadOnlyCollection<string> labels,
        IReadOnlyList<string> hidden, List<string> misaligned)
    {
        Doc doc = Tokenizer.English.Tokenize(sentence.Text);
        var offsets = new CodePointOffsets(sentence.Text);
        var spans = new List<PartialSpan>();
        foreach ((int start, int end, string label) in sentence.Entities.OrderBy(e => e.Start))
        {
            int startChar = offsets.ToUtf16(start);
            int endChar = offsets.ToUtf16(end);
            bool aligned = true;
            Span? span = doc.CharSpan(startChar, endChar);
            if (span is null)
            {
                aligned = false;
                span = doc.CharSpan(startChar, endChar, alignment: SpanAlignment.Expand)
                    ?? throw new InvalidDataException(
                        $"{source.Path}:{sentence.Line}: there is no text from {start} to {end}.");
                misaligned.Add($"{source.Path}:{sentence.Line}: '{sentence.Text[startChar..endChar]}' ({label})");
            }

            PartialSpan partial = map.Translate(source.Name, span, label, labels);
            if (spans.Count == 0 || spans[^1].End <= partial.Start)
            {
                spans.Add(aligned ? partial : partial with { MayBeNone = true });
            }
        }

        return Example.FromPartial(doc, new PartialLabels(spans, hidden, source.Weight));
    }

    private static List<Sentence> ReadSentences(string path)
    {
        using FileStream file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        using var reader = new StreamReader(content);
        var sentences = new List<Sentence>();
        for (int line = 1; reader.ReadLine() is { } json; line++)
        {
            if (string.IsNullOrWhiteSpace(json))
            {
                continue;
            }

            try
            {
                using var row = JsonDocument.Parse(json);
                sentences.Add(new Sentence(
                    line,
                    row.RootElement.GetProperty("text").GetString()!,
                    [.. row.RootElement.GetProperty("entities").EnumerateArray().Select(e =>
                        (e[0].GetInt32(), e[1].GetInt32(), e[2].GetString()!))]));
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException
                or IndexOutOfRangeException or FormatException)
            {
                throw new InvalidDataException(
                    $"{path}:{line}: expected {{\"text\": …, \"entities\": [[start, end, label], …]}}. {e.Message}", e);
            }
        }

        return sentences;
    }

    private sealed record Sentence(int Line, string Text, List<(int Start, int End, string Label)> Entities);
}
