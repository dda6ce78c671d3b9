using System.Text.RegularExpressions;
using NerWorkshop.Notebooks;

namespace NerWorkshop.Cli.Tests;

public sealed partial class WorkshopNotebookTests
{
    /// <summary>What the text of a notebook says of its model's answers: what the cells must then show.</summary>
    private static readonly Dictionary<string, (string Cell, string Shown)[]> Claims = new()
    {
        ["01-introduction.ipynb"] =
        [
            ("render", "Dr. Jane Smith [PERSON] from"),
            ("render", "World Health Organization [ORG] gave a talk in Geneva [GPE] on July 15, 2021 [DATE], about"),
            ("lower", "jane smith [PERSON]"),
        ],
        ["02-forum-posts.ipynb"] = [("exclude", "Stacy PERSON"), ("exclude", "Tinder ORG")],
        ["04-entity-ruler.ipynb"] =
        [
            ("before", "TikTok ORG"),
            ("wrong", "The model alone\nChad [GPE] is"),
            ("wrong", "With our rule\nChad [PERSON] is"),
        ],
        ["05-training.ipynb"] =
        [
            ("test", "People debate Redpill [IDEOLOGY] ideas on Reddit [PLATFORM] and meet on Tinder [PLATFORM]."),
            ("overfit", "I read it on Wikipedia [PLATFORM]."),
            ("overfit", "Pinterest banned the group."),
            ("overfit", "My brother met his wife on Mallorca [PLATFORM]."),
            ("overfit", "We meet on Monday [PLATFORM]."),
            ("forget", "before: F1 0.97\nafter: F1 0.75"),
            ("teach", "after: F1 0.95"),
            ("teach", "Redpill [IDEOLOGY] ideas on Reddit [PLATFORM]."),
        ],
        ["06-evaluation.ipynb"] =
        [
            ("nested", "'Geneva' (GPE) overlaps 'University of Geneva' (ORG)."),
            ("hand-count", "precision 0.667\nrecall 0.500\nF1 0.571"),
            ("scorer", "all 0.667 0.500 0.571 2 1 2"),
            ("gold", "160 posts"),
            ("agreement", "60 texts, 1117 tokens: entity F1 0.961, Cohen's kappa 0.980 on tokens"),
            ("disagreements", "Vinted (ORG) Vinted (PLATFORM)"),
            ("analysis", "stock model 0.614 0.474 0.535\nrules alone 0.938 0.351 0.511\nboth 0.855 0.825 0.839"),
            ("by-label", "ORG 0.750 0.692 0.720"),
            ("by-label", "PLATFORM 1.000 0.969 0.984"),
            ("by-label", "IDEOLOGY 0.733 0.733 0.733"),
            ("classes-chart", "stock model 81 0 42 4 44 5\nrules alone 60 1 1 0 109 2"),
            ("forms", "chad 2 0 none → GPE (1), none → PERSON (1)"),
            ("intervals", "IDEOLOGY 15 0.733 0.733 0.733 0.444 0.938"),
            ("intervals", "0.839 0.781 0.893"),
            ("compare", "difference +0.305 (0.210 to 0.399), p = 0.0001"),
            ("compare", "PERSON 27 0.800 0.842 0.042 0.000 0.112 0.4988"),
            ("compare-small", "p = 1.0000"),
            ("curve-table", "0.700 299 0.635 0.614 0.658\n1.000 427 0.666 0.655 0.677"),
            ("leak", "12 texts are in both parts"),
            ("accuracy", "and an F1 of 0.000"),
            ("unmarked", "without numbers: precision 0.614"),
        ],
        ["07-hybrids-and-linking.ipynb"] =
        [
            ("component", "ordered AB-1234 [PRODUCT_SKU] and XYZ-99887766 [PRODUCT_SKU] on"),
            ("regex-ruler", "ordered AB-1234 [PRODUCT_SKU · sku] and XYZ-99887766 [PRODUCT_SKU · sku] on"),
            ("alignment", "Strict black pill\nContract black pill, black\nExpand black pill, black pills"),
            ("safe", "0 found in 5001 letters"),
            ("order", "people False Paris Hilton [PERSON] flew to Paris [GPE].\npeople True Paris [GPE] Hilton flew"),
            ("order", "places False Paris [GPE] Hilton flew to Paris [GPE].\nplaces True Paris Hilton [PERSON] flew"),
            ("repair", "Repaired\nDr. Jane Smith [PERSON] of Geneva [LOC] called two times."),
            ("overlap", "5 spans, 0 entities"),
            ("longest", "The University of Washington [ORG] in Seattle [GPE] wrote to the Washington Post [ORG]."),
            ("candidates", "washington-state 0.250 0.192 0.855\nwashington-dc 0.450 0.000"),
            ("linked", "My cousin Jordan [PERSON · NIL] cannot come"),
            ("accuracy", "priors only 48.7 % 41.8 %"),
            ("accuracy", "priors, context and type 97.4 % 93.7 %"),
            ("errors", "Lincoln abraham-lincoln NIL My first teacher, Mr. Lincoln"),
            ("count-after", "Washington PERSON george-washington 1"),
            ("forum", "Chad [PERSON · chad-country] is also a country in Africa."),
            ("forum", "My boss Chad [PERSON · NIL] moved"),
            ("forum-count", "Chad PERSON chad-country 4"),
            ("forum-country", "Lake Chad [PERSON · chad-country] has lost 90% of its water"),
            ("save", "entity_linker/kb.jsonl"),
            ("save-function", "'product_sku_ruler' is a function, which a folder cannot hold"),
            ("save-function", "ner → product_sku_ruler → codes"),
        ],
    };

