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
    public void No_entity_reaches_from_one_sentence_into_the_next()
    {
        string[] posts = [.. Posts.Read(Path.Combine(Repository.Root, "data", "forum_posts.csv")).Select(post => post.Text)];
        var words = new WordSequence();

        foreach (Doc doc in Nlp.Value.ProcessAll(posts))
        {
            words.Read(doc);
            HashSet<int> starts = [.. words.SentenceStarts.Select(start => words.Tokens[start])];
            foreach (Span entity in doc.Entities.Where(entity => entity.Probability is not null))
            {
                Assert.DoesNotContain(Enumerable.Range(entity.Start + 1, entity.Count - 1), starts.Contains);
            }
        }
    }

    // Its corpora mark nobody's hashtags as anything but names; those that are none must not become a people or a law.
    [Theory]
    [InlineData("Today I feel like doing nothing. Nothing at all. #wohoo #lazy")]
    [InlineData("check out my #mystery and #paranormal books #amreading")]
    [InlineData("no rules to live by #noexcuses #mondaymotivation")]
    [InlineData("What a night #thisiswhatilove #goals")]
    public void A_hashtag_is_no_entity_for_being_one(string text) =>
        Assert.DoesNotContain(Nlp.Value.Process(text).Entities, entity => entity.Probability is not null);

    [Fact]
    public void It_is_the_model_that_its_recipe_describes()
    {
        string folder = Path.Combine(Repository.Root, "data", "models", "en_open_sm");

        var recipe = TrainingRecipe.Read(Path.Combine(folder, "recipe.json"));

        var recognizer = Assert.IsType<EntityRecognizer>(Nlp.Value["ner"]);
        Assert.Equal(recipe.Labels, recognizer.Labels);
        Assert.Equal(recipe.RecallBias!.Value, recognizer.RecallBias, precision: 5);
        Assert.True(new FileInfo(Path.Combine(folder, "ner", "model.bin")).Length < 15_000_000);
    }

    [Fact]
    public void It_learned_from_no_sentence_of_the_gold_set()
    {
        string data = Path.Combine(Repository.Root, "data");
        var recipe = TrainingRecipe.Read(Path.Combine(data, "models", "en_open_sm", "recipe.json"));
        HashSet<string> learned = [.. recipe.Examples.SelectMany(Texts)];

        Assert.True(learned.Count > 20_000);
        Assert.All(
            ["ontonotes_types.jsonl", "forum_posts.jsonl"],
            file => Assert.Empty(Texts(Path.Combine(data, "gold", file)).Intersect(learned)));

        static IEnumerable<string> Texts(string path) => JsonLines.Read(path).Select(text => text.Text);
    }

    [Fact]
    public void Its_own_sentences_are_marked_with_the_labels_it_learns_and_none_stands_twice()
    {
        var recipe = TrainingRecipe.Read(Path.Combine(Repository.Root, "data", "models", "en_open_sm", "recipe.json"));

        // Reading them refuses what does not start and end with tokens.
        IReadOnlyList<Example> examples = [.. recipe.ReadExamples()];

        Assert.Empty(examples.SelectMany(e => e.Reference.Entities).Select(e => e.Label).Except(recipe.Labels));
        Assert.Empty(examples.GroupBy(e => e.Text).Where(group => group.Count() > 1).Select(group => group.Key));
    }
}
