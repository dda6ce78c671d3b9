using System.Runtime;

namespace NerWorkshop.Notebooks;

/// <summary>
/// The thread that a cell's code starts on. A cancellation stops it wherever it is: in a loop, in a wait; code that
/// cannot be stopped, such as a blocking system call, is left behind.
/// </summary>
internal sealed class CellThread
{
    /// <summary>Deep recursion is a beginner's bug: room for a good deal of it before the process would end.</summary>
    private const int StackSize = 16 << 20;

    private static readonly TimeSpan AbortTime = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan InterruptTime = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource<Task<object?>> _returned =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly CancellationTokenSource _abort = new();
    private readonly CellContext _cell;
    private readonly Func<Task<object?>> _run;
    private readonly Thread _thread;

    private CellThread(CellContext cell, Func<Task<object?>> run)
    {
        _cell = cell;
        _run = run;
        _thread = new Thread(Run, StackSize) { IsBackground = true, Name = "notebook cell" };
    }

    /// <summary>Ends when the code has come to its first await that has to wait, or to its end.</summary>
    public Task<Task<object?>> Returned => _returned.Task;

    /// <summary>Starts the code.</summary>
    public static CellThread Start(CellContext cell, Func<Task<object?>> run, CancellationToken cancellation)
    {
        var thread = new CellThread(cell, run);
        var registration = cancellation.Register(() => _ = thread.StopAsync());
        thread.Returned.ContinueWith(_ => registration.Dispose(), TaskScheduler.Default);
        thread._thread.Start();
        return thread;
    }

    private void Run()
    {
        try
        {
            Task<object?>? task = null;
#pragma warning disable SYSLIB0046 // Made for exactly this: code that a user types in and wants to stop.
            ControlledExecution.Run(() => task = _run(), _abort.Token);
#pragma warning restore SYSLIB0046
            _returned.TrySetResult(task!);
        }
        catch (Exception e)
        {
            _returned.TrySetException(e);
        }
    }

    private async Task StopAsync()
    {
        await Task.Run(() => _cell.Outside(Abort)).ConfigureAwait(false);
        if (await EndsWithinAsync(AbortTime).ConfigureAwait(false))
        {
            return;
        }

        _thread.Interrupt();
        if (await EndsWithinAsync(InterruptTime).ConfigureAwait(false))
        {
            return;
        }

        _returned.TrySetCanceled();
    }

    private void Abort()
    {
        // The call returns when the thread has unwound; what it puts out on its way there must not wait for us.
        var aborting = Task.Run(_abort.Cancel);
        Task.WaitAny([aborting, Returned], AbortTime / 2);
    }

    private async Task<bool> EndsWithinAsync(TimeSpan time) =>
        await Task.WhenAny(Returned, Task.Delay(time)).ConfigureAwait(false) == Returned;
}
