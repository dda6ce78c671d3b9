namespace NerWorkshop;

/// <summary>A file format of annotated texts. <see cref="Corpus.Formats"/> lists those there are.</summary>
public interface ICorpusFormat
{
    /// <summary>A short name, such as <c>conll</c>.</summary>
    string Name { get; }

    /// <summary>What it is, in a line.</summary>
    string Description { get; }

    /// <summary>Endings of its files' names, with the dot; the first is the usual one. Empty where a name says nothing.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>What it can hold beside texts and entities.</summary>
    CorpusContent Holds { get; }

    /// <summary>Reads record by record, in bounded memory where the format permits it.</summary>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    /// <exception cref="InvalidDataException">
    /// A record is wrong and is not to be skipped, or the whole is; the message names file and record.
    /// </exception>
    IEnumerable<AnnotatedText> Read(CorpusInput input);

    /// <summary>Writes all texts; what the format cannot hold of them goes to the output's log.</summary>
    /// <exception cref="IOException">The place cannot be written to.</exception>
    void Write(IEnumerable<AnnotatedText> texts, CorpusOutput output);
}
