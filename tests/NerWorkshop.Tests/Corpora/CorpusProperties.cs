using FsCheck;
using FsCheck.Fluent;

namespace NerWorkshop.Tests.CorporaTests;

/// <summary>What is written is read back: all that the format can hold, whatever the texts and entities are.</summary>
public class CorpusProperties
{
    [Theory]
    [InlineData("jsonl")]
    [InlineData("prodigy")]
    [InlineData("entities")]
    [InlineData("doccano")]
    [InlineData("csv")]
    [InlineData("brat")]
    [InlineData("label-studio")]
    public void Formats_with_offsets_keep_any_text_and_any_spans(string format) =>
        Prop.ForAll(AnyCorpus.OfAnySpans, texts =>
            AnyCorpus.Shown(AnyCorpus.ThereAndBack(texts, format)) == AnyCorpus.Shown(texts)).QuickCheckThrowOnFailure();

    [Fact]
    public void DocBin_keeps_any_text_and_all_spans_that_fit_tokens() => Prop.ForAll(AnyCorpus.OfTokens, texts =>
        AnyCorpus.Shown(AnyCorpus.ThereAndBack(texts, "spacy")) == AnyCorpus.Shown(texts)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("conll")]
    [InlineData("iob")]
    [InlineData("bio")]
    [InlineData("biluo")]
    [InlineData("bioes")]
    public void Columns_keep_the_words_and_which_of_them_are_entities(string format) =>
        Prop.ForAll(AnyCorpus.OfTokens, texts =>
        {
            AnnotatedText[] once = AnyCorpus.ThereAndBack(texts, format);
            var log = new CorpusLog();
            AnnotatedText[] twice = AnyCorpus.ThereAndBack(once, format, log);
            return Words(once) == Words(twice) && AnyCorpus.Shown(once) == AnyCorpus.Shown(twice)
                && !log.Notes.Any(note => note.What.StartsWith("tags repaired", StringComparison.Ordinal))
                && once.Length == texts.Count(text => !string.IsNullOrWhiteSpace(text.Text))
                && Surfaces(once) == Surfaces(texts);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_that_are_no_DocBin_are_an_error_and_nothing_worse()
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "docbin_3_7.spacy"));
        byte[] unpacked = DocBinBytes.Unpack(whole);
        Gen<byte[]> damaged =
            from position in Gen.Choose(0, unpacked.Length - 1)
            from length in Gen.Choose(0, unpacked.Length)
            from value in ArbMap.Default.GeneratorFor<byte>()
            from isCut in ArbMap.Default.GeneratorFor<bool>()
            select Damage(unpacked, position, value, isCut ? length : unpacked.Length);
        Prop.ForAll(Arb.From(damaged), bytes =>
        {
            using var folder = new TemporaryFolder();
            string path = folder.Write("damaged.spacy", DocBinBytes.Pack(bytes));
            return IsReadOrRefused(path);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
        Prop.ForAll<byte[]>(bytes =>
        {
            using var folder = new TemporaryFolder();
            return IsReadOrRefused(folder.Write("any.spacy", bytes)) && IsReadOrRefused(folder.Write("packed.spacy", DocBinBytes.Pack(bytes)));
        }).QuickCheckThrowOnFailure();
    }

    private static byte[] Damage(byte[] bytes, int position, byte value, int length)
    {
        byte[] damaged = bytes[..length];
        if (position < length)
        {
            damaged[position] = value;
        }

        return damaged;
    }

    private static bool IsReadOrRefused(string path)
    {
        try
        {
            return Corpus.Format("spacy").Read(new CorpusInput(path)).ToList().Count >= 0;
        }
        catch (InvalidDataException e)
        {
            return e.Message.Contains(path);
        }
    }

    private static string Words(IEnumerable<AnnotatedText> texts) =>
        string.Join('\n', texts.Select(text => string.Join('|', text.Tokens!.Select(token => token.Text))));

    /// <summary>The entities without white space and the few words that columns cannot hold.</summary>
    private static string Surfaces(IEnumerable<AnnotatedText> texts) => string.Join('\n', texts.SelectMany(
        text => text.Entities.Where(entity => !string.IsNullOrWhiteSpace(text.Text[entity.StartChar..entity.EndChar])).Select(
            entity => (string.Concat(text.Text[entity.StartChar..entity.EndChar].Where(char.IsAsciiLetterOrDigit)), entity.Label))));
}
