namespace NerWorkshop.Notebooks;

/// <summary>The questions that cells ask their user, one at a time, and the answers.</summary>
internal sealed class StandardInput
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private (string Client, TaskCompletionSource<string> Answer)? _asked;

    /// <summary>Asks a client and waits for what it answers.</summary>
    /// <param name="client">Who is asked.</param>
    /// <param name="send">Sends the question.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string> AskAsync(string client, Action send, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                _asked = (client, answer);
            }

            send();
            return await answer.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _asked = null;
            }

            _turn.Release();
        }
    }

    /// <summary>Takes an answer. One that nobody waits for is dropped.</summary>
    public void Answer(string client, string value)
    {
        lock (_gate)
        {
            if (_asked is { } asked && asked.Client == client)
            {
                asked.Answer.TrySetResult(value);
            }
        }
    }
}
