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

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_error_comes_after_the_results_before_it(int threads)
    {
        Pipeline nlp = Pipeline.Blank();
        nlp.Add("broken", doc => doc.Text == "700" ? throw new InvalidOperationException("in a component") : doc);
        Assert.Equal((700, "in a component"), CountUntilError(Enumerable.Range(0, 2_000).Select(i => $"{i}")));
        Assert.Equal((650, "in the texts"), CountUntilError(Enumerable.Range(0, 2_000).Select(
            i => i == 650 ? throw new InvalidOperationException("in the texts") : $"{i}")));

        (int, string) CountUntilError(IEnumerable<string> texts)
        {
            int count = 0;
            string message = Assert.Throws<InvalidOperationException>(() =>
            {
                foreach (Doc doc in nlp.ProcessAll(texts, threads))
                {
                    Assert.Equal($"{count++}", doc.Text);
                }
            }).Message;
            return (count, message);
        }
    }

    [Fact]
    public void Nothing_is_processed_any_more_once_the_reader_has_stopped()
    {
        int running = 0;
        Pipeline nlp = Pipeline.Blank();
        nlp.Add("slow", doc =>
        {
            Interlocked.Increment(ref running);
            Thread.Sleep(1);
            Interlocked.Decrement(ref running);
            return doc;
        });
        Assert.Equal(3, nlp.ProcessAll(Enumerable.Repeat("text", 100_000), threads: 4).Take(3).Count());
        Assert.Equal(0, running);
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
    public void Every_component_comes_back_as_it_was_saved()
    {
        using var folder = new TemporaryFolder();
        Pipeline nlp = Pipeline.Blank();
        nlp.MinimumProbability = 0.25;
        nlp.Add(Ruler("GPE", "Geneva"), "places");
        nlp.Add(new SpanRuler { SpansKey = "words" }, "words").Add("WORD", "Geneva");
        nlp.Add(new RegexRuler { OverwriteEntities = true, Alignment = SpanAlignment.Expand }, "codes")
            .Add("PRODUCT_SKU", @"[A-Z]{2,4}-\d{4,8}", "sku");
        nlp.Add(new EntityRelabel(("GPE", "LOC")), "relabel");
        nlp.Add(new EntityFilter { Drop = ["DATE"], Keep = ["LOC", "PRODUCT_SKU"], MinimumLength = 3, MinimumProbability = 0.5 });
        nlp.Add(new PersonTitles("Dr", "Frau") { Label = "PERS" });

        nlp.Save(folder["mine"]);
        Pipeline loaded = Pipeline.Load(folder["mine"]);
        loaded.Save(folder["again"]);

        Assert.Equal(nlp.ComponentNames, loaded.ComponentNames);
        Assert.Equal(0.25, loaded.MinimumProbability);
        const string Text = "Order AB-1234 from Geneva.";
        Assert.Equal("AB-1234 PRODUCT_SKU sku, Geneva LOC ", Describe(nlp.Process(Text)));
        Assert.Equal(Describe(nlp.Process(Text)), Describe(loaded.Process(Text)));
        Assert.Single(loaded.Process(Text).Spans["words"]);
        Assert.Equal(Files(folder["mine"]), Files(folder["again"]));

        static string Describe(Doc doc) => string.Join(", ", doc.Entities.Select(e => $"{e.Text} {e.Label} {e.Id}"));
        static IEnumerable<string> Files(string directory) =>
            Directory.GetFiles(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(path => File.ReadAllText(path).Replace("\"again\"", "\"mine\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_function_is_saved_by_name_and_place_and_given_again_at_load()
    {
        using var folder = new TemporaryFolder();
        Pipeline nlp = Pipeline.Blank();
        nlp.Add(Ruler("A", "x"), "first");
        nlp.Add("drop_all", doc => doc.WithEntities([]));
        nlp.Add(Ruler("B", "x"), "last");
        nlp.Save(folder["mine"]);

        Pipeline loaded = Pipeline.Load(folder["mine"], ("drop_all", doc => doc.WithEntities([])));

        Assert.Equal(["first", "drop_all", "last"], loaded.ComponentNames);
        Assert.Equal("B", Assert.Single(loaded.Process("x").Entities).Label);
        string missing = Assert.Throws<InvalidDataException>(() => Pipeline.Load(folder["mine"])).Message;
        Assert.Contains("'drop_all' is a function", missing);
        Assert.Contains("(\"drop_all\", doc => …)", missing);
        Assert.Contains("Without(\"drop_all\")", missing);
    }

    [Fact]
    public void A_function_that_the_pipeline_has_no_place_for_is_refused()
    {
        using var folder = new TemporaryFolder();
        Pipeline nlp = Pipeline.Blank();
        nlp.Add(Ruler("A", "x"), "rules");
        nlp.Save(folder["mine"]);
        Assert.Contains("'shout'", Assert.Throws<ArgumentException>(
            () => Pipeline.Load(folder["mine"], ("shout", doc => doc))).Message);
        Assert.Contains("'rules'", Assert.Throws<ArgumentException>(
            () => Pipeline.Load(folder["mine"], ("rules", doc => doc))).Message);
    }

    [Fact]
    public void Saving_never_deletes_what_is_no_pipeline()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["thesis"]);
        folder.Write("thesis/chapter1.txt", "years of work");
        Assert.Contains("other things", Assert.Throws<IOException>(() => Pipeline.Blank().Save(folder["thesis"])).Message);
        Assert.Equal("years of work", File.ReadAllText(folder["thesis/chapter1.txt"]));
        Assert.Throws<IOException>(() => Pipeline.Blank().Save(folder["thesis/chapter1.txt"]));
        Assert.Equal(["thesis"], folder.Names);
    }

    [Fact]
    public void A_card_beside_a_saved_pipeline_stays_when_it_is_saved_again_and_old_components_go()
    {
        using var folder = new TemporaryFolder();
        Pipeline nlp = Pipeline.Blank();
        nlp.Add(Ruler("A", "x"), "old");
        nlp.Save(folder["mine"]);
        folder.Write("mine/README.md", "the card");
        Pipeline.Blank().Save(folder["mine"]);
        Assert.Equal(["README.md", "pipeline.json"], Directory.GetFileSystemEntries(folder["mine"])
            .Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_component_that_cannot_be_written_leaves_the_pipeline_that_was_there()
    {
        using var folder = new TemporaryFolder();
        Pipeline nlp = Pipeline.Blank();
        nlp.Add(Ruler("A", "x"), "rules");
        nlp.Save(folder["mine"]);
        nlp.Add(new Unwritable());
        Assert.Throws<IOException>(() => nlp.Save(folder["mine"]));
        Assert.Equal(["mine"], folder.Names);
        Assert.Equal(["rules"], Pipeline.Load(folder["mine"]).ComponentNames);
    }

    [Theory]
    [InlineData("entity_filter", "config.json", """{"drop": 3}""", "drop")]
    [InlineData("entity_filter", "config.json", """{"minimum_probability": 7}""", "from 0 to 1")]
    [InlineData("entity_filter", "config.json", """{"lable": []}""", "lable")]
    [InlineData("entity_relabel", "config.json", "{}", "labels")]
    [InlineData("entity_relabel", "other.json", "{}", "config.json")]
    [InlineData("entity_ruler", "config.json", """{"overwrite": "yes"}""", "overwrite")]
    [InlineData("regex_ruler", "config.json", """{"overwrite": false, "alignment": "sideways"}""", "alignment")]
    public void A_component_with_broken_settings_is_refused_by_file_and_reason(
        string type, string file, string content, string reason)
    {
        using var folder = new TemporaryFolder();
        folder.Write("pipeline.json", "{\"format\": \"nerworkshop-pipeline\", \"version\": 1, "
            + $"\"components\": [{{\"name\": \"it\", \"type\": \"{type}\"}}]}}");
        Directory.CreateDirectory(folder["it"]);
        folder.Write($"it/{file}", content);
        string message = Assert.Throws<InvalidDataException>(() => Pipeline.Load(folder.Path)).Message;
        Assert.Contains(folder.Path, message);
        Assert.Contains(reason, message);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("pipeline.json")]
    public void A_name_that_cannot_be_a_folder_is_refused_at_once(string name) =>
        Assert.Throws<ArgumentException>(() => Pipeline.Blank().Add(name, doc => doc));

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

    private sealed class Unwritable : ISavableComponent
    {
        public string Type => "unwritable";

        public Doc Process(Doc doc) => doc;

        public void Save(string directory) => throw new IOException("disk full");
    }
}
