namespace NerWorkshop;

/// <summary>
/// Annotated texts in files of any format there is: <c>Corpus.Read("train.spacy")</c>, <c>Corpus.Write("train.conll",
/// texts)</c>. Offsets in files count Unicode code points; here they count UTF-16 chars.
/// </summary>
public static class Corpus
{
    /// <summary>The formats, the usual one first.</summary>
    public static IReadOnlyList<ICorpusFormat> Formats { get; } =
    [
        .. Enum.GetValues<JsonLinesDialect>().Select(dialect => new JsonLinesFormat(dialect)),
        .. Enum.GetValues<ColumnScheme>().Select(scheme => new Conll(scheme)),
        new EntityCsv(),
        new Brat(),
        new LabelStudio(),
        new DocBin(),
    ];

    /// <summary>The format of a name, such as <c>conll</c>.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static ICorpusFormat Format(string name) => Formats.FirstOrDefault(format => format.Name == name)
        ?? throw new ArgumentException(
            $"There is no format '{name}'. The formats are: {string.Join(", ", Formats.Select(format => format.Name))}.");

    /// <summary>The format of a file, a folder or a web address, by its name and, where that does not tell, its content.</summary>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    /// <exception cref="InvalidDataException">It cannot be told.</exception>
    public static ICorpusFormat FormatOf(string path) => FormatGuess.OfFile(path);

    /// <summary>The format of a stream of text, by its first character, which stays in the stream.</summary>
    /// <exception cref="InvalidDataException">It cannot be told.</exception>
    public static ICorpusFormat FormatOf(TextReader reader, string name) => FormatGuess.OfText(reader, name);

    /// <summary>The format to write under a name.</summary>
    /// <exception cref="InvalidDataException">The name does not say it.</exception>
    public static ICorpusFormat FormatToWrite(string path) => FormatGuess.OfName(path);

    /// <summary>Reads a file, a folder or a web address; the format is guessed from its name and its content.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="log">Takes what there is to tell, such as tags that were repaired.</param>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    /// <exception cref="InvalidDataException">
    /// Its format cannot be told, or a record is wrong and the log does not say to skip it; the message names file and
    /// record.
    /// </exception>
    public static IEnumerable<AnnotatedText> Read(string path, CorpusLog? log = null) =>
        FormatOf(path).Read(new CorpusInput(path, log));

    /// <summary>Writes texts to a file or a folder, which appears once all are written, in the format of its name.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="texts">The texts, which are read once.</param>
    /// <param name="log">Takes what the format could not hold.</param>
    /// <exception cref="IOException">The place cannot be written to.</exception>
    /// <exception cref="InvalidDataException">The name does not say the format.</exception>
    public static void Write(string path, IEnumerable<AnnotatedText> texts, CorpusLog? log = null)
    {
        using var output = new CorpusOutput(path, log);
        Write(texts, FormatToWrite(path), output);
    }

    /// <summary>Writes texts in a format, and notes what it cannot hold of them.</summary>
    /// <exception cref="IOException">The place cannot be written to.</exception>
    public static void Write(IEnumerable<AnnotatedText> texts, ICorpusFormat format, CorpusOutput output)
    {
        format.Write(texts.Select(Numbered).Where(text => CanHold(text, format, output.Log)), output);
        output.Commit();
    }

    /// <summary>A text that is from no file is named in notes by its number.</summary>
    private static AnnotatedText Numbered(AnnotatedText text, int index) => text.Line > 0
        ? text
        : text with { Line = index + 1, Place = FormattableString.Invariant($"text {index + 1}") };

    /// <summary>Notes what is lost of a text; what a format would make wrong, it is not given.</summary>
    private static bool CanHold(AnnotatedText text, ICorpusFormat format, CorpusLog log)
    {
        bool Loses(CorpusContent content) => !format.Holds.HasFlag(content);

        if (!text.IsAccepted && Loses(CorpusContent.Answers))
        {
            log.Add("texts left out, because their annotation was not accepted", text.Place);
            return false;
        }

        if (!text.IsAnnotated && Loses(CorpusContent.Unannotated))
        {
            log.Add("texts that nobody has annotated, written as texts without entities", text.Place);
        }

        if (Loses(CorpusContent.Fields))
        {
            foreach ((string name, _) in text.OtherFields)
            {
                log.Add($"{format.Name} holds no field '{name}'", text.Place);
            }
        }

        if (Loses(CorpusContent.SpanGroups))
        {
            foreach (string name in text.Spans.Keys)
            {
                log.Add($"{format.Name} holds no span group '{name}'", text.Place);
            }
        }

        foreach (TextEntity entity in text.Entities)
        {
            if (entity.Id.Length > 0 && Loses(CorpusContent.Ids))
            {
                log.Add($"{format.Name} holds no ids of entities", text.Place);
            }

            if (entity.KbId.Length > 0 && Loses(CorpusContent.Links))
            {
                log.Add($"{format.Name} holds no links to a knowledge base", text.Place);
            }

            if (entity.Probability is not null && Loses(CorpusContent.Probabilities))
            {
                log.Add($"{format.Name} holds no probabilities", text.Place);
            }
        }

        return true;
    }
}
