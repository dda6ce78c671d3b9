namespace NerWorkshop.Tests.Linking;

public class EntityLinkerTests
{
    private static readonly KnowledgeBase Kb = MakeKb();

    private static KnowledgeBase MakeKb()
    {
        var kb = new KnowledgeBase();
        kb.Add(new KbEntity("apple-company", "ORG", "Company that makes phones and computers and has shares."));
        kb.Add(new KbEntity("apple-fruit", "PRODUCT", "Fruit that grows on a tree and is baked into pies."));
        kb.Add(new KbEntity("washington-state", "GPE", "State with Seattle and volcanoes."));
        kb.Add(new KbEntity("george-washington", "PERSON", "General and first president."));
        kb.Add(new KbEntity("us", "GPE", "Country in North America."));
        kb.Add(new KbEntity("sao-paulo", "GPE", "City in Brazil."));
        kb.AddAlias("Apple", ("apple-company", 0.6), ("apple-fruit", 0.3));
        kb.AddAlias("Washington", ("washington-state", 0.5), ("george-washington", 0.4));
        kb.AddAlias("U.S.", ("us", 0.9));
        kb.AddAlias("São Paulo", ("sao-paulo", 0.9));
        kb.AddAlias("us", ("us", 0.1));
        kb.Add(new KbEntity("lodz", "GPE"));
        kb.AddAlias("Łódź", ("lodz", 0.9));
        kb.AddAlias("Route 66", ("us", 0.9));
        return kb;
    }

    private static string Link(string text, string mention, string label, EntityLinker? linker = null) =>
        (linker ?? new EntityLinker(Kb)).Process(Docs.With(text, (mention, label))).Entities[0].KbId;

    [Theory]
    [InlineData("Apple sold fewer phones.", "Apple", "ORG", "apple-company")]
    [InlineData("She baked the Apple into a pie.", "Apple", "PRODUCT", "apple-fruit")]
    [InlineData("The volcanoes of Washington sleep.", "Washington", "GPE", "washington-state")]
    [InlineData("General Washington slept here.", "Washington", "PERSON", "george-washington")]
    public void Context_and_type_decide_between_meanings(string text, string mention, string label, string id) =>
        Assert.Equal(id, Link(text, mention, label));

    [Theory]
    [InlineData("U.S.", "us")]
    [InlineData("US", "us")]
    [InlineData("the U.S.", "us")]
    [InlineData("The US's", "us")]
    [InlineData("sao paulo", "sao-paulo")]
    [InlineData("SÃO\u00a0PAULO", "sao-paulo")]
    [InlineData("Sa\u0303o Paulo", "sao-paulo")]
    [InlineData("Lodz", "lodz")]
    [InlineData("Sao Paolo", "sao-paulo")]
    [InlineData("Sao Pualo", "sao-paulo")]
    [InlineData("Sao Paulos", "sao-paulo")]
    [InlineData("Sao Palo", "sao-paulo")]
    [InlineData("Tao Paulo", "NIL")]
    [InlineData("Sao Pablu", "NIL")]
    [InlineData("Route 66", "us")]
    [InlineData("Rout 66", "us")]
    [InlineData("Route 67", "NIL")]
    [InlineData("us", "NIL")]
    public void Candidates_are_found_as_written_else_folded_else_with_one_typing_error(string mention, string id) =>
        Assert.Equal(id, Link($"We like {mention} a lot", mention, "GPE", new EntityLinker(Kb) { TypingErrorWeight = 0.7 }));

    [Fact]
    public void Without_a_weight_no_typing_error_is_forgiven() =>
        Assert.Equal("NIL", Link("Sao Paolo", "Sao Paolo", "GPE", new EntityLinker(Kb) { TypingErrorWeight = 0 }));

    [Fact]
    public void Candidates_come_with_prior_similarity_and_score()
    {
        Doc doc = Docs.With("The tree bears Apple fruit", ("Apple", "ORG"));
        IReadOnlyList<LinkCandidate> candidates = new EntityLinker(Kb).Candidates(doc.Entities[0]);
        Assert.Equal(["apple-fruit", "apple-company"], candidates.Select(candidate => candidate.Entity.Id));
        Assert.Equal([0.3 * 0.2, 0.6], candidates.Select(candidate => candidate.Prior));
        Assert.All(candidates, candidate => Assert.Equal("Apple", candidate.Alias));
        Assert.Equal(0, candidates[1].Similarity);
        Assert.InRange(candidates[0].Similarity, 0.1, 1);
        // p·exp(w·s) over the sum with 1 − Σp for NIL, as documented.
        double weight = 0.06 * Math.Exp(15 * candidates[0].Similarity);
        Assert.Equal(weight / (weight + 0.6 + (1 - 0.66)), candidates[0].Score, 6);
        Assert.Empty(new EntityLinker(Kb).Candidates(new Span(doc, 0, 2)));
    }

    [Fact]
    public void A_score_below_the_threshold_is_NIL()
    {
        Assert.Equal("apple-company", Link("Apple.", "Apple", "ORG", new EntityLinker(Kb) { Threshold = 0.5 }));
        Assert.Equal("NIL", Link("Apple.", "Apple", "ORG", new EntityLinker(Kb) { Threshold = 0.7 }));
    }

