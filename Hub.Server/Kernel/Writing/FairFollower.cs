using System.Collections.Concurrent;

namespace Hub.Kernel.Writing;

/// <summary>Brings this node's state to where the ledger is: other nodes and commands at the keyboard append to it
/// too.</summary>
internal sealed partial class FairFollower(CurrentFair current, IStore store, TimeProvider time, ILogger log)
{
    /// <summary>So many facts are folded together when a ledger is replayed.</summary>
    private const int Chunk = 4096;

    private readonly CancellationTokenSource _stop = new();
    private readonly Bell _look = new(time);
    private Task _following = Task.CompletedTask;

    public void Start() => _following = Task.Run(FollowAsync);

    public async Task EndAsync()
    {
        await _stop.CancelAsync();
        await _following;
        _stop.Dispose();
        _look.Dispose();
    }

    /// <summary>Looks at the store now: something may have been missed.</summary>
    public void FollowSoon() => _look.Ring();

    /// <summary>Takes what another node has committed. What does not follow on this node's state is looked up in the
    /// store instead.</summary>
    public void Take(Batch batch)
    {
        lock (current.Lock)
        {
            var fair = current.Fair;
            if (batch.Epoch == fair.Epoch && batch.Rows[^1].Offset <= fair.Offset)
                return;
            if (batch.Epoch == fair.Epoch && CurrentFair.IsNext(fair, batch.Rows[0]))
                current.ShowOthers(current.Fold(fair, batch.Rows, out var entries), batch.People, entries);
            else
            {
                Meters.Gaps.Add(1);
                FollowSoon();
            }
        }
    }

    /// <summary>Compares this node's state with the store's head, and folds what is new; all of it, when the ledger was
    /// put back to an older state.</summary>
    /// <param name="progress">Told the offset reached, now and then.</param>
    public void Follow(IProgress<long>? progress = null)
    {
        while (!TryFollow(progress, out var ended))
            // not under the lock: it waits for the turns of others, and of this node
            store.NewEpoch(current.Fair.Id, ended);
    }

    /// <summary>What was not heard of is folded within half a second.</summary>
    private async Task FollowAsync()
    {
        try
        {
            while (true)
            {
                await _look.WaitAsync(TimeSpan.FromMilliseconds(500), _stop.Token);
                try
                {
                    Follow();
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    LogFollowFailed(e, current.Fair.Id);
                }
            }
        }
        catch (OperationCanceledException) { }
    }

    /// <param name="ended">The epoch in which this node's state stands and the ledger does not.</param>
    /// <returns>False when the ledger was put back and nobody has begun a new epoch yet.</returns>
    private bool TryFollow(IProgress<long>? progress, out long ended)
    {
        lock (current.Lock)
        {
            var fair = current.Fair;
            ended = fair.Epoch;
            var head = store.Head(fair.Id);
            current.StoreWasReached(head);
            if (head.Equals(fair.Head))
                return true;
            if (fair.Offset == 0)
                fair = current.Found(head.Epoch);
            if (head.Epoch == fair.Epoch && head.Offset > fair.Offset && FoldRest(fair, head, progress))
                return true;
            if (head.Epoch <= fair.Epoch)
                return false;

            LogRewound(fair.Id, fair.Offset, head.Offset);
            FoldRest(current.Restart(head.Epoch), head, progress, rewound: true);
            return true;
        }
    }

    /// <summary>Folds what the store has beyond a state. Reading runs ahead of folding on another core.</summary>
    /// <param name="head">The store's, looked up before its rows are read: they reach it at least, and are folded up to
    /// it.</param>
    /// <returns>False when the store's rows do not follow on it.</returns>
    private bool FoldRest(Fair start, Head head, IProgress<long>? progress, bool rewound = false)
    {
        var (fair, fresh) = (start, new List<Entry>());
        using var stop = new CancellationTokenSource();
        using var chunks = new BlockingCollection<Row[]>(boundedCapacity: 8);
        var reading = Task.Run(() =>
        {
            try
            {
                foreach (
                    var chunk in store.Read(start.Id, start.Offset).TakeWhile(r => r.Offset <= head.Offset).Chunk(Chunk)
                )
                    chunks.Add(chunk, stop.Token);
            }
            finally
            {
                chunks.CompleteAdding();
            }
        });
        try
        {
            foreach (var chunk in chunks.GetConsumingEnumerable())
            {
                if (fair == start && !CurrentFair.IsNext(start, chunk[0]))
                    return false;
                fair = current.Fold(fair, chunk, out var entries);
                // at the start nobody listens yet
                if (start.Offset > 0)
                    fresh.AddRange(entries);
                progress?.Report(fair.Offset);
            }
            reading.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            Task.WaitAny(reading);
        }
        if (fair.Offset < head.Offset)
            throw new StoreException(
                $"The ledger of {fair.Id} ends at {fair.Offset}, before its head: facts were lost. See `verify`.",
                null
            );
        current.ShowOthers(fair, current.PeopleAreStale(head), fresh, rewound);
        return true;
    }

    [LoggerMessage(1003, LogLevel.Warning, "{Fair}: the ledger's head cannot be read")]
    private partial void LogFollowFailed(Exception e, string fair);

    [LoggerMessage(
        1004,
        LogLevel.Warning,
        "{Fair}: the ledger was put back from offset {Had} to {Has}; everything starts anew"
    )]
    private partial void LogRewound(string fair, long had, long has);
}