    public static TheoryData<string> Names => [.. WorkshopNotebook.Names];

    public static TheoryData<string, string> Exercises => [.. WorkshopNotebook.Names.SelectMany(name =>
        WorkshopNotebook.Read(name).Cells.Where(cell => cell.HasTag(WorkshopNotebook.Exercise)).Select(cell => (name, cell.Id)))];

    [Fact]
    public void The_workshop_has_seven_parts()
    {
        Assert.Equal(
            [
                "01-introduction.ipynb", "02-forum-posts.ipynb", "03-matcher.ipynb", "04-entity-ruler.ipynb", "05-training.ipynb",
                "06-evaluation.ipynb", "07-hybrids-and-linking.ipynb",
            ],
            WorkshopNotebook.Names);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_notebook_run_untouched_never_throws_asks_for_an_answer_and_shows_what_its_text_says(string name)
    {
        NotebookDocument notebook = WorkshopNotebook.Read(name);

        NotebookRunResult result = await Run(notebook, WorkshopNotebook.Folder);

        Assert.Equal("", WorkshopNotebook.Describe(result));
        IReadOnlyList<string> feedback = WorkshopNotebook.Feedback(notebook);
        Assert.NotEmpty(feedback);
        Assert.All(feedback, said => Assert.StartsWith("Not yet: ", said));
        Assert.All(Claims.GetValueOrDefault(name, []), claim => Assert.Contains(
            claim.Shown, WorkshopNotebook.Shown(notebook.Cells.Single(cell => cell.Id == claim.Cell))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_solution_passes_every_check(string name)
    {
        NotebookDocument notebook = WorkshopNotebook.ReadSolution(name);

        NotebookRunResult result = await Run(notebook, WorkshopNotebook.SolutionFolder);

        Assert.Equal("", WorkshopNotebook.Describe(result));
        Assert.All(WorkshopNotebook.Feedback(notebook), said => Assert.StartsWith("Right: ", said));
    }

    [Theory]
    [MemberData(nameof(Exercises))]
    public async Task A_check_says_what_is_wrong_with_each_likely_mistake(string name, string exercise)
    {
        NotebookDocument notebook = WorkshopNotebook.Read(name);
        (string Answer, string Feedback)[] answers = WrongAnswers.ByExercise[(name, exercise)];
        Assert.True(answers.Length >= 2);
        List<NotebookCell> checks = GiveAnswers(notebook, exercise, answers.Select(answer => answer.Answer));

        NotebookRunResult result = await Run(notebook, WorkshopNotebook.Folder);

        Assert.Equal("", WorkshopNotebook.Describe(result));
        Assert.All(answers.Zip(checks), pair =>
            Assert.StartsWith(pair.First.Feedback, WorkshopNotebook.Result(pair.Second)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_solution_differs_from_its_notebook_in_exercise_cells_and_paths_only(string name)
    {
        NotebookDocument learner = WorkshopNotebook.Read(name);
        NotebookDocument solution = WorkshopNotebook.ReadSolution(name);

        Assert.Equal(learner.Cells.Select(cell => (cell.Id, cell.Kind)), solution.Cells.Select(cell => (cell.Id, cell.Kind)));
        Assert.Equal(learner.Metadata.ToJsonString(), solution.Metadata.ToJsonString());
        foreach ((NotebookCell ours, NotebookCell theirs) in learner.Cells.Zip(solution.Cells))
        {
            Assert.Equal(ours.Metadata.ToJsonString(), theirs.Metadata.ToJsonString());
            if (ours.HasTag(WorkshopNotebook.Exercise))
            {
                Assert.NotEqual(ours.Source, theirs.Source);
            }
            else
            {
                Assert.Equal(PathUp().Replace(ours.Source, "../../"), theirs.Source);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_notebook_has_an_exercise_with_its_check_behind_it_and_is_committed_without_outputs(string name)
    {
        foreach (NotebookDocument notebook in new[] { WorkshopNotebook.Read(name), WorkshopNotebook.ReadSolution(name) })
        {
            string[] exercises = [.. notebook.Cells.SelectMany(cell => cell.Tags)
                .Where(tag => tag is WorkshopNotebook.Exercise or WorkshopNotebook.Check)];
            Assert.NotEmpty(exercises);
            Assert.All(exercises.Chunk(2), pair => Assert.Equal([WorkshopNotebook.Exercise, WorkshopNotebook.Check], pair));
            Assert.All(notebook.Cells.Where(cell => cell.Kind == CellKind.Code), cell =>
            {
                Assert.Empty(cell.Outputs);
                Assert.Null(cell.ExecutionCount);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Links_to_files_lead_somewhere(string name)
    {
        foreach (string folder in new[] { WorkshopNotebook.Folder, WorkshopNotebook.SolutionFolder })
        {
            NotebookDocument notebook = NotebookDocument.Read(Path.Combine(folder, name));
            IEnumerable<string> targets = notebook.Cells.Where(cell => cell.Kind == CellKind.Markdown)
                .SelectMany(cell => Link().Matches(cell.Source)).Select(match => match.Groups[1].Value);
            Assert.All(targets, target => Assert.True(File.Exists(Path.Combine(folder, target)), target));
        }
    }

    private static Task<NotebookRunResult> Run(NotebookDocument notebook, string folder) =>
        NotebookRunner.RunAsync(notebook, folder, cancellation: TestContext.Current.CancellationToken);

    /// <summary>Repeats an exercise, up to its check, once for each answer; what follows is left out.</summary>
    private static List<NotebookCell> GiveAnswers(NotebookDocument notebook, string id, IEnumerable<string> answers)
    {
        List<NotebookCell> cells = [.. notebook.Cells.Where(cell => cell.Kind == CellKind.Code)];
        int exercise = cells.FindIndex(cell => cell.Id == id);
        int check = cells.FindIndex(exercise, cell => cell.HasTag(WorkshopNotebook.Check));
        notebook.Cells.Clear();
        cells.Take(exercise).ToList().ForEach(notebook.Cells.Add);
        var checks = new List<NotebookCell>();
        foreach (string answer in answers)
        {
            for (int i = exercise; i <= check; i++)
            {
                string source = i == exercise ? answer : cells[i].Source;
                notebook.Cells.Add(new NotebookCell(CellKind.Code, source, $"{cells[i].Id}-{checks.Count}"));
            }

            checks.Add(notebook.Cells[^1]);
        }

        return checks;
    }

    /// <summary>A path that leads out of the notebooks' folder: it has one step more in the folder below.</summary>
    [GeneratedRegex(@"(?<![./\w])\.\./(?=lib/|data/)")]
    private static partial Regex PathUp();

    /// <summary>A Markdown link to a file.</summary>
    [GeneratedRegex(@"\]\((?!https?:)([^)#\s]+)\)")]
    private static partial Regex Link();
}
