namespace NerWorkshop;

/// <summary>Working space for the gradient of one sequence of a batch, kept from batch to batch.</summary>
internal sealed class SequenceWork
{
    public ForwardBackward Free { get; } = new();

    public ForwardBackward Allowed { get; } = new();

    /// <summary>Scores, then gradients, one row a word.</summary>
    public float[] Emissions { get; set; } = [];

    public float[] Gradients { get; set; } = [];

    /// <summary>Whether a word's gradient is worth applying.</summary>
    public bool[] Matters { get; set; } = [];

    /// <summary>Whether a word counts as unknown this time.</summary>
    public bool[] Unknown { get; set; } = [];

    /// <summary>The active rows of all words, even row numbers and odd ones apart: each half is updated by one thread.</summary>
    public List<int>[] Rows { get; } = [[], []];

    /// <summary>For each half, where each word's rows start; one more for the end.</summary>
    public int[][] RowStarts { get; } = [[], []];

    public float[] Transitions { get; set; } = [];

    public double Loss { get; set; }

    /// <summary>Number of words.</summary>
    public int Count { get; set; }
}
