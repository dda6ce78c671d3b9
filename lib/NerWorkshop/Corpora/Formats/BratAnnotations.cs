using System.Globalization;
using System.Text;

namespace NerWorkshop;

/// <summary>The lines of a brat <c>.ann</c> file, and the text they are about.</summary>
internal sealed class BratAnnotations(AnnotatedText text, CorpusLog log)
{
    /// <summary>The knowledge base whose entries are written without its name.</summary>
    private const string DefaultBase = "Wikidata";

    private static readonly Dictionary<char, string> Others = new()
    {
        ['R'] = "relations",
        ['E'] = "events",
        ['A'] = "attributes",
        ['M'] = "attributes",
        ['#'] = "notes of annotators",
        ['*'] = "equivalences",
    };

    /// <summary>Reads the entities; what else there is goes to the log.</summary>
    /// <param name="annotations">The file's content.</param>
    /// <param name="text">The text.</param>
    /// <param name="file">The file, for errors.</param>
    /// <param name="name">The document, for notes.</param>
    /// <param name="log">Takes what cannot be held.</param>
    /// <exception cref="InvalidDataException">A line is wrong; the message names it.</exception>
    public static IReadOnlyList<TextEntity> Parse(string annotations, string text, string file, string name, CorpusLog log)
    {
        var offsets = new CodePointOffsets(text);
        var entities = new OrderedDictionary<string, TextEntity>(StringComparer.Ordinal);
        string[] lines = annotations.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].TrimEnd('\r');
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            InvalidDataException Error(string what) =>
                new(string.Create(CultureInfo.InvariantCulture, $"{file}, line {i + 1}: {what}."));

            if (line[0] == 'T')
            {
                (string id, TextEntity? entity) = ParseEntity(line, text, offsets, Error);
                if (entity is null)
                {
                    log.Add("entities left out, because they are discontinuous", $"{name}, line {i + 1}");
                }
                else if (!entities.TryAdd(id, entity))
                {
                    throw Error($"there are two annotations {id}");
                }
            }
            else if (line[0] == 'N')
            {
                Link(line, entities, $"{name}, line {i + 1}", log, Error);
            }
            else
            {
                log.Add(
                    Others.TryGetValue(line[0], out string? kind) ? $"brat's {kind} are not read" : throw Error($"'{line}' is no annotation"),
                    $"{name}, line {i + 1}");
            }
        }

        return [.. entities.Values];
    }

    /// <summary>The entities as a file.</summary>
    public string Format()
    {
        var offsets = new CodePointOffsets(text.Text);
        var lines = new StringBuilder();
        int links = 0;
        for (int i = 0; i < text.Entities.Count; i++)
        {
            TextEntity entity = text.Entities[i];
            string fragments = string.Join(';', Fragments(entity).Select(fragment => string.Create(
                CultureInfo.InvariantCulture,
                $"{offsets.ToCodePoints(fragment.Start)} {offsets.ToCodePoints(fragment.End)}")));
            string surface = Surface(text.Text, Fragments(entity));
            lines.Append(CultureInfo.InvariantCulture, $"T{i + 1}\t{TypeOf(entity)} {fragments}\t{surface}\n");
            if (entity.KbId.Length > 0)
            {
                string entry = entity.KbId.Contains(':') ? entity.KbId : $"{DefaultBase}:{entity.KbId}";
                lines.Append(CultureInfo.InvariantCulture, $"N{++links}\tReference T{i + 1} {entry}\t{surface}\n");
            }
        }

        return lines.ToString();
    }

    private static (string Id, TextEntity? Entity) ParseEntity(
        string line, string text, CodePointOffsets offsets, Func<string, InvalidDataException> error)
    {
        string[] columns = line.Split('\t', 3);
        string[] span = columns.Length >= 2 ? columns[1].Split(' ', 2) : [];
        if (span.Length < 2)
        {
            throw error($"'{line}' is no entity: it needs an id, a type with a start and an end, and a text, parted by tabs");
        }

        int length = offsets.ToCodePoints(text.Length);
        var fragments = new List<(int Start, int End)>();
        foreach (string fragment in span[1].Split(';'))
        {
            string[] ends = fragment.Split(' ');
            if (ends.Length != 2
                || !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int start)
                || !int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out int end)
                || start >= end || end > length)
            {
                throw error($"'{fragment}' is no start and end within the text, which has {length} characters");
            }

            fragments.Add((offsets.ToUtf16(start), offsets.ToUtf16(end)));
        }

        if (columns.Length == 3 && columns[2] != Surface(text, fragments))
        {
            throw error($"the text at {span[1]} is '{Surface(text, fragments)}', not '{columns[2]}'");
        }

        // An annotation over the end of a line is written in two parts.
        bool isContinuous = fragments.Zip(fragments.Skip(1)).All(
            pair => pair.First.End <= pair.Second.Start && string.IsNullOrWhiteSpace(text[pair.First.End..pair.Second.Start]));
        return (columns[0], isContinuous ? new TextEntity(fragments[0].Start, fragments[^1].End, span[0]) : null);
    }

    /// <summary>An entity's entry in a knowledge base: <c>N1 Reference T1 Wikidata:Q90 Paris</c>.</summary>
    private static void Link(
        string line,
        OrderedDictionary<string, TextEntity> entities,
        string place,
        CorpusLog log,
        Func<string, InvalidDataException> error)
    {
        string[] reference = line.Split('\t') is [_, var what, ..] ? what.Split(' ', 3) : [];
        if (reference.Length < 3)
        {
            throw error($"'{line}' is no link to a knowledge base");
        }

        if (!entities.TryGetValue(reference[1], out TextEntity? entity) || entity.KbId.Length > 0)
        {
            log.Add("brat's links to more than one entry, or of what is no entity, are not read", place);
            return;
        }

        string entry = reference[2].StartsWith($"{DefaultBase}:", StringComparison.Ordinal)
            ? reference[2][(DefaultBase.Length + 1)..]
            : reference[2];
        entities[reference[1]] = entity with { KbId = entry };
    }

    private static string Surface(string text, IEnumerable<(int Start, int End)> fragments) => string.Join(
        ' ', fragments.Select(fragment => text[fragment.Start..fragment.End].Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' ')));

    /// <summary>An entity in parts, none of which holds the end of a line, for brat shows text line by line.</summary>
    private List<(int Start, int End)> Fragments(TextEntity entity)
    {
        var fragments = new List<(int, int)>();
        int start = entity.StartChar;
        for (int i = start; i <= entity.EndChar; i++)
        {
            if (i == entity.EndChar || text.Text[i] == '\n')
            {
                if (i > start)
                {
                    fragments.Add((start, i));
                }

                start = i + 1;
            }
        }

        // One that begins or ends with the end of a line cannot be cut there without losing it.
        bool isWhole = fragments.Count > 0 && text.Text[entity.StartChar] != '\n' && text.Text[entity.EndChar - 1] != '\n';
        return isWhole ? fragments : [(entity.StartChar, entity.EndChar)];
    }

    /// <summary>A label as brat takes it for a type.</summary>
    private string TypeOf(TextEntity entity)
    {
        string type = string.Concat(entity.Label.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        type = type.Length > 0 ? type : "_";
        if (type != entity.Label)
        {
            log.Add("labels changed, because brat takes only letters, digits, - and _", $"{text.Place}: '{entity.Label}'");
        }

        return type;
    }
}
