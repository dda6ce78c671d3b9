namespace NerWorkshop;

/// <summary>
/// Texts cut into a part to learn from, one to choose settings by, and one to test on. In a notebook it shows itself as
/// a table.
/// </summary>
/// <remarks>
/// Whole groups of texts are handed out: those of a document or thread, and those that are the same but for case and
/// white space, so that nothing leaks from one part into another. Groups go one by one, those with the rarest label
/// first, to the part that lacks most of that label (iterative stratification, after Sechidis, Tsoumakas and Vlahavas
/// 2011), so that each part gets about its share of every label.
/// </remarks>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public sealed class CorpusSplit : IRenderable
{
    private CorpusSplit(IReadOnlyList<AnnotatedText>[] parts, int groups, int repeated)
    {
        Train = parts[0];
        Dev = parts[1];
        Test = parts[2];
        GroupCount = groups;
        RepeatedCount = repeated;
    }

    /// <summary>The texts to learn from, in the order of the data.</summary>
    public IReadOnlyList<AnnotatedText> Train { get; }

    /// <summary>The texts to choose settings by, in the order of the data.</summary>
    public IReadOnlyList<AnnotatedText> Dev { get; }

    /// <summary>The texts to test on, in the order of the data.</summary>
    public IReadOnlyList<AnnotatedText> Test { get; }

    /// <summary>Number of groups that were kept together.</summary>
    public int GroupCount { get; }

    /// <summary>Number of texts that had stood before, but for case and white space; they went where the first one is.</summary>
    public int RepeatedCount { get; }

    /// <summary>Cuts texts into three parts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="dev">About which share to choose settings by, from 0.</param>
    /// <param name="test">About which share to test on, from 0; both together are below 1.</param>
    /// <param name="seed">Decides by chance what the labels leave open: the same seed gives the same parts.</param>
    /// <param name="by">
    /// The group of a text, such as its document or thread, which goes into one part as a whole; null for a text that
    /// stands alone. Without it, all stand alone.
    /// </param>
    /// <exception cref="ArgumentException">A share is negative, or both together are not below 1.</exception>
    public static CorpusSplit Of(
        IEnumerable<AnnotatedText> texts, double dev = 0.1, double test = 0.1, int seed = 42,
        Func<AnnotatedText, string?>? by = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (!(dev >= 0 && test >= 0 && dev + test < 1))
        {
            throw new ArgumentException("The shares of dev and test are from 0, and below 1 together, as 0.1 and 0.1.");
        }

        IReadOnlyList<AnnotatedText> all = [.. texts];
        (List<int>[] groups, int repeated) = Group(all, by);
        new RandomStream((ulong)seed).Shuffle<List<int>>(groups);
        int[] partOf = new Stratification(all, groups, [1 - dev - test, dev, test]).Assign();
        var parts = new List<AnnotatedText>[] { [], [], [] };
        for (int i = 0; i < all.Count; i++)
        {
            parts[partOf[i]].Add(all[i]);
        }

        return new CorpusSplit(parts, groups.Length, repeated);
    }

    /// <summary>A table with a column for each part: its texts, its entities, and those of each label.</summary>
    public Table ToTable()
    {
        IEnumerable<string> labels = Train.Concat(Dev).Concat(Test).SelectMany(text => text.Entities)
            .Select(entity => entity.Label).Distinct().Order(StringComparer.Ordinal);
        (string What, Func<IReadOnlyList<AnnotatedText>, int> Count)[] rows =
        [
            ("texts", part => part.Count),
            ("entities", part => part.Sum(text => text.Entities.Count)),
            .. labels.Select(label => (
                label,
                (Func<IReadOnlyList<AnnotatedText>, int>)(part =>
                    part.Sum(text => text.Entities.Count(entity => entity.Label == label))))),
        ];
        return Table.From(
            rows,
            ("Part", row => row.What),
            ("train", row => row.Count(Train)),
            ("dev", row => row.Count(Dev)),
            ("test", row => row.Count(Test)));
    }

    Rendering IRenderable.ToRendering() => ToTable();

    /// <summary>The groups, each a list of the places of its texts, and how many texts had stood before.</summary>
    private static (List<int>[] Groups, int Repeated) Group(
        IReadOnlyList<AnnotatedText> texts, Func<AnnotatedText, string?>? by)
    {
        int[] parent = [.. Enumerable.Range(0, texts.Count)];
        var firstOfText = new Dictionary<string, int>(StringComparer.Ordinal);
        var firstOfGroup = new Dictionary<string, int>(StringComparer.Ordinal);
        int repeated = 0;
        for (int i = 0; i < texts.Count; i++)
        {
            if (Leakage.Normalize(texts[i].Text) is { Length: > 0 } text && !firstOfText.TryAdd(text, i))
            {
                repeated++;
                Join(i, firstOfText[text]);
            }

            if (by?.Invoke(texts[i]) is { } group && !firstOfGroup.TryAdd(group, i))
            {
                Join(i, firstOfGroup[group]);
            }
        }

        return ([.. Enumerable.Range(0, texts.Count).GroupBy(Root).Select(group => group.ToList())], repeated);

        int Root(int i)
        {
            while (parent[i] != i)
            {
                i = parent[i] = parent[parent[i]];
            }

            return i;
        }

        void Join(int i, int j)
        {
            (int a, int b) = (Root(i), Root(j));
            parent[Math.Max(a, b)] = Math.Min(a, b);
        }
    }
}
