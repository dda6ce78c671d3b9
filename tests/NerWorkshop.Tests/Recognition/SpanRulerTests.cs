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

    [Theory]
    [InlineData(SpanFilter.None, "the University=OLD, York=OLD, University of=A, of New York=B")]
    [InlineData(SpanFilter.FirstLongest, "the University=OLD, of New York=B")]
    [InlineData(SpanFilter.PreferNew, "the University=OLD, of New York=B")]
    [InlineData(SpanFilter.PreferExisting, "the University=OLD, York=OLD")]
    public void A_filter_chooses_among_overlapping_spans_of_the_group(SpanFilter filter, string expected)
    {
        var ruler = new SpanRuler { Overwrite = false, SpansFilter = filter };
        ruler.Add("A", "University of");
        ruler.Add("B", "of New York");
        Doc doc = Doc.WithSpans("ruler", [new Span(Doc, 0, 2, "OLD"), new Span(Doc, 4, 5, "OLD")]);
        Assert.Equal(expected, Describe(ruler.Process(doc), "ruler"));
    }

    [Theory]
    [InlineData(SpanFilter.FirstLongest, false, "the University of=OLD")]
    [InlineData(SpanFilter.FirstLongest, true, "University of=A")]
    [InlineData(SpanFilter.PreferNew, false, "University of=A")]
    [InlineData(SpanFilter.PreferExisting, false, "the University of=OLD")]
    public void Matches_become_entities_on_request(SpanFilter filter, bool overwrite, string expected)
    {
        var ruler = new SpanRuler { SpansKey = null, AnnotateEntities = true, EntitiesFilter = filter, Overwrite = overwrite };
        ruler.Add("A", "University of");
        ruler.Add("B", "of New");
        Doc doc = ruler.Process(Doc.WithEntities([new Span(Doc, 0, 3, "OLD")]));
        Assert.Equal(expected, string.Join(", ", doc.Entities.Select(entity => $"{entity.Text}={entity.Label}")));
        Assert.Empty(doc.Spans);
    }

    [Fact]
    public void Entities_that_overlap_without_a_filter_are_an_error()
    {
        var ruler = new SpanRuler { AnnotateEntities = true, EntitiesFilter = SpanFilter.None };
        ruler.Add("A", "University of", "of New");
        Assert.Contains("overlap", Assert.Throws<ArgumentException>(() => ruler.Process(Doc)).Message);
    }

    [Fact]
    public void A_saved_span_ruler_loads_with_its_settings()
    {
        using var folder = new TemporaryFolder();
        Pipeline nlp = Pipeline.Blank();
        nlp.Add(new SpanRuler { SpansKey = "names", PhraseAttribute = TokenAttribute.Lower }).Add("GPE", "new york");
        nlp.Add(new SpanRuler { SpansKey = null, AnnotateEntities = true, EntitiesFilter = SpanFilter.PreferNew }, "ents").Add("IN", "in");
        nlp.Save(folder["mine"]);
        Pipeline loaded = Pipeline.Load(folder["mine"]);
        Doc doc = loaded.Process("in New York");
        Assert.Equal("New York=GPE", Describe(doc, "names"));
        Assert.Equal("in", Assert.Single(doc.Entities).Text);
        Assert.Equal(SpanFilter.PreferNew, ((SpanRuler)loaded["ents"]).EntitiesFilter);
        Assert.Single(doc.Spans);
    }
}
