namespace NerWorkshop.Tests.Recognition;

public class ExplanationTests
{
    private const string Text = "Jane Smith of Acme Corp. flew from London to Geneva on 3 May. <b>Apple</b> did not.";

    private static readonly Pipeline Model = Pipeline.Load("en_open_sm");

    private static EntityRecognizer Recognizer => (EntityRecognizer)Model["ner"];

    [Fact]
    public void Named_features_add_up_to_the_scores_the_decoder_uses()
    {
        CrfModel model = Recognizer.Model;
        int width = TagScheme.Pad(model.Tags.Count);
        var buffers = new RecognizerBuffers();
        var words = new WordSequence();
        foreach (Doc doc in GoldSet.Lines.Select(line => GoldSet.Read(line).Doc))
        {
            words.Read(doc);
            for (int s = 0; s < words.SentenceStarts.Count; s++)
            {
                (int start, int end) = (words.SentenceStarts[s], words.SentenceEnd(s));
                ReadOnlySpan<Lexeme> sentence = words.Lexemes[start..end];
                float[] scores = new float[sentence.Length * width];
                model.Score(sentence, mentions: null, start, buffers, scores);
                var features = new NamedFeatures(model, words, mentions: null, start, end);
                for (int i = 0; i < sentence.Length; i++)
                {
                    IReadOnlyList<(string Name, int Row)> named = features.Of(i);
                    for (int tag = 0; tag < model.Tags.Count; tag++)
                    {
                        int units = named.Sum(feature => model.Rows[(feature.Row * model.RowWidth) + tag]);
                        Assert.Equal(units * CrfModel.Unit, scores[(i * width) + tag]);
                    }
                }
            }
        }
    }

    [Fact]
    public void No_two_features_of_a_word_share_a_name()
    {
        foreach (Doc doc in GoldSet.Lines.Take(50).Select(line => GoldSet.Read(line).Doc))
        {
            var words = new WordSequence();
            words.Read(doc);
            var features = new NamedFeatures(Recognizer.Model, words, mentions: null, 0, words.Count);
            for (int i = 0; i < words.Count; i++)
            {
                var rows = features.Of(i).Distinct().GroupBy(feature => feature.Name).Where(group => group.Count() > 1);
                Assert.Empty(rows.Select(group => group.Key));
            }
        }
    }

    [Fact]
    public void What_the_recognizer_finds_is_explained_with_its_probability_and_a_lead()
    {
        int entities = 0;
        foreach (Doc doc in GoldSet.Lines.Select(line => Model.Process(GoldSet.Read(line).Doc.Text)))
        {
            foreach (Span entity in doc.Entities.Where(entity => entity.Probability is not null))
            {
                Explanation why = Model.Explain(doc, entity);

                Assert.True(why.IsChosen);
                Assert.Equal(entity.Label, why.Label);
                Assert.Equal(entity.Probability!.Value, why.Probability, 1e-5);
                Assert.True(why.Margin >= 0);
                Assert.Equal(why.Margin, why.Features.Sum(feature => feature.Value), 1e-3);
                entities++;
            }
        }

        Assert.True(entities > 200);
    }

    [Fact]
    public void The_runner_up_is_the_best_other_reading()
    {
        Doc doc = Model.Process(Text);
        Explanation why = Model.Explain(doc, doc.Entities.Single(entity => entity.Text == "London"));

        Assert.Equal("GPE", why.Label);
        Assert.NotEqual("GPE", why.RunnerUp.Label);
        Assert.Equal(why.Readings.OrderBy(reading => reading.Behind), why.Readings);
        Assert.Equal(why.Readings[1], why.RunnerUp);
        Assert.Equal(12, why.Readings.Count);
        Assert.Contains(why.Readings, reading => reading.Label == Reading.None);
        Assert.InRange(why.Readings.Sum(reading => reading.Probability), 0.5, 1.0001);
        Assert.Contains("list: city", why.For.Select(feature => feature.Name));
        Assert.Contains(why.Features, feature => feature.Name == "previous word: from");
        Assert.Contains(why.Features, feature => feature.Name == "suffix of the word: -ndon");
    }

