using NerWorkshop.Tests.Recognition;

namespace NerWorkshop.Tests.Training;

public class TeachTests
{
    private static readonly Example[] Platforms =
    [
        Example.Create("She met him on Tinder last spring.", ("Tinder", "PLATFORM")),
        Example.Create("I deleted Instagram for a month.", ("Instagram", "PLATFORM")),
        Example.Create("Everyone on Reddit says the same.", ("Reddit", "PLATFORM")),
        Example.Create("He was banned from Twitch again.", ("Twitch", "PLATFORM")),
        Example.Create("My match on Hinge never answered.", ("Hinge", "PLATFORM")),
        Example.Create("The clip went viral on TikTok.", ("TikTok", "PLATFORM")),
        Example.Create("They moved the group to Discord.", ("Discord", "PLATFORM")),
        Example.Create("Nobody uses Facebook any more.", ("Facebook", "PLATFORM")),
    ];

    [Fact]
    public void A_loaded_model_learns_a_new_label_and_keeps_the_old_ones()
    {
        string[] posts = [.. Posts.Read(Path.Combine(Repository.Root, "data", "forum_posts.csv"), "text")
            .Select(post => post.Text)];
        double before = Kept(Pipeline.Load("en_open_sm"));
        var taught = Pipeline.Load("en_open_sm");
        var careless = Pipeline.Load("en_open_sm");

        new Trainer(taught).Teach(Platforms, posts, cancellation: TestContext.Current.CancellationToken);
        new Trainer(careless).Train(Platforms, cancellation: TestContext.Current.CancellationToken);

        Assert.Contains("Tinder PLATFORM", Found(taught, "We met on Tinder."));
        Assert.Contains("Discord PLATFORM", Found(taught, "Half of Discord has left."));
        Assert.Equal("PLATFORM", ((EntityRecognizer)taught["ner"]).Labels[^1]);

        // Reddit and its like are ORG in the gold set and platforms now: they count as lost.
        double after = Kept(taught);
        Assert.True(after > before - 0.05, $"F1 on the gold set was {before:0.000} and is {after:0.000}.");
        Assert.True(after > Kept(careless), $"{after:0.000} with rehearsal, {Kept(careless):0.000} without.");
    }

    /// <summary>F1 on the gold set; what is now a platform does not count.</summary>
    private static double Kept(Pipeline nlp)
    {
        Scores scores = Scorer.Score(
            GoldSet.Lines.Select(line =>
            {
                (Doc doc, List<(int Start, int End, string Label)> entities) = GoldSet.Read(line);
                return Example.FromOffsets(doc.Text, entities);
            }),
            nlp);
        return scores.ByLabel.Where(pair => pair.Key != "PLATFORM").Aggregate(default(Score), (sum, pair) => sum + pair.Value).F1;
    }

    private static string Found(Pipeline nlp, string text) =>
        string.Join(", ", nlp.Process(text).Entities.Select(e => $"{e.Text} {e.Label}"));
}
