namespace NerWorkshop;

/// <summary>
/// spaCy's <c>DocBin</c>, the binary file by which its training takes documents: MessagePack under zlib, with the
/// tokens of all documents in one table. It is read and written as a whole.
/// </summary>
internal sealed class DocBin : ICorpusFormat
{
    public string Name => "spacy";

    public string Description => "spaCy's DocBin, the binary file for spacy train";

    public IReadOnlyList<string> Extensions => [".spacy"];

    public CorpusContent Holds => CorpusContent.All & ~(CorpusContent.Probabilities | CorpusContent.Answers);

    /// <summary>Whether bytes begin as zlib's do.</summary>
    public static bool Looks(ReadOnlySpan<byte> head) => head is [0x78, var flags, ..] && ((0x78 << 8) | flags) % 31 == 0;

    public IEnumerable<AnnotatedText> Read(CorpusInput input)
    {
        using Stream stream = input.OpenBinary();
        return DocBinContent.Read(stream, input.Name).ToTexts(input.Log);
    }

    public void Write(IEnumerable<AnnotatedText> texts, CorpusOutput output)
    {
        var writer = new DocBinWriter(output.Log);
        foreach (AnnotatedText text in texts)
        {
            writer.Add(text);
        }

        writer.Write(output.OpenBinary());
    }
}
