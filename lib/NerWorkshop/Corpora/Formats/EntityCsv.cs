using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;

namespace NerWorkshop;

/// <summary>
/// Entities in a CSV file, as <c>ner analyze</c> writes them, and the texts they refer to by row in another: for
/// <c>posts.csv</c> they are in <c>posts.entities.csv</c> beside it. One file could not hold both without repeating the
/// text for each entity, and texts without entities would be lost.
/// </summary>
internal sealed class EntityCsv : ICorpusFormat
{
    private const string EntityEnding = ".entities.csv";
    private const string RowColumn = "row";

    private static readonly string[] Required = [RowColumn, "start", "end", "label"];

    public string Name => "csv";

    public string Description => "CSV of texts, with NAME.entities.csv beside it: row, start, end, text, label, id, probability, kb_id";

    public IReadOnlyList<string> Extensions => [".csv"];

    public CorpusContent Holds =>
        CorpusContent.Fields | CorpusContent.Ids | CorpusContent.Links | CorpusContent.Probabilities;

    /// <summary>Whether the beginning of a file is a header with several columns, one of them the text.</summary>
    public static bool Looks(string head) =>
        head.Split('\n')[0].Split(',', ';', '\t', '|').Select(column => column.Trim(' ', '"', '\r')).Contains("text");

    public IEnumerable<AnnotatedText> Read(CorpusInput input)
    {
        (string texts, string? entityFile) = Files(input);
        Dictionary<int, List<Row>>? rows = entityFile is null ? null : ReadEntities(entityFile, input.Log);
        var notes = new List<string>();
        foreach (Post post in PostReader.Stream(texts, input.TextColumn, notes))
        {
            List<Row>? own = null;
            rows?.Remove(post.Row, out own);
            if (ToText(post, own ?? [], entityFile, input) is { } text)
            {
                yield return text;
            }
        }

        foreach (Row row in (rows ?? []).Values.SelectMany(list => list))
        {
            input.Log.Bad(row.Error(entityFile!, $"{texts} has no row of that number"));
        }

        notes.ForEach(note => input.Log.Add(note, texts));
    }

