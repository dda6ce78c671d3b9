namespace NerWorkshop;

/// <summary>
/// A text with the entities that a person marked, those that were predicted, and how they stand to each other. In a
/// notebook it shows itself: what was marked above the text, what was predicted below it.
/// </summary>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public sealed class DocErrors : IRenderable
{
    /// <summary>Compares two annotations of a text.</summary>
    /// <param name="gold">The document as it should be.</param>
    /// <param name="predicted">The document as it was predicted.</param>
    /// <param name="index">Its place in the data, from 0.</param>
    /// <exception cref="ArgumentException">The documents are of different texts.</exception>
    public DocErrors(Doc gold, Doc predicted, int index = 0)
    {
        ArgumentNullException.ThrowIfNull(gold);
        ArgumentNullException.ThrowIfNull(predicted);
        Gold = gold;
        Predicted = predicted;
        Index = index;
        Pairs = EntityPairing.Pair(gold, predicted);
        foreach (EntityPair pair in Pairs)
        {
            Counts += ErrorCounts.One(pair.Class);
        }
    }

    /// <summary>The document as it should be.</summary>
    public Doc Gold { get; }

    /// <summary>The document as it was predicted.</summary>
    public Doc Predicted { get; }

    /// <summary>Its place in the data, from 0.</summary>
    public int Index { get; }

    /// <summary>The text.</summary>
    public string Text => Gold.Text;

    /// <summary>Every entity of both, once, in the order of the text.</summary>
    public IReadOnlyList<EntityPair> Pairs { get; }

    /// <summary>How many pairs there are of each class.</summary>
    public ErrorCounts Counts { get; }

    /// <summary>Whether anything is not correct.</summary>
    public bool HasErrors => Counts.Errors > 0;

    /// <summary>The pairs that are not correct.</summary>
    public IEnumerable<EntityPair> Errors => Pairs.Where(pair => pair.Class != ErrorClass.Correct);

    /// <summary>Whether there is an error of a class.</summary>
    public bool Has(ErrorClass errorClass) => Counts[errorClass] > 0;

    /// <summary>The text.</summary>
    public override string ToString() => Text;

    Rendering IRenderable.ToRendering() => new ErrorView([this]);
}