    [Fact]
    public void Types_can_be_required_or_ignored()
    {
        Assert.Equal(0, new EntityLinker(Kb) { OtherTypeWeight = 0 }.Candidates(Docs.With("Apple", ("Apple", "PERSON")).Entities[0])[0].Score);
        Assert.Equal("apple-company", Link("Apple.", "Apple", "PERSON", new EntityLinker(Kb) { OtherTypeWeight = 1 }));
        Assert.Equal("apple-company", Link("Apple.", "Apple", "BRAND"));
        Assert.Equal("washington-state", Link("Volcanoes of Washington.", "Washington", "FAC"));
    }

    [Fact]
    public void Labels_that_the_knowledge_base_has_no_entity_of_are_left_alone()
    {
        Doc doc = new EntityLinker(Kb).Process(Docs.With("Ann met Bob in May", ("Ann", "PERSON"), ("May", "DATE")));
        Assert.Equal(["NIL", ""], doc.Entities.Select(entity => entity.KbId));
        Assert.All(doc.Entities, entity => Assert.False(entity.IsLinked));
    }

    [Fact]
    public void What_is_linked_already_stays()
    {
        Doc doc = Docs.With("Apple phones");
        doc = doc.WithEntities([new Span(doc, 0, 1, "ORG", kbId: "mine")]);
        Assert.Same(doc, new EntityLinker(Kb).Process(doc));
    }

    [Fact]
    public void Only_the_window_counts()
    {
        string far = "Apple " + string.Concat(Enumerable.Repeat("word ", 10)) + "tree fruit pies";
        Assert.Equal("apple-fruit", Link(far, "Apple", "BRAND"));
        Assert.Equal("apple-company", Link(far, "Apple", "BRAND", new EntityLinker(Kb) { Window = 9 }));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Settings_out_of_range_are_refused(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EntityLinker(Kb) { Threshold = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EntityLinker(Kb) { OtherTypeWeight = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EntityLinker(Kb) { TypingErrorWeight = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EntityLinker(Kb) { ContextWeight = -Math.Abs(value) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EntityLinker(Kb) { Window = -1 });
    }

    [Fact]
    public void A_matcher_sees_the_link_as_ENT_KB_ID()
    {
        var matcher = new Matcher();
        matcher.AddJson("SOLD", """[{"ENT_KB_ID": "apple-company"}, {"LOWER": "sold"}]""");
        Doc doc = new EntityLinker(Kb).Process(Docs.With("Apple sold phones", ("Apple", "ORG")));
        Assert.Equal("Apple sold", Assert.Single(matcher.Match(doc)).Text);
    }

    [Fact]
    public void A_linker_is_saved_with_its_pipeline()
    {
        using var folder = new TemporaryFolder();
        Pipeline nlp = Pipeline.Blank();
        nlp.Add(new EntityRuler()).Add("ORG", "Apple");
        nlp.Add(new EntityLinker(Kb) { Threshold = 0.55, ContextWeight = 9, Window = 8, OtherTypeWeight = 0.1, TypingErrorWeight = 0.3 });
        nlp.Save(folder["mine"]);
        Pipeline loaded = Pipeline.Load(folder["mine"]);
        var linker = (EntityLinker)loaded["entity_linker"];
        Assert.Equal(
            (0.55, 9, 8, 0.1, 0.3),
            (linker.Threshold, linker.ContextWeight, linker.Window, linker.OtherTypeWeight, linker.TypingErrorWeight));
        Assert.Equal("apple-company", loaded.Process("Apple sold phones").Entities[0].KbId);
    }

    [Fact]
    public void Many_threads_link_as_one_does()
    {
        Pipeline nlp = Pipeline.Blank();
        nlp.Add(new EntityRuler { PhraseAttribute = TokenAttribute.Lower }).Add("ORG", "Apple", "Appel");
        nlp.Add(new EntityLinker(MakeKb()));
        string[] texts = [.. Enumerable.Range(0, 2_000).Select(i => (i % 4) switch
        {
            0 => "Apple sold phones",
            1 => "an apple pie from the tree, a fruit",
            2 => "appel shares",
            _ => "nothing",
        })];
        Assert.Equal(
            texts.Select(text => nlp.Process(text).Entities.FirstOrDefault()?.KbId),
            nlp.ProcessAll(texts, threads: 4).Select(doc => doc.Entities.FirstOrDefault()?.KbId));
    }

    [Fact]
    public void Linked_entities_are_counted_by_what_they_mean()
    {
        var linker = new EntityLinker(Kb);
        Doc[] docs =
        [
            linker.Process(Docs.With("Apple sold phones", ("Apple", "ORG"))),
            linker.Process(Docs.With("APPLE shares", ("APPLE", "ORG"))),
            linker.Process(Docs.With("an Apple pie, a fruit", ("Apple", "PRODUCT"))),
            linker.Process(Docs.With("Apple computers", ("Apple", "ORG"))),
            linker.Process(Docs.With("Smallville", ("Smallville", "GPE"))),
        ];
        EntityCounts counts = EntityCounts.From(docs);
        Assert.Equal(
            [new("Apple", "ORG", 3, "apple-company"), new("Apple", "PRODUCT", 1, "apple-fruit"), new("Smallville", "GPE", 1, "NIL")],
            counts);
        Assert.Equal(["Entity Label Link Count"], counts.ToTable().ToString().Split('\n').Take(1)
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        Assert.StartsWith("Apple · apple-company  █", BarChart.From(counts).ToString());
        var csv = new StringWriter();
        counts.WriteCsv(csv);
        Assert.StartsWith("text,label,count,kb_id\nApple,ORG,3,apple-company\n", csv.ToString());
    }
}