    public void Write(IEnumerable<AnnotatedText> texts, CorpusOutput output)
    {
        using CsvWriter textCsv = CsvWriter.Create(output.OpenText(), EntityCsvWriter.Options, leaveOpen: true);
        using var entityCsv = new EntityCsvWriter(output.OpenText(EntityPath(output.Path)));
        string[]? columns = null;
        int row = 0;
        foreach (AnnotatedText text in texts)
        {
            JsonObject fields = new(text.OtherFields.Select(
                field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
            if (columns is null)
            {
                columns = [.. fields.Select(field => field.Key).Where(name => name is not (RowColumn or "text"))];
                WriteRecord(textCsv, [RowColumn, "text", .. columns]);
            }

            foreach ((string name, JsonNode? value) in fields)
            {
                LogField(name, value, columns, text, output.Log);
            }

            WriteRecord(textCsv, [Number(row), text.Text, .. columns.Select(column => Value(fields[column]))]);
            entityCsv.Write(row++, text);
        }

        if (columns is null)
        {
            WriteRecord(textCsv, [RowColumn, "text"]);
        }
    }

    /// <summary>The files with the texts and with the entities; without the latter, nothing is annotated.</summary>
    private static (string Texts, string? Entities) Files(CorpusInput input)
    {
        string path = input.Path;
        if (IsEntityFile(path))
        {
            return (input.Texts ?? TextPath(path) ?? throw new InvalidDataException(
                $"{path} lists entities by row, but not the texts they are in. Name the file with the texts: --texts FILE."), path);
        }

        string beside = EntityPath(path);
        return input.Texts is not null
            ? throw new InvalidDataException($"{path} is no list of entities: it needs the columns {string.Join(", ", Required)}.")
            : (path, File.Exists(beside) ? beside : null);
    }

    private static string EntityPath(string textPath) => WithoutExtension(textPath) + EntityEnding;

    private static string? TextPath(string entityPath)
    {
        string name = entityPath.EndsWith(EntityEnding, StringComparison.OrdinalIgnoreCase)
            ? entityPath[..^EntityEnding.Length]
            : WithoutExtension(entityPath);
        return ((string[])[".csv", ".csv.gz", ".tsv", ".jsonl", ".jsonl.gz"]).Select(extension => name + extension)
            .FirstOrDefault(path => path != entityPath && File.Exists(path));
    }

    private static string WithoutExtension(string path)
    {
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.ChangeExtension(name, null);
    }

    private static bool IsEntityFile(string path)
    {
        using CsvReader csv = Open(path);
        return Required.All(csv.Headers.Contains);
    }

    private static CsvReader Open(string path) => CsvReader.Create(
        new CorpusEncoding().Reader(CorpusFile.Open(path)),
        new CsvReaderOptions { TrackLineNumbers = true, OnMalformedRecord = _ => { } });

    private static Dictionary<int, List<Row>> ReadEntities(string path, CorpusLog log)
    {
        var rows = new Dictionary<int, List<Row>>();
        using CsvReader csv = Open(path);
        string Get(string column) => csv.TryGetFieldIndex(column, out int index) && index < csv.FieldCount
            ? csv.GetString(index)
            : "";
        int? Integer(string column) =>
            int.TryParse(Get(column), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;

        while (csv.Read())
        {
            double? probability = double.TryParse(
                Get("probability"), NumberStyles.Float, CultureInfo.InvariantCulture, out double p) ? p : null;
            if (Integer(RowColumn) is { } number && Integer("start") is { } start && Integer("end") is { } end)
            {
                var row = new Row(csv.LineNumber, start, end, Get("text"), Get("label"), Get("id"), Get("kb_id"), probability);
                if (!rows.TryGetValue(number, out List<Row>? list))
                {
                    rows[number] = list = [];
                }

                list.Add(row);
            }
            else
            {
                log.Bad(new InvalidDataException(FormattableString.Invariant(
                    $"{path}, line {csv.LineNumber}: row, start and end must be numbers, but are '{Get(RowColumn)}', '{Get("start")}' and '{Get("end")}'.")));
            }
        }

        return rows;
    }

    private static AnnotatedText? ToText(Post post, List<Row> rows, string? entityFile, CorpusInput input)
    {
        var offsets = new CodePointOffsets(post.Text);
        int length = offsets.ToCodePoints(post.Text.Length);
        var entities = new List<TextEntity>();
        foreach (Row row in rows)
        {
            string? found = row.Start < row.End && row.End <= length
                ? post.Text[offsets.ToUtf16(row.Start)..offsets.ToUtf16(row.End)]
                : null;
            if (found is null || (row.Text.Length > 0 && row.Text != found))
            {
                string there = found is null ? FormattableString.Invariant($"{length} characters") : $"'{found}' there";
                input.Log.Bad(row.Error(entityFile!, FormattableString.Invariant(
                    $"'{row.Text}' is not at {row.Start} to {row.End} of row {post.Row}, which has {there}")));
                return null;
            }

            entities.Add(new TextEntity(
                offsets.ToUtf16(row.Start), offsets.ToUtf16(row.End), row.Label, row.Id, row.KbId, row.Probability));
        }

        return new AnnotatedText(post.Text, entities)
        {
            Line = post.Row + 1,
            Place = FormattableString.Invariant($"row {post.Row}"),
            IsAnnotated = entityFile is not null,
            Fields = new JsonObject(post.Fields.Where(field => field.Key != input.TextColumn && field.Key != RowColumn)
                .Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value))),
        };
    }

    private static void LogField(string name, JsonNode? value, string[] columns, AnnotatedText text, CorpusLog log)
    {
        if (!columns.Contains(name))
        {
            log.Add($"csv has no column for the field '{name}', which the first text does not have", text.Place);
        }
        else if (value?.GetValueKind() != JsonValueKind.String)
        {
            log.Add($"csv holds the field '{name}' as a string of JSON", text.Place);
        }
    }

    private static string Value(JsonNode? value) => value switch
    {
        null => "",
        _ when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(JsonLines.Options),
    };

    private static string Number(int row) => row.ToString(CultureInfo.InvariantCulture);

    private static void WriteRecord(CsvWriter csv, IEnumerable<string> values)
    {
        foreach (string value in values)
        {
            csv.WriteField(value);
        }

        csv.EndRecord();
    }

    /// <summary>A line of the file with the entities; offsets count code points.</summary>
    private sealed record Row(
        long Line, int Start, int End, string Text, string Label, string Id, string KbId, double? Probability)
    {
        public InvalidDataException Error(string file, string what) =>
            new(FormattableString.Invariant($"{file}, line {Line}: {what}."));
    }
}
