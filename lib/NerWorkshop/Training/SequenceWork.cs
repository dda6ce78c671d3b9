namespace NerWorkshop;

/// <summary>Working space for the gradient of one sequence of a batch, kept from batch to batch.</summary>
internal sealed class SequenceWork
{
    public ForwardBackward Free { get; } = new();

    public ForwardBackward Allowed { get; } = new();

    /// <summary>Scores, one row a word.</summary>
    public float[] Emissions { get; private set; } = [];

    public float[] Gradients { get; private set; } = [];

    /// <summary>Whether a word's gradient is worth applying.</summary>
    public bool[] Matters { get; private set; } = [];

    /// <summary>Whether a word counts as unknown this time.</summary>
    public bool[] Unknown { get; private set; } = [];

    /// <summary>The active rows of all words.</summary>
    public int[] Rows { get; set; } = [];

    /// <summary>Where each word's rows start; one more for the end.</summary>
    public int[] RowStarts { get; private set; } = [];

    public float[] Transitions { get; private set; } = [];

    public double Loss { get; set; }

    /// <summary>Number of words.</summary>
    public int Count { get; private set; }

    /// <summary>Number of active rows of the words whose gradient is worth applying.</summary>
    public int RowsThatMatter { get; set; }

    /// <summary>Makes room for a sequence.</summary>
    /// <param name="words">How many words it has.</param>
    /// <param name="width">Length of a row of scores.</param>
    /// <param name="transitions">Number of transitions.</param>
    public void Rent(int words, int width, int transitions)
    {
        Count = words;
        if (Emissions.Length < words * width)
        {
            Emissions = new float[words * width];
            Gradients = new float[words * width];
        }

        if (Matters.Length < words)
        {
            Matters = new bool[words];
            Unknown = new bool[words];
            RowStarts = new int[words + 1];
        }

        if (Transitions.Length != transitions)
        {
            Transitions = new float[transitions];
        }
    }
}
