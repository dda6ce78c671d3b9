using System.Text.Json.Nodes;

namespace NerWorkshop.Tests;

/// <summary>What spaCy answers: some hundred lines of each kind beside the tests, the whole files where they are at hand.</summary>
internal static class Conformance
{
    public static IReadOnlyList<JsonNode> Fixture(string name) =>
        Read(Path.Combine(AppContext.BaseDirectory, "Fixtures", name + ".jsonl"));

    /// <summary>The whole file from ../shared beside the repository; the test skips where it is absent.</summary>
    public static IReadOnlyList<JsonNode> Whole(string name)
    {
        string path = Path.Combine(Repository.Root, "..", "shared", "conformance", name + ".jsonl");
        Assert.SkipUnless(File.Exists(path), $"needs ../shared/conformance/{name}.jsonl");
        return Read(path);
    }

    private static List<JsonNode> Read(string path) =>
        [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!)];

    /// <summary>The share of lines that agree; the first few that do not go to the test's output.</summary>
    public static double Agreement(IReadOnlyList<JsonNode> lines, Func<JsonNode, (string Expected, string Actual)> answer)
    {
        int agree = 0;
        int shown = 0;
        foreach (JsonNode line in lines)
        {
            (string expected, string actual) = answer(line);
            if (expected == actual)
            {
                agree++;
            }
            else if (shown++ < 20)
            {
                TestContext.Current.TestOutputHelper?.WriteLine(
                    $"{line.ToJsonString()}\n  expected {expected}\n  actual   {actual}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{agree} of {lines.Count} lines agree");
        return (double)agree / lines.Count;
    }
}
