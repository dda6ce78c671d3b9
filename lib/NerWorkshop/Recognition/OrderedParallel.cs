using System.Runtime.ExceptionServices;

namespace NerWorkshop;

/// <summary>Maps items on several threads, lazily and in input order, a few batches ahead of whoever reads the results.</summary>
internal static class OrderedParallel
{
    /// <summary>So many batches a worker keep all busy while the first one is read off.</summary>
    private const int BatchesAhead = 2;

    /// <summary>
    /// The results, in order. An error, of <paramref name="map"/> or of the items, comes after the results before it, as
    /// on one thread. When the reader stops, nothing is mapped any more.
    /// </summary>
    public static IEnumerable<TResult> Select<T, TResult>(
        IEnumerable<T> items, Func<T, TResult> map, int workers, int batchSize, CancellationToken cancellation = default) =>
        workers == 1
            ? items.Select(item =>
            {
                cancellation.ThrowIfCancellationRequested();
                return map(item);
            })
            : SelectOnMany(items, map, workers, batchSize, cancellation);

    private static IEnumerable<TResult> SelectOnMany<T, TResult>(
        IEnumerable<T> items, Func<T, TResult> map, int workers, int batchSize, CancellationToken cancellation)
    {
        TaskScheduler scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, workers).ConcurrentScheduler;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using IEnumerator<T> source = items.GetEnumerator();
        var pending = new Queue<Task<Batch<TResult>>>();
        bool hasEnded = false;
        try
        {
            while (!hasEnded || pending.Count > 0)
            {
                while (!hasEnded && pending.Count < BatchesAhead * workers)
                {
                    Batch<T> batch = Batch<T>.Take(source, batchSize);
                    hasEnded = batch.Items.Count < batchSize;
                    CancellationToken token = stop.Token;
                    bool isAlone = hasEnded && pending.Count == 0;
                    pending.Enqueue(isAlone
                        ? Task.FromResult(batch.Select(map, token))
                        : Task.Factory.StartNew(() => batch.Select(map, token), token, TaskCreationOptions.None, scheduler));
                }

                Batch<TResult> done = pending.Dequeue().GetAwaiter().GetResult();
                foreach (TResult result in done.Items)
                {
                    cancellation.ThrowIfCancellationRequested();
                    yield return result;
                }

                done.Error?.Throw();
            }
        }
        finally
        {
            stop.Cancel();
            ((Task)Task.WhenAll(pending)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }
    }

    /// <summary>Some items, and the error that kept the next one from coming.</summary>
    private sealed record Batch<T>(List<T> Items, ExceptionDispatchInfo? Error)
    {
        public static Batch<T> Take(IEnumerator<T> source, int count)
        {
            var items = new List<T>(count);
            try
            {
                while (items.Count < count && source.MoveNext())
                {
                    items.Add(source.Current);
                }
            }
            catch (Exception e)
            {
                return new Batch<T>(items, ExceptionDispatchInfo.Capture(e));
            }

            return new Batch<T>(items, null);
        }

        public Batch<TResult> Select<TResult>(Func<T, TResult> map, CancellationToken cancellation)
        {
            var results = new List<TResult>(Items.Count);
            try
            {
                foreach (T item in Items)
                {
                    cancellation.ThrowIfCancellationRequested();
                    results.Add(map(item));
                }
            }
            catch (Exception e)
            {
                return new Batch<TResult>(results, ExceptionDispatchInfo.Capture(e));
            }

            return new Batch<TResult>(results, Error);
        }
    }
}
