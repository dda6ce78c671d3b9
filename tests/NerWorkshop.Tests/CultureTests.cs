using System.Globalization;
using System.Text;

namespace NerWorkshop.Tests;

/// <summary>The culture of the machine changes no result: here one that writes numbers and dates like no other.</summary>
public class CultureTests
{
    private const string Text = "I paid 1,234.5 $ and -3.5 % in İSTANBUL, ıt's TİTLE 0.5 ISTANBUL i.e. on 5/12 at 10:30am";

    [Fact]
    public void Tokens_matches_entities_and_files_are_the_same_in_any_culture()
    {
        string expected = Everything();
        CultureInfo before = CultureInfo.CurrentCulture;
        var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        strange.NumberFormat = new NumberFormatInfo
        {
            NumberDecimalSeparator = ",",
            NumberGroupSeparator = ".",
            NegativeSign = "~",
            PositiveSign = "&",
            PercentSymbol = "pc",
            PercentDecimalSeparator = ",",
        };
        strange.DateTimeFormat = new DateTimeFormatInfo { DateSeparator = "_", TimeSeparator = "_" };
        try
        {
            CultureInfo.CurrentCulture = strange;
            Assert.Equal("~1,5", $"{-1.5}");
            Assert.Equal(expected, Everything());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Everything()
    {
        using var folder = new TemporaryFolder();
        var all = new StringBuilder();
        TokenExtensions.Set("quarter", token => (token.Index % 8 / 4.0) - 1.5);
        Pipeline nlp = Pipeline.Load("en_open_sm");
        var ruler = nlp.Add(new EntityRuler { PhraseAttribute = TokenAttribute.Lower, OverwriteEntities = true });
        ruler.Add("PLACE", "istanbul", "İstanbul", "title");
        ruler.Add("NUMBER", TokenPattern.ParseAll("""[{"LIKE_NUM": true, "LENGTH": {">=": 3}}, {"OP": "?", "TEXT": {"REGEX": "(?i)^[%I]"}}]"""), "n");
        ruler.Add("QUARTER", TokenPattern.ParseAll("""[{"_": {"quarter": {">=": -1.25}}, "LOWER": {"FUZZY1": "is"}}]"""));
        nlp.Add(new SpanRuler { SpansKey = "groups" }).Add("EQUAL", TokenPattern.ParseAll("""[{"_": {"quarter": -1.5}}]"""));
        foreach (Doc doc in nlp.ProcessAll(Enumerable.Repeat(Text, 200), threads: 2).Take(100).Skip(99))
        {
            foreach (Token token in doc)
            {
                all.AppendJoin('\t', token.Text, token.Lower, token.Norm, token.Shape, token.Prefix, token.Suffix,
                    token.Lexeme.Flags, token.EntityIob, token.EntityType, token.EntityId).Append('\n');
            }

            all.AppendJoin('\n', doc.Spans["groups"]).Append('\n').Append(doc.Render().ToHtml());
        }

        ruler.Save(folder["rules.jsonl"]);
        nlp.Save(folder["nlp"]);
        foreach (string file in Directory.GetFiles(folder.Path, "*.json*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            all.AppendLine(File.ReadAllText(file));
        }

        return all.ToString();
    }
}