    [Fact]
    public void A_span_that_was_not_chosen_says_what_was_ahead()
    {
        Doc doc = Model.Process(Text);
        Span jane = Assert.Single(doc.Entities, entity => entity.Text == "Jane Smith");

        Explanation label = Model.Explain(doc, jane.WithLabel("ORG"));
        Explanation part = Model.Explain(doc, new Span(doc, jane.Start, jane.Start + 1, "PERSON"));
        Explanation none = Model.Explain(doc, new Span(doc, 6, 7, "GPE"));

        Assert.Equal(("ORG", "PERSON", false), (label.Label, label.RunnerUp.Label, label.IsChosen));
        Assert.True(label.Margin < 0);
        Assert.Equal(label.Margin, label.Features.Sum(feature => feature.Value), 1e-3);
        Assert.Equal(("PERSON", "Jane Smith"), (part.RunnerUp.Label, part.RunnerUp.Text));
        Assert.Equal(jane.Probability!.Value, part.RunnerUp.Probability, 1e-6);
        Assert.True(part.Margin < 0);
        Assert.Equal(part.Margin, part.Features.Sum(feature => feature.Value), 1e-3);
        Assert.Equal("O", none.RunnerUp.Label);
        Assert.InRange(none.RunnerUp.Probability, 0.9, 1);
        Assert.Contains("behind O", none.ToString());
    }

    [Fact]
    public void Without_a_label_the_one_that_fits_best_is_explained()
    {
        Doc doc = Model.Process(Text);
        Span london = doc.Entities.Single(entity => entity.Text == "London");

        Assert.Equal("GPE", Model.Explain(doc, new Span(doc, london.Start, london.End)).Label);
    }

    [Fact]
    public void A_span_that_a_rule_took_can_be_asked_about_too()
    {
        Pipeline nlp = Model.With("ner");
        nlp.AddFirst(new EntityRuler(), "rules").Add("ORG", "London");
        Doc ruled = nlp.Process(Text);
        Span london = ruled.Entities.Single(entity => entity.Text == "London");

        Assert.Null(london.Probability);
        Assert.Equal("GPE", nlp.Explain(ruled, new Span(ruled, london.Start, london.End)).Label);
        Assert.False(nlp.Explain(ruled, london).IsChosen);
    }

    [Fact]
    public void A_span_late_in_a_long_text_is_explained_as_it_was_found()
    {
        string text = string.Join(" ", Enumerable.Repeat("He said so to his friends at home. " + Text, 60));
        Doc doc = Model.Process(text);
        Span last = doc.Entities.Last(entity => entity.Probability is not null);

        Assert.Equal(last.Probability!.Value, Model.Explain(doc, last).Probability, 1e-6);
    }

    [Fact]
    public void What_cannot_be_explained_is_refused_with_the_reason()
    {
        Doc doc = Model.Process("They left on 3 May.\n\nJane went home.");
        Span date = Assert.Single(doc.Entities, entity => entity.Label == "DATE");
        Span blank = new(doc, doc.First(token => token.IsSpace).Index, doc.First(token => token.IsSpace).Index + 1);
        Span other = new(Model.Process("Jane"), 0, 1);

        var none = Assert.Throws<InvalidOperationException>(() => Pipeline.Blank().Explain(doc, date));
        var rules = Assert.Throws<InvalidOperationException>(() => Model.With("numbers").Explain(doc, date));
        var label = Assert.Throws<ArgumentException>(() => Model.Explain(doc, date));
        var space = Assert.Throws<ArgumentException>(() => Model.Explain(doc, blank));
        var foreign = Assert.Throws<ArgumentException>(() => Model.Explain(doc, other));
        var untaught = Assert.Throws<InvalidOperationException>(
            () => new EntityRecognizer().AddLabel("X").Explain(doc, date.WithLabel("X")));

        Assert.Contains("no recognizer", none.Message);
        Assert.Contains("numbers", rules.Message);
        Assert.Contains("does not know the label DATE", label.Message);
        Assert.Contains("PERSON", label.Message);
        Assert.Contains("no word", space.Message);
        Assert.Contains("another document", foreign.Message);
        Assert.Contains("train it", untaught.Message);
    }

    [Fact]
    public void An_explanation_shows_its_readings_and_features_with_all_text_escaped()
    {
        const string Tagged = "We met <Jane> in <i>Geneva</i> today.";
        Doc doc = Model.Process(Tagged);
        Span span = doc.CharSpan(
            Tagged.IndexOf("<Jane>", StringComparison.Ordinal), Tagged.IndexOf(" in", StringComparison.Ordinal), "PERSON",
            SpanAlignment.Expand)!;
        Rendering shown = ((IRenderable)Model.Explain(doc, span)).ToRendering();
        string html = shown.ToHtml();
        string text = shown.ToString();

        Assert.DoesNotContain("<Jane>", html);
        Assert.Contains("&lt;Jane&gt;", html);
        Assert.Contains("<svg", html);
        Assert.Contains("as PERSON: probability", text);
        Assert.Contains("Behind", text);
        Assert.Contains("What speaks for PERSON", text);
    }
}
