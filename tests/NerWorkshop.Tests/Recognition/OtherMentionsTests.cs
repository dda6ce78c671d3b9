using NerWorkshop.Tests.Training;

namespace NerWorkshop.Tests.Recognition;

public class OtherMentionsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // What "Vell" is shows in the first sentence of a document alone.
    private static readonly string[] Names = ["Vell", "Tarn", "Osk", "Brill", "Quon", "Drane", "Fisk", "Lorb"];

    [Fact]
    public void A_name_is_recognized_by_its_mention_in_another_sentence()
    {
        EntityRecognizer recognizer = Trained();
        var nlp = Pipeline.Blank();
        nlp.Add(recognizer);

        Assert.Equal("Zull PERSON", Found(nlp.ProcessDocument(["The doctor Zull came.", "Then Zull left again."])[1]));
        Assert.Equal("Zull GPE", Found(nlp.ProcessDocument(["The town of Zull slept.", "Then Zull left again."])[1]));
    }

    [Fact]
    public void Texts_of_a_document_come_back_as_they_were_and_one_alone_depends_on_nothing_else()
    {
        EntityRecognizer recognizer = Trained();
        var nlp = Pipeline.Blank();
        nlp.Add(recognizer);
        string[] texts = ["The doctor Zull came. ", "", "Then Zull left again."];

        IReadOnlyList<Doc> docs = nlp.ProcessDocument(texts);

        Assert.Equal(texts, docs.Select(doc => doc.Text));
        Assert.All(docs.SelectMany(doc => doc.Entities), entity => Assert.NotNull(entity.Probability));
        Assert.Equal(Found(nlp.Process(texts[2])), Found(nlp.ProcessDocument([texts[2]])[0]));
    }

    [Fact]
    public void Saved_and_loaded_a_recognizer_looks_at_them_still_and_explains_by_them()
    {
        EntityRecognizer recognizer = Trained();
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["ner"]);
        recognizer.Save(folder["ner"]);
        var nlp = Pipeline.Blank();
        nlp.Add(EntityRecognizer.Load(folder["ner"]), "ner");
        Doc doc = nlp.Process("The doctor Zull came.\n\nThen Zull left again.");

        Explanation why = nlp.Explain(doc, doc.Entities[1]);

        Assert.Equal("PERSON", why.Label);
        Assert.Contains(why.Features, feature => feature.Name.StartsWith("elsewhere, ", StringComparison.Ordinal));
        Assert.Equal(why.Margin, why.Features.Sum(feature => feature.Value), 1e-3);
    }

    [Fact]
    public void A_recognizer_that_learned_from_single_sentences_finds_the_same_in_a_document()
    {
        var nlp = Pipeline.Blank();
        nlp.Add(new EntityRecognizer());
        new Trainer(nlp).Train(TrainerTests.ToySet(), epochs: 15, cancellation: Cancellation);
        string[] texts = ["I met her on Tinder.", "Tinder is full of bots, and Reddit too."];

        Assert.Equal(
            texts.Select(text => Found(nlp.Process(text))), nlp.ProcessDocument(texts).Select(Found));
    }

    private static EntityRecognizer Trained()
    {
        var recognizer = new EntityRecognizer();
        IEnumerable<Example> documents = Names.SelectMany(name => new[]
        {
            Example.Join(
            [
                Example.Create($"The doctor {name} came.", (name, "PERSON")),
                Example.Create($"Then {name} left again.", (name, "PERSON")),
            ]),
            Example.Join(
            [
                Example.Create($"The town of {name} slept.", (name, "GPE")),
                Example.Create($"Then {name} left again.", (name, "GPE")),
            ]),
        });
        new Trainer(recognizer).Train(documents, epochs: 30, dropout: 0, cancellation: Cancellation);
        return recognizer;
    }

    private static string Found(Doc doc) => string.Join(", ", doc.Entities.Select(e => $"{e.Text} {e.Label}"));
}
