namespace NerWorkshop.Tests.CorporaTests;

public class ConllTests
{
    private static string Read(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["data.conll"], content);
        return string.Join(" | ", Conll.Read(folder["data.conll"]).Select(text =>
            $"{text.Line}: {text.Text} [{string.Join(", ", text.Entities.Select(e => $"{text.Text[e.StartChar..e.EndChar]}={e.Label}"))}]"));
    }

    [Fact]
    public void Sentences_end_at_empty_lines_and_documents() => Assert.Equal(
        "3: EU rejects [EU=ORG] | 6: Peter Blackburn [Peter Blackburn=PER]",
        Read("-DOCSTART- -X- O O\n\nEU NNP B-NP B-ORG\nrejects VBZ B-VP O\n\nPeter NNP B-NP B-PER\nBlackburn NNP I-NP I-PER\n"));

    [Theory]
    [InlineData("I-PER I-PER O", "a b=X")]
    [InlineData("B-PER B-PER O", "a=X, b=X")]
    [InlineData("I-PER I-ORG O", "a=X, b=Y")]
    [InlineData("U-PER U-PER O", "a=X, b=X")]
    [InlineData("B-PER I-PER L-PER", "a b c=X")]
    [InlineData("B-PER E-PER S-ORG", "a b=X, c=Y")]
    [InlineData("O I-PER B-PER", "b=X, c=X")]
    public void Every_common_tag_scheme_is_understood(string tags, string expected)
    {
        string[] columns = tags.Split(' ');
        string read = Read($"a\t{columns[0]}\nb\t{columns[1]}\nc\t{columns[2]}\n");
        Assert.Equal($"1: a b c [{expected.Replace("X", "PER").Replace("Y", "ORG")}]", read);
    }

    [Theory]
    [InlineData("a O\nb\n", "line 2", "a token and a tag")]
    [InlineData("a O\n\nb X-PER\n", "line 3", "'X-PER'")]
    [InlineData("a B-\n", "line 1", "'B-'")]
    public void A_wrong_line_is_named(string content, string line, string what)
    {
        string message = Assert.Throws<InvalidDataException>(() => Read(content)).Message;
        Assert.Contains("data.conll", message);
        Assert.Contains(line, message);
        Assert.Contains(what, message);
    }
}
