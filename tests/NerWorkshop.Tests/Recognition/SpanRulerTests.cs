namespace NerWorkshop.Tests.Recognition;

public class SpanRulerTests
{
    private static readonly Doc Doc = Tokenizer.English.Tokenize("the University of New York");

    private static string Describe(Doc doc, string key) =>
        string.Join(", ", doc.Spans[key].Select(span => $"{span.Text}={span.Label}"));

    [Fact]
    public void Overlapping_and_nested_matches_are_all_kept()
    {
        var ruler = new SpanRuler { SpansKey = "names" };
        ruler.Add("ORG", "University of New York");
        ruler.Add("GPE", [T.Lower("new"), T.Lower("york")]);
        Doc doc = ruler.Process(Doc);
        Assert.Equal("University of New York=ORG, New York=GPE", Describe(doc, "names"));
        Assert.Empty(doc.Entities);
        Assert.Same(doc, doc.Spans["names"][0].Doc);
    }

    [Theory]
    [InlineData(true, "New York=GPE")]
    [InlineData(false, "the=X, New York=GPE")]
    public void A_group_of_the_same_name_is_replaced_or_added_to(bool overwrite, string expected)
    {
        var ruler = new SpanRuler { Overwrite = overwrite };
        ruler.Add("GPE", "New York");
        Assert.Equal(expected, Describe(ruler.Process(Doc.WithSpans("ruler", [new Span(Doc, 0, 1, "X")])), "ruler"));
    }

    [Fact]
    public void Groups_and_entities_do_not_disturb_each_other()
    {
        Doc doc = Doc.WithSpans("a", [new Span(Doc, 0, 2, "A")]).WithEntities([new Span(Doc, 3, 5, "GPE")])
            .WithSpans("b", []);
        Assert.Equal("the University=A", Describe(doc, "a"));
        Assert.Equal("New York", Assert.Single(doc.Entities).Text);
        Assert.Empty(doc.Spans["b"]);
    }

    [Fact]
    public void A_saved_span_ruler_loads_with_its_settings()
    {
        using var folder = new TemporaryFolder();
        Pipeline nlp = Pipeline.Blank();
        nlp.Add(new SpanRuler { SpansKey = "names", PhraseAttribute = TokenAttribute.Lower }).Add("GPE", "new york");
        nlp.Save(folder["mine"]);
        Assert.Equal("New York=GPE", Describe(Pipeline.Load(folder["mine"]).Process("in New York"), "names"));
    }
}
