using System.Runtime.ExceptionServices;

namespace NerWorkshop;

/// <summary>Maps items on several threads, lazily and in input order, a few batches ahead of whoever reads the results.</summary>
internal static class OrderedParallel
{
    /// <summary>A batch ends with so many items, or with so many chars: long texts are spread over the threads too.</summary>
    private const int MostItems = 64;
    private const int MostChars = 1 << 14;

    /// <summary>So many batches a worker keep all busy while the first ones are read off.</summary>
    private const int BatchesAhead = 4;

    /// <summary>
    /// The results, in order. An error, of <paramref name="map"/> or of the items, comes after the results before it, as
    /// on one thread. When the reader stops, nothing is mapped any more.
    /// </summary>
    /// <param name="items">The items; read on the reader's thread.</param>
    /// <param name="length">About how many chars there are to an item.</param>
    /// <param name="map">Is called from many threads.</param>
    /// <param name="workers">How many threads may map at once.</param>
    /// <param name="cancellation">Stops between two items.</param>
    public static IEnumerable<TResult> Select<T, TResult>(
        IEnumerable<T> items, Func<T, int> length, Func<T, TResult> map, int workers, CancellationToken cancellation = default) =>
        workers == 1
            ? items.Select(item =>
            {
                cancellation.ThrowIfCancellationRequested();
                return map(item);
            })
            : SelectOnMany(items, length, map, workers, cancellation);

    private static IEnumerable<TResult> SelectOnMany<T, TResult>(
        IEnumerable<T> items, Func<T, int> length, Func<T, TResult> map, int workers, CancellationToken cancellation)
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
                    Batch<T> batch = Batch<T>.Take(source, length);
                    hasEnded = batch.IsLast;
                    CancellationToken token = stop.Token;

                    // A single batch needs no other thread.
                    pending.Enqueue(hasEnded && pending.Count == 0
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
    private sealed record Batch<T>(List<T> Items, bool IsLast, ExceptionDispatchInfo? Error)
    {
        public static Batch<T> Take(IEnumerator<T> source, Func<T, int> length)
        {
            var items = new List<T>(MostItems);
            try
            {
                for (long chars = 0; items.Count < MostItems && chars < MostChars; chars += length(items[^1]))
                {
                    if (!source.MoveNext())
                    {
                        return new Batch<T>(items, IsLast: true, null);
                    }

                    items.Add(source.Current);
                }
            }
            catch (Exception e)
            {
                return new Batch<T>(items, IsLast: true, ExceptionDispatchInfo.Capture(e));
            }

            return new Batch<T>(items, IsLast: false, null);
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
                return new Batch<TResult>(results, IsLast, ExceptionDispatchInfo.Capture(e));
            }

            return new Batch<TResult>(results, IsLast, Error);
        }
    }
}
