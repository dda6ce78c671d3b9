namespace NerWorkshop.Tests.Recognition;

public class FeatureSetTests
{
    // Saved models know features by their hashes: a change of any one needs a new number in ModelFile, and the shipped
    // model to be trained again.
    [Fact]
    public void Features_change_only_together_with_the_feature_set_of_the_model_file()
    {
        Lexeme[] words = [.. Tokenizer.English
            .Tokenize("Dr. Jane O'Neil-Smith paid $3.50 in New York on July 15th, said the BBC @ http://bbc.co.uk 😂")
            .Select(token => token.Lexeme)];
        WordTraits[] traits = [.. words.Select(word => new WordTraits(word))];
        var features = new List<ulong>();
        var sink = new FeatureKeys(features);
        foreach ((Lexeme word, WordTraits trait) in words.Zip(traits))
        {
            for (int offset = -WordFeatures.Reach; offset <= WordFeatures.Reach; offset++)
            {
                WordFeatures.Collect(word, trait, counts: 9, offset, sink);
            }

            WordFeatures.CollectNearby(trait, sink);
        }

        var sentence = new SentenceContext(traits, new PhraseMark[traits.Length]);
        for (int i = 0; i < traits.Length; i++)
        {
            sentence.Collect(i, ref sink);
        }

        ulong all = features.Order().Aggregate(0UL, StableHash.Mix);

        Assert.Equal((4, "52324c41b380731a"), (ModelFile.FeatureSet, all.ToString("x16")));
    }
}
