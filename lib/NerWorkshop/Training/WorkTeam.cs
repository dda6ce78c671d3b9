using System.Runtime.ExceptionServices;

namespace NerWorkshop;

/// <summary>
/// A few threads that share work which comes in pieces of some microseconds, too small for <see cref="Parallel"/>: they wait for
/// the next round spinning. So a team is for short use, and lives no longer than its work.
/// </summary>
internal sealed class WorkTeam : IDisposable
{
    private readonly Thread[] _helpers;
    private Action<int> _work = static _ => { };
    private int _count;
    private int _next;
    private int _helping;
    private volatile int _round;
    private volatile bool _isOver;
    private volatile ExceptionDispatchInfo? _failure;

    /// <summary>Gathers a team.</summary>
    /// <param name="threads">How many threads work, the caller's among them.</param>
    public WorkTeam(int threads)
    {
        _helpers = new Thread[Math.Max(0, threads - 1)];
        for (int i = 0; i < _helpers.Length; i++)
        {
            _helpers[i] = new Thread(Help) { IsBackground = true, Name = "NerWorkshop training" };
            _helpers[i].Start();
        }
    }

    /// <summary>Does all pieces of some work, in no certain order, and returns when they are done.</summary>
    /// <param name="count">How many pieces there are.</param>
    /// <param name="work">Does the piece of a number, from 0.</param>
    public void Run(int count, Action<int> work)
    {
        _work = work;
        _count = count;
        _next = 0;
        _helping = _helpers.Length;
        _round++;
        Take();
        var wait = default(SpinWait);
        while (Volatile.Read(ref _helping) > 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        ExceptionDispatchInfo? failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    /// <summary>Sends the threads home.</summary>
    public void Dispose()
    {
        _isOver = true;
        foreach (Thread helper in _helpers)
        {
            helper.Join();
        }
    }

    private void Help()
    {
        int round = 0;
        while (true)
        {
            var wait = default(SpinWait);
            while (_round == round)
            {
                if (_isOver)
                {
                    return;
                }

                wait.SpinOnce(sleep1Threshold: -1);
            }

            round++;
            Take();
            Interlocked.Decrement(ref _helping);
        }
    }

    private void Take()
    {
        try
        {
            for (int i = Interlocked.Increment(ref _next) - 1; i < _count; i = Interlocked.Increment(ref _next) - 1)
            {
                _work(i);
            }
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }
    }
}
