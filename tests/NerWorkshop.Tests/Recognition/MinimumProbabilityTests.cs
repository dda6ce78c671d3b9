namespace NerWorkshop.Tests.Recognition;

public class MinimumProbabilityTests
{
    private static readonly Lazy<Doc[]> All = new(() => Found(0));

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(1)]
    public void Just_the_less_probable_entities_of_the_recognizer_are_dropped(double minimum)
    {
        Doc[] found = Found(minimum);

        Assert.Equal(
            All.Value.SelectMany(Learned).Where(entity => entity.Probability >= minimum).Select(Describe),
            found.SelectMany(Learned).Select(Describe));
        Assert.NotEqual(All.Value.Sum(doc => doc.Entities.Count), found.Sum(doc => doc.Entities.Count));
    }

    [Fact]
    public void What_rules_find_stays()
    {
        Pipeline nlp = Pipeline.Load("en_open_sm");
        nlp.MinimumProbability = 1;
        nlp.AddFirst(new EntityRuler(), "rules").Add("PLATFORM", "Reddit");

        Doc doc = nlp.Process("Jane Smith left Reddit on 3 May.");

        Assert.Equal(["Reddit PLATFORM", "3 May DATE"], doc.Entities.Select(entity => $"{entity.Text} {entity.Label}"));
    }

    [Fact]
    public void Selections_of_the_pipeline_keep_it()
    {
        Pipeline nlp = Pipeline.Load("en_open_sm");
        nlp.MinimumProbability = 0.75;

        Assert.Equal(0.75, nlp.With("ner").MinimumProbability);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void What_is_no_probability_is_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Pipeline.Blank().MinimumProbability = value);

    private static Doc[] Found(double minimum)
    {
        Pipeline nlp = Pipeline.Load("en_open_sm");
        nlp.MinimumProbability = minimum;
        return [.. GoldSet.Lines.Select(line => nlp.Process(GoldSet.Read(line).Doc.Text))];
    }

    private static string Describe(Span entity) => $"{entity} {entity.Label} {entity.Start} {entity.Doc.Text}";

    private static IEnumerable<Span> Learned(Doc doc) => doc.Entities.Where(entity => entity.Probability is not null);
}
