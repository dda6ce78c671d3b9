namespace NerWorkshop;

/// <summary>JSON lines in one of their dialects; a line is a text with its entities and any other fields.</summary>
internal sealed class JsonLinesFormat(JsonLinesDialect dialect) : ICorpusFormat
{
    public string Name => dialect switch
    {
        JsonLinesDialect.Prodigy => "prodigy",
        JsonLinesDialect.Entities => "entities",
        JsonLinesDialect.Doccano => "doccano",
        _ => "jsonl",
    };

    public string Description => dialect switch
    {
        JsonLinesDialect.Prodigy => "JSON lines as Prodigy's: \"spans\" and \"answer\"",
        JsonLinesDialect.Entities => "JSON lines with \"entities\": [[start, end, label]]",
        JsonLinesDialect.Doccano => "JSON lines as doccano's: \"label\": [[start, end, label]]",
        _ => "JSON lines as spaCy's Doc.to_json: \"ents\"; reads all dialects",
    };

    public IReadOnlyList<string> Extensions => dialect == JsonLinesDialect.Spacy ? [".jsonl", ".ndjson", ".json1"] : [];

    public CorpusContent Holds => dialect switch
    {
        JsonLinesDialect.Spacy => CorpusContent.All,
        JsonLinesDialect.Prodigy => CorpusContent.All & ~CorpusContent.SpanGroups,
        _ => CorpusContent.Fields | CorpusContent.Unannotated | CorpusContent.Answers,
    };

    public IEnumerable<AnnotatedText> Read(CorpusInput input)
    {
        using TextReader reader = input.OpenText();
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line) && Parse(line, number, input) is { } text)
            {
                yield return text;
            }
        }
    }

    public void Write(IEnumerable<AnnotatedText> texts, CorpusOutput output)
    {
        TextWriter writer = output.OpenText();
        foreach (AnnotatedText text in texts)
        {
            writer.Write(JsonLines.Format(text, dialect));
            writer.Write('\n');
        }
    }

    private static AnnotatedText? Parse(string line, int number, CorpusInput input)
    {
        try
        {
            return JsonLines.Parse(line, input.Name, number);
        }
        catch (InvalidDataException e)
        {
            input.Log.Bad(e);
            return null;
        }
    }
}
