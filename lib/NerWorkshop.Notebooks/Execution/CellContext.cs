namespace NerWorkshop.Notebooks;

/// <summary>The running cell, as its code sees it and every task and thread which that code starts.</summary>
internal sealed class CellContext(Action<CellOutput> output)
{
    private static readonly AsyncLocal<CellContext?> Ambient = new();

    private readonly Lock _gate = new();

    /// <summary>The cell that the calling code belongs to; null outside of any.</summary>
    public static CellContext? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>Asks the user for a line; null where input comes from the process's own.</summary>
    public Func<InputRequest, Task<string>>? Input { get; init; }

    /// <summary>Hands an output on. Outputs of parallel tasks come one after the other.</summary>
    public void Emit(CellOutput item)
    {
        lock (_gate) output(item);
    }
}
