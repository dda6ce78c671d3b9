using FsCheck;
using FsCheck.Fluent;

namespace NerWorkshop.Tests.CorporaTests;

/// <summary>Annotated texts to try to break formats with, and the way through a file and back.</summary>
internal static class AnyCorpus
{
    private static readonly string[] Pieces =
    [
        "Reddit", "didn't", "U.S.", "r/all", "😀", "👩‍👩‍👧", "é", "e\u0301", "東京", "\"quoted\"", "'s", ",", ";", "\t", "\n", "\r\n", " ",
        "  ", "\u00a0", "\u2028", "-DOCSTART-", "O", "{", "<b>", "\\", "#", "T1", "a,b\"c", "\ufeff", "$5",
    ];

    private static readonly string[] Labels = ["PERSON", "ORG", "PLATFORM", "WORK_OF_ART", "x-y"];

    /// <summary>Texts of which entities overlap, nest and cut words, or are missing altogether.</summary>
    public static Arbitrary<AnnotatedText[]> OfAnySpans { get; } = Of(text =>
        from start in Gen.Choose(0, text.Length - 1)
        from length in Gen.Choose(1, 12)
        select Whole(text, start, Math.Min(start + length, text.Length)));

    /// <summary>Texts whose entities are made of whole tokens and do not overlap.</summary>
    public static Arbitrary<AnnotatedText[]> OfTokens { get; } = Of(text =>
    {
        Doc doc = Tokenizer.English.Tokenize(text);
        return from start in Gen.Choose(0, doc.Count - 1)
               from length in Gen.Choose(1, 3)
               select (doc[start].StartChar, doc[Math.Min(start + length, doc.Count) - 1].EndChar);
    }, WithoutOverlaps);

    /// <summary>Writes texts in a format and reads them again.</summary>
    public static AnnotatedText[] ThereAndBack(IEnumerable<AnnotatedText> texts, string format, CorpusLog? log = null)
    {
        using var folder = new TemporaryFolder();
        ICorpusFormat chosen = Corpus.Format(format);
        using (var output = new CorpusOutput(folder["file.csv"], log))
        {
            Corpus.Write(texts, chosen, output);
        }

        // An empty file is an error to those who read it; here it is no texts.
        bool isEmpty = File.Exists(folder["file.csv"]) && new FileInfo(folder["file.csv"]).Length == 0;
        return isEmpty ? [] : [.. chosen.Read(new CorpusInput(folder["file.csv"], log))];
    }

    /// <summary>What any format must keep: the texts and where their entities are.</summary>
    public static string Shown(IEnumerable<AnnotatedText> texts) => string.Join(
        "\n---\n", texts.Select(text => $"{text.Text}\n=> {string.Join(' ', text.Entities)}"));

    private static Arbitrary<AnnotatedText[]> Of(
        Func<string, Gen<(int, int)>> span, Func<IEnumerable<TextEntity>, IEnumerable<TextEntity>>? choose = null)
    {
        Gen<AnnotatedText> one =
            from pieces in Gen.Elements(Pieces).ListOf()
            let text = string.Concat(pieces)
            from spans in text.Length == 0 ? Gen.Constant(new List<(int, int)>()) : span(text).ListOf()
            from labels in Gen.Elements(Labels).ListOf(spans.Count)
            let entities = spans.Zip(labels, (bounds, label) => new TextEntity(bounds.Item1, bounds.Item2, label))
            select new AnnotatedText(text, [.. choose is null ? entities : choose(entities)]);
        return Arb.From(one.ArrayOf(), texts => texts.Length == 0 ? [] : [texts[..^1], texts[1..]]);
    }

    /// <summary>Files count whole characters: no end within a surrogate pair.</summary>
    private static (int, int) Whole(string text, int start, int end) => (
        char.IsLowSurrogate(text[start]) ? start - 1 : start,
        end < text.Length && char.IsLowSurrogate(text[end]) ? end + 1 : end);

    private static IEnumerable<TextEntity> WithoutOverlaps(IEnumerable<TextEntity> entities)
    {
        var kept = new List<TextEntity>();
        foreach (TextEntity entity in entities)
        {
            if (kept.All(other => other.EndChar <= entity.StartChar || entity.EndChar <= other.StartChar))
            {
                kept.Add(entity);
            }
        }

        return kept.OrderBy(entity => entity.StartChar);
    }
}
