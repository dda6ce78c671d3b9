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
        lock (_gate)
        {
            output(item);
        }
    }

    /// <summary>The value's representations. Making them runs the user's getters and ToString: as the cell's code.</summary>
    public IReadOnlyDictionary<string, string> Format(object? value, params IReadOnlyList<string> mimeTypes)
    {
        Current = this;
        try
        {
            return Formatter.Format(value, mimeTypes);
        }
        finally
        {
            Current = null;
        }
    }

    /// <summary>Asks the user. The cell must have an <see cref="Input"/>.</summary>
    public Task<string> AskAsync(InputRequest request)
    {
        lock (_gate)
        {
            return Input!(request);
        }
    }

    /// <summary>
    /// Does something while the cell's code is in no call of ours: aborted in the middle of one, it would leave
    /// behind what nobody can use any more.
    /// </summary>
    public void Outside(Action action)
    {
        lock (_gate)
        {
            action();
        }
    }
}
