namespace NerWorkshop.Tests.CorporaTests;

public class EntityCountsTests
{
    private static readonly EntityCounts Counts = EntityCounts.From(
    [
        Docs.With("Tinder or Reddit", ("Tinder", "PLATFORM"), ("Reddit", "PLATFORM")),
        Docs.With("Reddit in Geneva in 5", ("Reddit", "PLATFORM"), ("Geneva", "GPE"), ("5", "CARDINAL")),
        Docs.With("Reddit the company", ("Reddit", "ORG")),
        Docs.With("nothing"),
    ]);

    [Fact]
    public void Most_frequent_come_first_and_among_equals_the_first_seen() => Assert.Equal(
        [new("Reddit", "PLATFORM", 2), new("Tinder", "PLATFORM", 1), new("Geneva", "GPE", 1),
            new("5", "CARDINAL", 1), new("Reddit", "ORG", 1)],
        Counts);

    [Fact]
    public void The_most_common_can_be_taken() =>
        Assert.Equal(["Reddit", "Tinder"], Counts.MostCommon(2).Select(c => c.Text));

    [Fact]
    public void Labels_can_be_kept_or_left_out()
    {
        Assert.Equal(["Reddit", "Tinder", "Geneva", "Reddit"], Counts.Without("CARDINAL", "DATE").Select(c => c.Text));
        Assert.Equal(["Geneva", "5"], Counts.With("GPE", "CARDINAL").Select(c => c.Text));
    }

    [Fact]
    public void Occurrences_are_counted_by_label_and_in_all()
    {
        Assert.Equal(
            [new("PLATFORM", 3), new("CARDINAL", 1), new("GPE", 1), new("ORG", 1)], Counts.ByLabel());
        Assert.Equal(6, Counts.Total);
        Assert.Equal(5, Counts.Count);
    }

    [Fact]
    public void Spans_of_any_kind_are_counted()
    {
        Doc doc = Docs.With("chad and chad");
        EntityCounts hits = EntityCounts.From([new Span(doc, 0, 1, "X"), new Span(doc, 2, 3, "X")]);
        Assert.Equal([new("chad", "X", 2)], hits);
    }

    [Fact]
    public void Counts_show_themselves_as_a_table_and_can_be_drawn()
    {
        Assert.Equal(
            """
            Entity  Label     Count
            ──────  ────────  ─────
            Reddit  PLATFORM      2
            Tinder  PLATFORM      1
            """.ReplaceLineEndings("\n"), ((IRenderable)Counts.MostCommon(2)).ToRendering().ToString());
        Assert.StartsWith("Top\nReddit · PLATFORM  █", BarChart.From(Counts.MostCommon(2), "Top").ToString());
    }
}
