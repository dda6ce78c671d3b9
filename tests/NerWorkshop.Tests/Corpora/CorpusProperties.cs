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

    [Theory]
    [InlineData("jsonl", """{"text":"a b","ents":[{"start":0,"end":1,"label":"X","id":"i"}],"spans":{"sc":[{"start":2,"end":3,"label":"Y"}]},"tokens":[{"id":0,"start":0,"end":1},{"id":1,"start":2,"end":3}],"answer":"accept"}""")]
    [InlineData("doccano", """{"text":"a b","label":[[0,1,"X"],[2,3,"Y"]],"id":7}""")]
    [InlineData("conll", "-DOCSTART- -X- O O\n\na -X- O B-PER\nb -X- O I-PER\n\nc -X- O S-ORG\n")]
    [InlineData("csv", "row,text,user\n0,\"a \"\"b\"\"\",x\n1,c,\n")]
    [InlineData("label-studio", """[{"id":1,"data":{"text":"a b"},"annotations":[{"was_cancelled":false,"result":[{"type":"labels","value":{"start":0,"end":1,"text":"a","labels":["X"]}}]}]}]""")]
    [InlineData("brat", "T1\tX 0 1;2 3\ta b\nN1\tReference T1 Wikidata:Q1\ta b\nR1\tof Arg1:T1 Arg2:T1\n")]
    public void Damaged_text_is_read_or_refused_with_its_place(string format, string content)
    {
        const string Replacements = "{}[]\",:\\\n\t 0-9Tx\u0000é\ud83d;#";
        Gen<string> damaged =
            from position in Gen.Choose(0, content.Length - 1)
            from length in Gen.Choose(0, 4)
            from insertion in Gen.Elements(Replacements.ToCharArray()).ListOf(2)
            select content[..position] + string.Concat(insertion) + content[Math.Min(position + length, content.Length)..];
        Prop.ForAll(Arb.From(damaged), text =>
        {
            using var folder = new TemporaryFolder();
            folder.Write("f.txt", "a b");
            return IsReadOrRefused(folder.Write("f.ann", text), format);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
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

    private static bool IsReadOrRefused(string path, string format = "spacy")
    {
        try
        {
            return Corpus.Format(format).Read(new CorpusInput(path)).ToList().Count >= 0;
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
