namespace NerWorkshop.Tests.Recognition;

public class PipelineTests
{
    private static EntityRuler Ruler(string label, params string[] phrases)
    {
        var ruler = new EntityRuler();
        ruler.Add(label, phrases);
        return ruler;
    }

    [Fact]
    public void Components_run_in_the_order_of_their_names()
    {
        Pipeline nlp = Pipeline.Blank("en");
        nlp.Add(Ruler("B", "x"), "b");
        nlp.AddFirst(Ruler("A", "x"), "a");
        nlp.AddAfter("a", Ruler("C", "x"), "c");
        nlp.AddBefore("b", "d", doc => doc);
        Assert.Equal(["a", "c", "d", "b"], nlp.ComponentNames);
        Assert.Equal("A", Assert.Single(nlp.Process("x").Entities).Label);
    }

    [Fact]
    public void Adding_returns_the_component_to_go_on_with()
    {
        EntityRuler ruler = Pipeline.Blank().Add(new EntityRuler());
        ruler.Add("A", "a");
        Assert.Equal(1, ruler.Count);
    }

    [Fact]
    public void With_and_without_select_components_and_leave_the_pipeline_as_it_is()
    {
        Pipeline nlp = Pipeline.Blank();
        nlp.Add(Ruler("A", "x"), "a");
        nlp.Add(Ruler("B", "x"), "b");
        Assert.Equal("B", Assert.Single(nlp.Without("a").Process("x").Entities).Label);
        Assert.Equal(["a"], nlp.With("a").ComponentNames);
        Assert.Equal(["a", "b"], nlp.ComponentNames);
    }

    [Fact]
    public void An_unknown_component_is_an_error_that_lists_those_there_are()
    {
        Pipeline nlp = Pipeline.Blank();
        nlp.Add(new EntityRuler());
        Assert.Contains("entity_ruler", Assert.Throws<KeyNotFoundException>(() => nlp.Remove("ner")).Message);
    }

    [Fact]
    public void Two_components_of_one_name_are_refused()
    {
        Pipeline nlp = Pipeline.Blank();
        nlp.Add(new EntityRuler());
        Assert.Throws<ArgumentException>(() => nlp.Add(new EntityRuler()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Many_texts_come_back_in_order_and_as_one_by_one(int threads)
    {
        Pipeline nlp = Pipeline.Blank();
        nlp.Add(Ruler("PLATFORM", "Reddit"));
        string[] texts = [.. Enumerable.Range(0, 1_000).Select(i => $"post {i} on Reddit")];
        Assert.Equal(
            texts.Select(text => $"{text}: {nlp.Process(text).Entities.Count}"),
            nlp.ProcessAll(texts, threads).Select(doc => $"{doc.Text}: {doc.Entities.Count}"));
    }

    [Fact]
    public void Texts_are_read_no_further_than_needed()
    {
        int read = 0;
        IEnumerable<string> Endless()
        {
            while (true)
            {
                read++;
                yield return "text";
            }
        }

        Assert.Equal(10, Pipeline.Blank().ProcessAll(Endless(), threads: 2).Take(10).Count());
        Assert.InRange(read, 10, 1_000);
    }

    [Fact]
    public void Cancelling_stops_a_long_run()
    {
        using var source = new CancellationTokenSource();
        IEnumerable<Doc> docs = Pipeline.Blank().ProcessAll(Enumerable.Repeat("text", 1_000_000), 2, source.Token);
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (Doc _ in docs)
            {
                source.Cancel();
            }
        });
    }

    [Fact]
    public void An_error_in_a_component_reaches_the_caller()
    {
        Pipeline nlp = Pipeline.Blank();
        nlp.Add("broken", doc => doc.Text == "bad" ? throw new InvalidOperationException("broken here") : doc);
        Assert.Equal(
            "broken here",
            Assert.Throws<InvalidOperationException>(() => nlp.ProcessAll(["good", "bad"], 2).ToList()).Message);
    }

    [Fact]
    public void A_saved_pipeline_loads_with_its_rules_and_settings()
    {
        using var folder = new TemporaryFolder();
        Pipeline nlp = Pipeline.Blank();
        EntityRuler ruler = nlp.Add(new EntityRuler { PhraseAttribute = TokenAttribute.Lower, OverwriteEntities = true }, "rules");
        ruler.Add("PLATFORM", "Reddit");
        nlp.Save(folder["mine"]);
        nlp.Save(folder["mine"]);
        Pipeline loaded = Pipeline.Load(folder["mine"]);
        Assert.Equal(["rules"], loaded.ComponentNames);
        Assert.Equal("mine", loaded.Name);
        Assert.Equal("PLATFORM", Assert.Single(loaded.Process("on REDDIT").Entities).Label);
        Assert.True(((EntityRuler)loaded["rules"]).OverwriteEntities);
        Assert.Equal(["mine"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_pipeline_with_a_function_is_not_half_saved()
    {
        using var folder = new TemporaryFolder();
        Pipeline nlp = Pipeline.Blank();
        nlp.Add("mine", doc => doc);
        Assert.Contains("'mine'", Assert.Throws<NotSupportedException>(() => nlp.Save(folder["x"])).Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("{}", "does not describe")]
    [InlineData("""{"format": "nerworkshop-pipeline", "version": 99, "components": []}""", "version 99")]
    [InlineData("""{"format": "nerworkshop-pipeline", "version": 1, "components": [{"name": "../x", "type": "entity_ruler"}]}""", "name")]
    [InlineData("""{"format": "nerworkshop-pipeline", "version": 1, "components": [{"name": "x", "type": "tagger"}]}""", "'tagger'")]
    public void A_broken_pipeline_is_refused_by_file_and_reason(string manifest, string reason)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["pipeline.json"], manifest);
        string message = Assert.Throws<InvalidDataException>(() => Pipeline.Load(folder.Path)).Message;
        Assert.Contains("pipeline.json", message);
        Assert.Contains(reason, message);
    }

    [Fact]
    public void An_unknown_name_is_an_error_that_says_where_it_looked() =>
        Assert.Contains("en_core_web_sm", Assert.Throws<DirectoryNotFoundException>(() => Pipeline.Load("en_core_web_sm")).Message);

    [Fact]
    public void Only_English_can_be_cut() => Assert.Throws<NotSupportedException>(() => Pipeline.Blank("de"));
}
