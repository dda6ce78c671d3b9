using NerWorkshop.Tests.Training;

namespace NerWorkshop.Tests.Recognition;

public sealed class EntityRecognizerTests : IDisposable
{
    private const string Sentence = "People debate Redpill ideas on Reddit and meet on Tinder.";

    private readonly TemporaryFolder _folder = new();

    private string ModelPath => _folder["model.bin"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_blank_recognizer_finds_nothing()
    {
        Doc doc = Tokenizer.English.Tokenize(Sentence);

        Assert.Same(doc, new EntityRecognizer().AddLabel("PLATFORM").Process(doc));
    }

    [Fact]
    public void Entities_that_are_there_stay_and_are_not_overlapped()
    {
        Doc doc = Tokenizer.English.Tokenize(Sentence);
        Doc preset = doc.WithEntities([new Span(doc, 5, 7, "PLACE", id: "mine")]);

        Doc found = Trained().Process(preset);

        Assert.Equal(
            ["Redpill IDEOLOGY ", "Reddit and PLACE mine", "Tinder PLATFORM "],
            found.Entities.Select(e => $"{e.Text} {e.Label} {e.Id}"));
    }

    [Fact]
    public void Every_entity_found_has_a_probability()
    {
        Doc found = Trained().Process(Tokenizer.English.Tokenize(Sentence));

        Assert.NotEmpty(found.Entities);
        Assert.All(found.Entities, e => Assert.InRange(e.Probability!.Value, 0.5, 1));
    }

    [Fact]
    public void White_space_and_empty_texts_hold_no_entity()
    {
        EntityRecognizer recognizer = Trained();

        Assert.Empty(recognizer.Process(Tokenizer.English.Tokenize("")).Entities);
        Assert.Empty(recognizer.Process(Tokenizer.English.Tokenize(" \n\t ")).Entities);
    }

    [Fact]
    public void A_text_of_any_length_is_recognized_throughout()
    {
        EntityRecognizer recognizer = Trained();
        string text = string.Join(" ", Enumerable.Repeat(Sentence, 2000));

        Assert.Equal(6000, recognizer.Process(Tokenizer.English.Tokenize(text)).Entities.Count);
    }

    [Fact]
    public void Many_threads_find_what_one_finds()
    {
        EntityRecognizer recognizer = Trained();
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => $"User{i} left Reddit for Mastodon{i}. {Sentence}")];

        string[] one = [.. texts.Select(Found)];
        string[] many = [.. texts.AsParallel().AsOrdered().Select(Found)];

        Assert.Equal(one, many);

        string Found(string text) => string.Join(
            "|", recognizer.Process(Tokenizer.English.Tokenize(text)).Entities.Select(e => $"{e} {e.Label} {e.Probability}"));
    }

    [Fact]
    public void A_saved_recognizer_reads_back_and_saves_the_same_bytes()
    {
        EntityRecognizer recognizer = Trained();
        recognizer.Save(_folder.Path);
        byte[] saved = File.ReadAllBytes(ModelPath);

        var loaded = EntityRecognizer.Load(_folder.Path);
        loaded.Save(_folder.Path);

        Assert.Equal(recognizer.Labels, loaded.Labels);
        Assert.Equal(saved, File.ReadAllBytes(ModelPath));
        Doc doc = Tokenizer.English.Tokenize(Sentence);
        Assert.Equal(
            recognizer.Process(doc).Entities.Select(e => (e.Text, e.Label, e.Probability)),
            loaded.Process(doc).Entities.Select(e => (e.Text, e.Label, e.Probability)));
    }

    [Theory]
    [InlineData("missing", "There is no model at")]
    [InlineData("empty", "is not a recognizer's model")]
    [InlineData("magic", "is not a recognizer's model")]
    [InlineData("newer", "newer version")]
    [InlineData("older", "Train it again")]
    [InlineData("short", "cut short")]
    [InlineData("flipped", "checksum")]
    public void A_broken_model_is_refused_by_name(string damage, string message)
    {
        Trained().Save(_folder.Path);
        byte[] bytes = File.ReadAllBytes(ModelPath);
        switch (damage)
        {
            case "missing":
                File.Delete(ModelPath);
                break;
            case "empty":
                File.WriteAllBytes(ModelPath, []);
                break;
            case "magic":
                File.WriteAllBytes(ModelPath, [.. "PK"u8, .. bytes[2..]]);
                break;
            case "newer":
                bytes[8] = 200;
                File.WriteAllBytes(ModelPath, bytes);
                break;
            case "older":
                bytes[12] = 0;
                File.WriteAllBytes(ModelPath, bytes);
                break;
            case "short":
                File.WriteAllBytes(ModelPath, bytes[..^10]);
                break;
            case "flipped":
                bytes[^10] ^= 1;
                File.WriteAllBytes(ModelPath, bytes);
                break;
        }

        Exception error = Assert.ThrowsAny<Exception>(() => EntityRecognizer.Load(_folder.Path));

        Assert.Contains(message, error.Message);
        Assert.Contains(ModelPath, error.Message);
    }

    private static EntityRecognizer Trained()
    {
        var recognizer = new EntityRecognizer();
        new Trainer(recognizer).Train(TrainerTests.ToySet(), epochs: 15, cancellation: TestContext.Current.CancellationToken);
        return recognizer;
    }
}
