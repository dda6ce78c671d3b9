namespace NerWorkshop.Notebooks;

/// <summary>
/// A process has one working directory. Notebooks of the same folder may run side by side; those of another wait.
/// </summary>
internal static class WorkingDirectory
{
    private static readonly Lock Gate = new();
    private static readonly Queue<(string Folder, TaskCompletionSource Turn)> Waiting = new();
    private static string? _current;
    private static string _before = "";
    private static int _users;

    /// <summary>The full path, also while a notebook that runs elsewhere has changed the working directory.</summary>
    public static string FullPath(string path)
    {
        lock (Gate)
        {
            return Path.GetFullPath(path, _users > 0 ? _before : Directory.GetCurrentDirectory());
        }
    }

    /// <summary>Makes the folder current until the result is disposed of.</summary>
    public static async Task<IDisposable> EnterAsync(string folder, CancellationToken cancellation)
    {
        TaskCompletionSource? turn = null;
        lock (Gate)
        {
            if (_users > 0 && (_current != folder || Waiting.Count > 0))
            {
                turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                Waiting.Enqueue((folder, turn));
            }
            else
            {
                Take(folder);
            }
        }

        if (turn is not null)
        {
            await using var registration = cancellation.Register(() => turn.TrySetCanceled(cancellation))
                .ConfigureAwait(false);
            await turn.Task.ConfigureAwait(false);
        }

        return new Leave();
    }

    private static void Take(string folder)
    {
        if (_users == 0)
        {
            _before = Directory.GetCurrentDirectory();
            Directory.SetCurrentDirectory(folder);
            _current = folder;
        }

        _users++;
    }

    private static void Release()
    {
        lock (Gate)
        {
            if (--_users == 0)
            {
                Directory.SetCurrentDirectory(_before);
            }

            while (Waiting.TryPeek(out var next) && (_users == 0 || next.Folder == _current))
            {
                Waiting.Dequeue();
                if (next.Turn.Task.IsCompleted)
                {
                    continue;
                }

                Take(next.Folder);
                // Cancelled at this very moment: then its place is free again.
                if (!next.Turn.TrySetResult() && --_users == 0)
                {
                    Directory.SetCurrentDirectory(_before);
                }
            }
        }
    }

    private sealed class Leave : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                Release();
            }
        }
    }
}
