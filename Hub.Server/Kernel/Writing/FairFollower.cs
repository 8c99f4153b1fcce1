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
    private readonly Lock _lookers = new();
    private Task _thisLook = Task.CompletedTask;
    private Task? _nextLook;
    private Task _following = Task.CompletedTask;
    private Head? _brokenAt;
    private bool _unwitnessed;

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

    /// <summary>Waits until the store was looked at since now. Whoever comes while it is looked at waits for the next
    /// look, with all who do.</summary>
    /// <exception cref="Refusal"><c>ledger-unavailable</c></exception>
    public Task LookAsync()
    {
        lock (_lookers)
            return _nextLook ??= LookAfterAsync(_thisLook);
    }

    private async Task LookAfterAsync(Task last)
    {
        await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_lookers)
            (_thisLook, _nextLook) = (_nextLook!, null);
        try
        {
            Follow();
        }
        catch (DamagedException e)
        {
            throw e.Damage.Refuse(current.Fair.Id);
        }
        catch (Exception e)
        {
            LogFollowFailed(e, current.Fair.Id);
            throw Refusal.Unavailable();
        }
    }

    /// <summary>Takes what another node has committed. What does not follow on this node's state is looked up in the
    /// store instead.</summary>
    public void Take(Batch batch)
    {
        lock (current.Lock)
        {
            var fair = current.Fair;
            if (batch.Epoch == fair.Epoch && batch.Rows[^1].Offset <= fair.Offset)
                return;
            if (batch.Epoch == fair.Epoch && CurrentFair.AreNext(fair, batch.Rows))
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
    /// <exception cref="DamagedException">It is said once, and again when something else is wrong.</exception>
    public void Follow(IProgress<long>? progress = null)
    {
        try
        {
            while (!TryFollow(progress, out var ended))
                // not under the lock: it waits for the turns of others, and of this node
                store.NewEpoch(current.Fair.Id, ended);
            if (current.Damage is null)
                return;
            current.Damage = null;
            LogSound(current.Fair.Id, current.Fair.Offset);
        }
        catch (DamagedException e)
        {
            if (current.Damage != e.Damage)
                LogDamaged(current.Fair.Id, e.Damage.Good, e.Damage.En, e.Damage.ToDo);
            current.Damage = e.Damage;
            throw;
        }
    }

    /// <summary>The store refused a write: tries whether it takes one again.</summary>
    private void Probe()
    {
        if (!current.RefusesWrites)
            return;
        try
        {
            store.Probe();
        }
        catch (Exception e) when (e is StoreException or DamagedException)
        {
            // it was said when it was refused first
            return;
        }
        current.RefusesWrites = false;
        LogWritesAgain(current.Fair.Id);
    }

    /// <summary>What was answered is brought to the disk.</summary>
    private void FlushWitness()
    {
        try
        {
            store.Witness?.Flush(current.Fair.Id);
            _unwitnessed = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_unwitnessed)
                LogUnwitnessed(e, current.Fair.Id);
            _unwitnessed = true;
        }
    }

    /// <summary>What was not heard of is folded within half a second.</summary>
    private async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
            try
            {
                await _look.WaitAsync(TimeSpan.FromMilliseconds(500), _stop.Token);
                try
                {
                    Follow();
                }
                catch (DamagedException)
                {
                    // said already
                }
                Probe();
                FlushWitness();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested) { }
            catch (Exception e)
            {
                LogFollowFailed(e, current.Fair.Id);
            }
    }

    /// <param name="ended">The epoch in which this node's state stands and the ledger does not.</param>
    /// <returns>False when the ledger was put back and nobody has begun a new epoch yet.</returns>
    private bool TryFollow(IProgress<long>? progress, out long ended)
    {
        lock (current.Lock)
        {
            var fair = current.Fair;
            ended = fair.Epoch;
            // before the ledger is looked at: others may append meanwhile
            var answered = fair.Offset == 0 ? store.Witness?.Of(fair.Id) : null;
            var ends = store.Ends(fair.Id);
            var head = ends.Head;
            current.StoreWasReached(head);
            // a whole ledger is not read again and again to find the same
            if (current.Damage is { } damage && head.Equals(_brokenAt))
                throw new DamagedException(damage);
            if ((ends.Damage ?? store.Lost(fair.Id, answered, head)) is { } wrong)
                throw new DamagedException(wrong);
            if (head.Equals(fair.Head))
                return true;
            if (fair.Offset == 0 && head.Offset > 0 && answered is null && store.Witness is not null)
                LogNoWitness(fair.Id, head.Offset);
            if (fair.Offset == 0)
                fair = current.Found(head.Epoch);
            if (head.Epoch == fair.Epoch && head.Offset > fair.Offset && FoldRest(fair, head, progress))
                return true;
            if (head.Epoch <= fair.Epoch)
                return false;

            LogRewound(fair.Id, fair.Offset, head.Offset);
            return FoldRest(current.Restart(head.Epoch), head, progress, rewound: true);
        }
    }

    /// <summary>Folds what the store has beyond a state. Reading, and checking the chain of what is read, runs ahead of
    /// folding on another core.</summary>
    /// <param name="head">The store's, looked up before its rows are read: they reach it at least, and are folded up to
    /// it.</param>
    /// <returns>False when the store's ledger does not go on from it, or was put back meanwhile.</returns>
    /// <exception cref="DamagedException">It does not hold together.</exception>
    private bool FoldRest(Fair start, Head head, IProgress<long>? progress, bool rewound = false)
    {
        var (fair, fresh) = (start, new List<Entry>());
        using var stop = new CancellationTokenSource();
        using var chunks = new BlockingCollection<Row[]>(boundedCapacity: 8);
        var reading = Task.Run(() =>
        {
            var (offset, hash) = (start.Offset, start.Hash);
            try
            {
                foreach (
                    var chunk in store.Read(start.Id, start.Offset).TakeWhile(r => r.Offset <= head.Offset).Chunk(Chunk)
                )
                {
                    foreach (var row in chunk)
                    {
                        if (Chain.Wrong(offset, hash, row) is { } wrong)
                            throw new DamagedException(wrong);
                        (offset, hash) = (row.Offset, row.Hash);
                    }
                    chunks.Add(chunk, stop.Token);
                }
                if (new Ends(head, offset, hash).Damage is { } end)
                    throw new DamagedException(end);
            }
            catch (DamagedException e) when (e.Damage.Good < offset)
            {
                throw new DamagedException(e.Damage with { Good = offset });
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
                fair = current.Fold(fair, chunk, out var entries);
                // at the start nobody listens yet
                if (start.Offset > 0)
                    fresh.AddRange(entries);
                progress?.Report(fair.Offset);
            }
            reading.GetAwaiter().GetResult();
        }
        catch (DamagedException)
        {
            if (WasPutBack(start, head))
                return false;
            _brokenAt = head;
            throw;
        }
        finally
        {
            stop.Cancel();
            Task.WaitAny(reading);
        }
        // who was refused while it was damaged starts anew
        current.ShowOthers(fair, current.PeopleAreStale(head), fresh, rewound || current.Damage is not null);
        return true;
    }

    /// <summary>Whether the store's ledger is another one than the state's, or than it was when its head was looked
    /// up.</summary>
    private bool WasPutBack(Fair start, Head head) =>
        store.Head(start.Id) is var now && (now.Epoch != head.Epoch || now.Offset < head.Offset)
        || start.Offset > 0
            && !(
                store.Read(start.Id, start.Offset - 1).FirstOrDefault() is { } last
                && last.Hash.AsSpan().SequenceEqual(start.Hash)
            );

    [LoggerMessage(1003, LogLevel.Warning, "{Fair}: the ledger's head cannot be read")]
    private partial void LogFollowFailed(Exception e, string fair);

    [LoggerMessage(
        1004,
        LogLevel.Warning,
        "{Fair}: the ledger was put back from offset {Had} to {Has}; everything starts anew"
    )]
    private partial void LogRewound(string fair, long had, long has);

    [LoggerMessage(
        1009,
        LogLevel.Critical,
        "{Fair}: the ledger is damaged, and its commands are refused: {Good} facts hold, then {What}. {ToDo}"
    )]
    private partial void LogDamaged(string fair, long good, string what, string toDo);

    [LoggerMessage(1010, LogLevel.Warning, "{Fair}: the ledger is sound again at offset {Offset}, and goes on")]
    private partial void LogSound(string fair, long offset);

    [LoggerMessage(1011, LogLevel.Warning, "{Fair}: commands can be written again")]
    private partial void LogWritesAgain(string fair);

    [LoggerMessage(
        1012,
        LogLevel.Warning,
        "{Fair}: what is answered cannot be noted beside the ledger; if its end is lost now, nobody will notice"
    )]
    private partial void LogUnwitnessed(Exception e, string fair);

    [LoggerMessage(
        1013,
        LogLevel.Warning,
        "{Fair}: nothing beside the ledger says how far it was answered; its end at offset {Offset} is believed"
    )]
    private partial void LogNoWitness(string fair, long offset);
}
