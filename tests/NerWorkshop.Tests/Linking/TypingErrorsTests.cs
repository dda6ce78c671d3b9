namespace NerWorkshop.Tests.Linking;

public class TypingErrorsTests
{
    private static readonly string[] Names = MakeNames();

    private static string[] MakeNames()
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, 2_000)
            .Select(_ => new string(random.GetItems("abc d1".AsSpan(), random.Next(3, 10)))).Distinct()];
    }

    [Fact]
    public void The_index_finds_what_a_look_at_every_name_finds()
    {
        var index = new TypingErrors(Names);
        var random = new Random(4);
        int found = 0;
        for (int i = 0; i < 2_000; i++)
        {
            string text = new(random.GetItems("abc d1".AsSpan(), random.Next(3, 10)));
            string[] expected = [.. Names.Where(name => text.Length >= 5 && IsOneError(text, name))];
            Assert.Equal(expected.Order(StringComparer.Ordinal), index.Near(text).Order(StringComparer.Ordinal));
            found += expected.Length;
        }

        Assert.InRange(found, 100, int.MaxValue);
    }

    /// <summary>The rule of the class, tried out letter by letter.</summary>
    private static bool IsOneError(string text, string name)
    {
        IEnumerable<string> Changed()
        {
            for (int i = 1; i <= text.Length; i++)
            {
                foreach (char c in "abc d")
                {
                    yield return text[..i] + c + text[i..];
                    if (i < text.Length && text[i] != '1')
                    {
                        yield return text[..i] + c + text[(i + 1)..];
                    }
                }

                if (i < text.Length && text[i] != '1')
                {
                    yield return text[..i] + text[(i + 1)..];
                }

                if (i + 1 < text.Length && text[i] != '1' && text[i + 1] != '1')
                {
                    yield return text[..i] + text[i + 1] + text[i] + text[(i + 2)..];
                }
            }
        }

        return text != name && Changed().Contains(name);
    }
}
