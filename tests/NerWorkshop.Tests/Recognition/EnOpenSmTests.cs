namespace NerWorkshop.Tests.Recognition;

public class EnOpenSmTests
{
    private static readonly Lazy<Pipeline> Nlp = new(() => Pipeline.Load("en_open_sm"));

    [Fact]
    public void The_workshops_first_sentence_comes_out_as_an_OntoNotes_reader_expects()
    {
        string[] found = [.. Nlp.Value
            .Process("Dr. Jane Smith from the World Health Organization gave a talk in Geneva on July 15, 2021, about COVID-19.")
            .Entities.Select(e => $"{e.Text} {e.Label}")];

        Assert.Equal(
            ["Jane Smith PERSON", "World Health Organization ORG", "Geneva GPE", "July 15, 2021 DATE"], found);
    }

    [Theory]
    [InlineData("Barack Obama was born in Hawaii.", "Barack Obama PERSON, Hawaii GPE")]
    [InlineData("my friend john moved to chicago and works at google", "john PERSON, chicago GPE, google ORG")]
    [InlineData("President Angela Merkel visited the Eiffel Tower in Paris.", "Angela Merkel PERSON, Paris GPE")]
    [InlineData("Most Germans read the New York Times.", "Germans NORP, New York Times ORG")]
    [InlineData("They crossed the Mississippi River.", "Mississippi River LOC")]
    public void Well_known_names_are_found(string text, string expected)
    {
        HashSet<string> found = [.. Nlp.Value.Process(text).Entities.Select(e => $"{e.Text} {e.Label}")];

        Assert.Superset(expected.Split(", ").ToHashSet(), found);
    }

    [Fact]
    public void It_is_the_model_that_its_recipe_describes()
    {
        string folder = Path.Combine(Repository.Root, "data", "models", "en_open_sm");

        var recipe = TrainingRecipe.Read(Path.Combine(folder, "recipe.json"));

        var recognizer = Assert.IsType<EntityRecognizer>(Nlp.Value["ner"]);
        Assert.Equal(recipe.Labels, recognizer.Labels);
        Assert.Equal(recipe.RecallBias, recognizer.RecallBias, precision: 5);
        Assert.True(new FileInfo(Path.Combine(folder, "ner", "model.bin")).Length < 15_000_000);
    }

    [Fact]
    public void It_learned_from_no_sentence_of_the_gold_set()
    {
        string data = Path.Combine(Repository.Root, "data");

        Assert.Empty(Texts("gold", "ontonotes_types.jsonl").Intersect(Texts("training", "ontonotes_style.jsonl")));

        IEnumerable<string> Texts(string folder, string file) =>
            JsonLines.Read(Path.Combine(data, folder, file)).Select(text => text.Text);
    }
}
