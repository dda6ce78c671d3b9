namespace NerWorkshop.Tests.Recognition;

/// <summary>The chain's dynamic programs against the sum or the best over all paths, written out.</summary>
public class ChainTests
{
    private const int Words = 4;

    private static readonly TagScheme Tags = new(["A", "B"]);
    private static readonly int Width = TagScheme.Pad(Tags.Count);

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_best_path_is_the_best_of_all_valid_ones(int seed)
    {
        (Transitions transitions, float[] emissions) = Random(seed);
        int[] path = new int[Words];

        new Viterbi().Decode(transitions, emissions, path);

        Assert.Equal(Paths().MaxBy(p => Score(transitions, emissions, p))!, path);
    }

    [Fact]
    public void Words_that_are_clearly_outside_leave_the_best_path_the_best()
    {
        var random = new RandomStream(7);
        var viterbi = new Viterbi();
        int partly = 0;
        for (int seed = 1; seed <= 60; seed++)
        {
            (Transitions transitions, float[] emissions) = Random(seed);
            for (int word = 0; word < Words; word++)
            {
                emissions[word * Width] += (float)(random.NextDouble() * 20);
            }

            int[] path = new int[Words];

            viterbi.Decode(transitions, emissions, path);

            Assert.Equal(Paths().MaxBy(p => Score(transitions, emissions, p))!, path);
            partly += path.Contains(TagScheme.Outside) && path.Any(tag => tag != TagScheme.Outside) ? 1 : 0;
        }

        Assert.InRange(partly, 10, 60);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Totals_and_marginals_are_sums_over_all_valid_paths(int seed)
    {
        (Transitions transitions, float[] emissions) = Random(seed);
        var sums = new ForwardBackward();

        sums.Run(transitions, emissions, Words);

        double total = Paths().Sum(p => Math.Exp(Score(transitions, emissions, p)));
        Assert.Equal(Math.Log(total), sums.LogTotal, tolerance: 1e-4);
        float[] marginals = new float[Width];
        for (int word = 0; word < Words; word++)
        {
            sums.Marginals(word, marginals);
            for (int tag = 0; tag < Tags.Count; tag++)
            {
                double expected = Paths().Where(p => p[word] == tag)
                    .Sum(p => Math.Exp(Score(transitions, emissions, p))) / total;
                Assert.Equal(expected, marginals[tag], tolerance: 1e-4);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_entitys_probability_is_the_share_of_the_paths_that_have_it(int seed)
    {
        (Transitions transitions, float[] emissions) = Random(seed);
        var sums = new ForwardBackward();
        sums.Run(transitions, emissions, Words);
        double total = Paths().Sum(p => Math.Exp(Score(transitions, emissions, p)));

        Assert.Equal(Share(p => p[1] == Tags.Unit(1)), sums.SpanProbability(transitions, 1, 2, 1), tolerance: 1e-4);
        Assert.Equal(
            Share(p => p[0] == Tags.Begin(0) && p[1] == Tags.Last(0)),
            sums.SpanProbability(transitions, 0, 2, 0), tolerance: 1e-4);
        Assert.Equal(
            Share(p => p[0] == Tags.Begin(1) && p[1] == Tags.Inside(1) && p[2] == Tags.Inside(1) && p[3] == Tags.Last(1)),
            sums.SpanProbability(transitions, 0, 4, 1), tolerance: 1e-4);

        double Share(Func<int[], bool> has) =>
            Paths().Where(has).Sum(p => Math.Exp(Score(transitions, emissions, p))) / total;
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Masks_leave_only_the_paths_they_allow(int seed)
    {
        (Transitions transitions, float[] emissions) = Random(seed);
        var masks = new TagMasks(Tags);
        int[][] allowed =
        [
            [TagScheme.Outside, Tags.Unit(0)],
            [TagScheme.Outside, Tags.Begin(0), Tags.Begin(1)],
            [TagScheme.Outside, Tags.Last(0), Tags.Last(1)],
            [TagScheme.Outside],
        ];
        int[] rows = [.. allowed.Select(tags => masks.Of(tags))];
        var sums = new ForwardBackward();

        sums.Run(transitions, emissions, Words, rows, masks.Rows);

        double total = Paths().Where(p => p.Select((tag, i) => allowed[i].Contains(tag)).All(ok => ok))
            .Sum(p => Math.Exp(Score(transitions, emissions, p)));
        Assert.Equal(Math.Log(total), sums.LogTotal, tolerance: 1e-4);
    }

    [Fact]
    public void Expected_transitions_of_a_sequence_add_up_to_its_steps()
    {
        (Transitions transitions, float[] emissions) = Random(9);
        var sums = new ForwardBackward();
        sums.Run(transitions, emissions, Words);
        float[] expected = new float[transitions.Weights.Length];

        sums.AddExpectedTransitions(transitions, expected, 1);

        Assert.Equal(Words, expected.Sum(), tolerance: 1e-3);
    }

    private static (Transitions Transitions, float[] Emissions) Random(int seed)
    {
        var random = new RandomStream((ulong)seed);
        float[] weights = new float[Transitions.LengthFor(Tags)];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)((random.NextDouble() * 4) - 2);
        }

        float[] emissions = new float[Words * Width];
        Array.Fill(emissions, Transitions.Never);
        for (int word = 0; word < Words; word++)
        {
            for (int tag = 0; tag < Tags.Count; tag++)
            {
                emissions[(word * Width) + tag] = (float)((random.NextDouble() * 6) - 3);
            }
        }

        return (new Transitions(Tags, weights), emissions);
    }

    private static IEnumerable<int[]> Paths()
    {
        for (int code = 0; code < Math.Pow(Tags.Count, Words); code++)
        {
            int[] path = new int[Words];
            for (int i = 0, rest = code; i < Words; i++, rest /= Tags.Count)
            {
                path[i] = rest % Tags.Count;
            }

            if (IsClosed(path[^1]) && !path.Select((tag, i) => Follows(i == 0 ? 0 : path[i - 1], tag)).Contains(false))
            {
                yield return path;
            }
        }
    }

    private static bool IsOpening(int tag) => tag == 0 || Tags.KindOf(tag) is 0 or 1;

    private static bool IsClosed(int tag) => tag == 0 || Tags.KindOf(tag) is 0 or 2;

    private static bool Follows(int from, int to) => IsClosed(from)
        ? IsOpening(to)
        : !IsOpening(to) && Tags.LabelOf(from) == Tags.LabelOf(to);

    private static double Score(Transitions transitions, float[] emissions, int[] path)
    {
        double score = 0;
        int from = 0;
        for (int i = 0; i < path.Length; i++)
        {
            int closed = Enumerable.Range(0, Tags.ClosedCount).FirstOrDefault(c => Tags.Closed(c) == from);
            score += emissions[(i * Width) + path[i]] + transitions.Weights[
                IsClosed(from) ? (closed * transitions.OpenWidth) + path[i] : transitions.WithinIndex(from, path[i])];
            from = path[i];
        }

        return score;
    }
}
