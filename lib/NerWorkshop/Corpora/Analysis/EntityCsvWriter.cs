using CsvHelper;

namespace NerWorkshop;

/// <summary>
/// Writes entities as CSV, one a line: <c>row,start,end,text,label,id,probability,kb_id</c>. Offsets count Unicode code
/// points, as in all files.
/// </summary>
internal sealed class EntityCsvWriter : IDisposable
{
    internal static readonly CsvWriterOptions Options = new() { NewLine = "\n" };

    private readonly CsvWriter _csv;

    public EntityCsvWriter(TextWriter writer)
    {
        _csv = CsvWriter.Create(writer, Options, leaveOpen: true);
        foreach (string column in (string[])["row", "start", "end", "text", "label", "id", "probability", "kb_id"])
        {
            _csv.WriteField(column);
        }

        _csv.EndRecord();
    }

    public void Write(int row, AnnotatedText text)
    {
        var offsets = new CodePointOffsets(text.Text);
        foreach (TextEntity entity in text.Entities)
        {
            _csv.WriteField(row);
            _csv.WriteField(offsets.ToCodePoints(entity.StartChar));
            _csv.WriteField(offsets.ToCodePoints(entity.EndChar));
            _csv.WriteField(text.Text[entity.StartChar..entity.EndChar]);
            _csv.WriteField(entity.Label);
            _csv.WriteField(entity.Id);
            _csv.WriteField(entity.Probability, "0.####");
            _csv.WriteField(entity.KbId);
            _csv.EndRecord();
        }
    }

    public void Dispose() => _csv.Dispose();
}
