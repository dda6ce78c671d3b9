using System.Text.RegularExpressions;
using NerWorkshop.Notebooks;

namespace NerWorkshop.Cli.Tests;

/// <summary>The examples in the README are run, and print what it says they print.</summary>
public partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Workspace.Repository, "README.md"));

    public static TheoryData<string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string>();
            foreach (Match match in CodeWithOutput().Matches(Readme))
            {
                examples.Add(match.Groups["code"].Value, match.Groups["output"].Value);
            }

            return examples;
        }
    }

    [Fact]
    public void There_are_examples() => Assert.True(Examples.Count >= 3);

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_prints_what_the_README_says(string code, string output)
    {
        using var space = new Workspace();
        string library = typeof(Pipeline).Assembly.Location;
        var document = new NotebookDocument();
        document.Cells.Add(new NotebookCell(CellKind.Code, $"#r \"{library}\"\n{code}", "example"));
        NotebookRunResult result = await NotebookRunner.RunAsync(document, space.Folder);
        Assert.Null(result.Failure);
        string printed = string.Concat(document.Cells[^1].Outputs.OfType<StreamOutput>().Select(stream => stream.Text));
        Assert.Equal(output.Trim(), printed.ReplaceLineEndings("\n").Trim());
    }

    [Fact]
    public async Task Every_verb_and_option_of_its_commands_exists()
    {
        MatchCollection commands = Commands().Matches(Readme);
        Assert.NotEmpty(commands);
        foreach (Match command in commands)
        {
            string[] words = command.Groups["args"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] verb = [.. words.TakeWhile(word => !word.StartsWith('-') && !word.Contains('.') && !word.Contains('/'))];
            string help = (await NerRun.Of([.. verb, "--help"])).Out;
            Assert.All(words.Where(word => word.StartsWith("--", StringComparison.Ordinal)), option => Assert.Contains(option, help));
        }
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```\\s*```text\n(?<output>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeWithOutput();

    [GeneratedRegex("NerWorkshop\\.Cli -c Release -- (?<args>[^\n]*)")]
    private static partial Regex Commands();
}
