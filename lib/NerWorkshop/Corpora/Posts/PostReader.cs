using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;

namespace NerWorkshop;

/// <summary>Reads <see cref="Posts"/> from CSV or JSON lines.</summary>
internal static class PostReader
{
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    public static Posts Read(
        string source, string textColumn, long maxDownload = CorpusFile.MaxDownload, TimeSpan? timeout = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentException.ThrowIfNullOrEmpty(textColumn);
        var columns = new ColumnNames();
        var notes = new List<string>();
        using PeekStream stream = CorpusFile.Open(source, maxDownload, timeout);
        return new Posts([.. ReadRows(stream, source, textColumn, columns, notes)], columns.Names, notes);
    }

    /// <summary>Reads row by row.</summary>
    /// <param name="source">A file or a web address.</param>
    /// <param name="textColumn">The column that holds the text.</param>
    /// <param name="notes">Takes, at the end, what a reader should know.</param>
    public static IEnumerable<Post> Stream(string source, string textColumn, List<string> notes)
    {
        using PeekStream stream = CorpusFile.Open(source);
        foreach (Post post in ReadRows(stream, source, textColumn, new ColumnNames(), notes))
        {
            yield return post;
        }
    }

    private static IEnumerable<Post> ReadRows(
        PeekStream stream, string source, string textColumn, ColumnNames columns, List<string> notes) =>
        JsonLines.Looks(source, stream.Head)
            ? ReadJsonLines(stream, source, textColumn, columns, notes)
            : ReadCsv(stream, source, textColumn, columns, notes);

    private static IEnumerable<Post> ReadCsv(
        PeekStream stream, string source, string textColumn, ColumnNames columns, List<string> notes)
    {
        char? separator = FindSeparator(stream.Head);
        var encoding = new CorpusEncoding();
        var longRows = new List<int>();
        var shortRows = new List<int>();
        var oddQuotes = new List<int>();
        using CsvReader csv = CsvReader.Create(encoding.Reader(stream), new CsvReaderOptions
        {
            Separator = separator,
            SkipEmptyLines = false,
            TrackLineNumbers = true,
            OnMalformedRecord = record =>
            {
                if (record.Reason == CsvMalformedReason.UnterminatedQuote)
                {
                    throw OpenQuote(source, record.LineNumber);
                }

                oddQuotes.Add((int)record.RecordNumber - 2);
            },
        });
        columns.AddHeader(csv.Headers);
        int width = columns.Names.Count;
        int text = columns.Require(textColumn, source);
        int row = 0;
        int blankRows = 0;
        while (csv.Read())
        {
            // Empty lines after the last row are the file's end, not data.
            if (csv.RawRecord.IsEmpty)
            {
                blankRows++;
                continue;
            }

            for (; blankRows > 0; blankRows--)
            {
                yield return new Post(row++, "", new RowFields(columns, []));
            }

            string[] values = [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)];
            if (values.Length != width)
            {
                (values.Length > width ? longRows : shortRows).Add(row);
            }

            yield return new Post(row++, text < values.Length ? values[text] : "", new RowFields(columns, values));
        }

        notes.AddRange(
        [
            .. encoding.Note is { } note ? [note] : Array.Empty<string>(),
            .. Note(longRows, "more values than the header has columns; what is beyond them was left out"),
            .. Note(shortRows, "fewer values than the header has columns; the missing ones are empty"),
            .. Note(oddQuotes, "a quote where none belongs; it was kept as text"),
        ]);
    }

    private static IEnumerable<Post> ReadJsonLines(
        Stream stream, string source, string textField, ColumnNames columns, List<string> notes)
    {
        var encoding = new CorpusEncoding();
        using StreamReader reader = encoding.Reader(stream);
        int row = 0;
        foreach ((int line, JsonObject json) in JsonLines.ReadObjects(reader, source))
        {
            string[] values = [.. Enumerable.Repeat("", columns.Names.Count)];
            foreach ((string name, JsonNode? value) in json)
            {
                int index = columns.IndexOrAdd(name);
                if (index >= values.Length)
                {
                    Array.Resize(ref values, index + 1);
                }

                values[index] = value switch
                {
                    null => "",
                    _ when value.GetValueKind() == JsonValueKind.String => JsonLines.String(value, source, line),
                    _ => value.ToJsonString(JsonLines.Options),
                };
            }

            int text = columns.IndexOf(textField);
            string found = text >= 0 && text < values.Length ? values[text] : "";
            yield return new Post(row++, found, new RowFields(columns, values));
        }

        columns.Require(textField, source);
        if (encoding.Note is { } note)
        {
            notes.Add(note);
        }
    }

    /// <summary>
    /// The separator that cuts the header into most columns: the names of columns hold none of the others, while texts
    /// are full of them. Null where the file says it itself, as Excel's do in a first line <c>sep=;</c>.
    /// </summary>
    private static char? FindSeparator(ReadOnlySpan<byte> head)
    {
        byte[] bytes = head.ToArray();
        string? firstLine = new CorpusEncoding().Reader(new MemoryStream(bytes)).ReadLine();
        return firstLine?.StartsWith("sep=", StringComparison.Ordinal) == true
            ? null
            : Separators.MaxBy(separator =>
            {
                using CsvReader csv = CsvReader.Create(
                    new CorpusEncoding().Reader(new MemoryStream(bytes)),
                    new CsvReaderOptions { Separator = separator });
                return csv.Headers.Count;
            });
    }

    private static InvalidDataException OpenQuote(string source, long line) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{source}, line {line}: a quote (\") is opened and never closed. Close it, or double it if it is text."));

    private static IEnumerable<string> Note(List<int> rows, string what)
    {
        const int Listed = 5;
        if (rows.Count > 0)
        {
            string more = rows.Count > Listed ? ", …" : "";
            string noun = rows.Count == 1
                ? "1 row has"
                : string.Create(CultureInfo.InvariantCulture, $"{rows.Count} rows have");
            yield return $"{noun} {what} (row {string.Join(", ", rows.Take(Listed))}{more})";
        }
    }
}
