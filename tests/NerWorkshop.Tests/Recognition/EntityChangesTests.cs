namespace NerWorkshop.Tests.Recognition;

/// <summary>The components that change the entities there are: relabel, filter, titles.</summary>
public class EntityChangesTests
{
    private static string Describe(Doc doc) => string.Join(", ", doc.Entities.Select(e => $"{e.Text}={e.Label}"));

    [Fact]
    public void Labels_become_others_all_at_once()
    {
        Doc doc = Docs.With("Ann in Geneva at Everest", ("Ann", "PERSON"), ("Geneva", "GPE"), ("Everest", "LOC"));
        Assert.Equal("Ann=PERSON, Geneva=LOC, Everest=LOC", Describe(new EntityRelabel(("GPE", "LOC")).Process(doc)));
        Assert.Equal(
            "Ann=PERSON, Geneva=LOC, Everest=GPE", Describe(new EntityRelabel(("GPE", "LOC"), ("LOC", "GPE")).Process(doc)));
        Assert.Same(doc, new EntityRelabel(("FAC", "LOC")).Process(doc));
    }

    [Fact]
    public void A_label_cannot_become_two() =>
        Assert.Contains("GPE", Assert.Throws<ArgumentException>(() => new EntityRelabel(("GPE", "LOC"), ("GPE", "FAC"))).Message);

    [Fact]
    public void A_filter_keeps_what_passes_all_of_its_settings()
    {
        Doc doc = Docs.With("Ann and X in Rio on 5", ("Ann", "PERSON"), ("X", "ORG"), ("Rio", "GPE"), ("5", "CARDINAL"));
        Assert.Equal("Ann=PERSON, X=ORG, Rio=GPE", Describe(new EntityFilter { Drop = ["CARDINAL"] }.Process(doc)));
        Assert.Equal("X=ORG, Rio=GPE", Describe(new EntityFilter { Keep = ["ORG", "GPE"] }.Process(doc)));
        Assert.Equal("Rio=GPE", Describe(new EntityFilter { Keep = ["ORG", "GPE"], MinimumLength = 2 }.Process(doc)));
        Assert.Same(doc, new EntityFilter().Process(doc));
    }

    [Fact]
    public void Length_counts_code_points()
    {
        Doc doc = Docs.With("a 😀 b", ("😀", "EMOJI"));
        Assert.Empty(new EntityFilter { MinimumLength = 2 }.Process(doc).Entities);
        Assert.Single(new EntityFilter { MinimumLength = 1 }.Process(doc).Entities);
    }

    [Fact]
    public void Unlikely_entities_go_and_what_has_no_probability_stays()
    {
        Doc doc = Docs.With("Ann Bob Cid");
        doc = doc.WithEntities([new Span(doc, 0, 1, "A", probability: 0.4), new Span(doc, 1, 2, "B", probability: 0.6), new Span(doc, 2, 3, "C")]);
        Assert.Equal("Bob=B, Cid=C", Describe(new EntityFilter { MinimumProbability = 0.5 }.Process(doc)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EntityFilter { MinimumProbability = 1.1 });
    }

    [Theory]
    [InlineData("Dr. Jane Smith came", "Dr. Jane Smith=PERSON")]
    [InlineData("Prof. Dr. Jane Smith came", "Prof. Dr. Jane Smith=PERSON")]
    [InlineData("Mx. Jane Smith came", "Mx. Jane Smith=PERSON")]
    [InlineData("Ms Jane Smith came", "Ms Jane Smith=PERSON")]
    [InlineData("I miss Jane Smith", "Jane Smith=PERSON")]
    [InlineData("It was hot. Jane Smith came", "Jane Smith=PERSON")]
    [InlineData("Jane Smith came", "Jane Smith=PERSON")]
    public void Titles_become_part_of_the_person(string text, string found) =>
        Assert.Equal(found, Describe(new PersonTitles().Process(Docs.With(text, ("Jane Smith", "PERSON")))));

    [Fact]
    public void A_title_of_another_entity_stays_and_other_labels_take_none()
    {
        Doc doc = Docs.With("Dr. Jane", ("Dr.", "WORK_OF_ART"), ("Jane", "PERSON"));
        Assert.Equal("Dr.=WORK_OF_ART, Jane=PERSON", Describe(new PersonTitles().Process(doc)));
        Assert.Equal("Martens=ORG", Describe(new PersonTitles().Process(Docs.With("Dr. Martens", ("Martens", "ORG")))));
        Assert.Equal("Frau Ada=PERSON", Describe(new PersonTitles("Frau").Process(Docs.With("Frau Ada", ("Ada", "PERSON")))));
    }

    [Fact]
    public void Id_link_and_probability_stay_with_the_entity()
    {
        Doc doc = Docs.With("Dr. Ann");
        doc = doc.WithEntities([new Span(doc, 1, 2, "PERSON", "rule", "Q1", 0.5)]);
        Span entity = Assert.Single(new PersonTitles().Process(doc).Entities);
        Assert.Equal(("rule", "Q1", 0.5), (entity.Id, entity.KbId, entity.Probability));
    }
}
