using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace Hub.Ledger;

/// <summary>One fair's ledger on this node: decides waiting commands one after the other, commits their facts in one transaction, and
/// only then answers and shows the new state. The only writer of its fair on this node.</summary>
public sealed partial class FairLedger : IAsyncDisposable
{
    /// <summary>Most commands that one transaction holds.</summary>
    public const int Batch = 512;

    /// <summary>Most commands that wait; one more is refused as <c>busy</c>.</summary>
    public const int Waiting = 10_000;

    /// <summary>So many facts are folded together when a ledger is replayed.</summary>
    private const int Chunk = 4096;

    private readonly IStore _store;
    private readonly SliceKinds _kinds;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Channel<Waiter> _waiting = Channel.CreateBounded<Waiter>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _folding = new();
    private readonly Bell _look;
    private Task _writer = Task.CompletedTask;
    private Task _follower = Task.CompletedTask;
    private volatile Fair _fair;
    private Head _people = Head.None;
    private long _confirmed;

    public FairLedger(string id, IStore store, SliceKinds kinds, TimeProvider time, ILogger<FairLedger> log)
    {
        (_store, _kinds, _time, _log, _look) = (store, kinds, time, log, new Bell(time));
        _fair = Empty(id, 1);
    }

    /// <summary>The state at the last committed fact that this node has folded.</summary>
    public Fair Fair => _fair;

    /// <summary>The last few states, to be compared with other nodes'.</summary>
    public States States { get; } = new();

    /// <summary>Told after new facts are folded and visible, in order.</summary>
    public event Action<Fair, IReadOnlyList<Entry>>? Committed;

    /// <summary>Told what this node has just committed, for the others.</summary>
    public event Action<Batch>? Wrote;

    /// <summary>Told when the ledger was put back to an older state: what was shown of it means nothing any more.</summary>
    public event Action<Fair>? Rewound;

    /// <summary>Whether the store was reached a moment ago: if not, nobody knows whether the state is the latest.</summary>
    public bool IsCurrent => _time.GetElapsedTime(Volatile.Read(ref _confirmed)) < TimeSpan.FromSeconds(3);

    /// <summary>Folds the whole ledger, then takes commands.</summary>
    /// <param name="progress">Told the offset reached, now and then.</param>
    public void Start(IProgress<long>? progress = null)
    {
        Look(progress);
        _writer = Task.Run(WriteAsync);
        _follower = Task.Run(FollowAsync);
    }

    /// <summary>Decides a command and answers when its facts are durable.</summary>
    /// <exception cref="Refusal">It was not granted, or could not be written now; nothing changed.</exception>
    public async Task<Receipt> AskAsync(Guid id, Asker asker, Command command)
    {
        using var span = Meters.Spans.StartActivity(command.GetType().Name)?.SetTag("hub.fair", _fair.Id);
        var (since, outcome) = (_time.GetTimestamp(), "failed");
        try
        {
            var waiter = new Waiter(id, asker, command) { Span = span };
            if (!_waiting.Writer.TryWrite(waiter)) throw Refusal.Busy();
            var receipt = await waiter.Answer.Task;
            outcome = receipt.Repeated ? "repeated" : "granted";
            return receipt;
        }
        catch (Refusal refusal) when (!refusal.Retry)
        {
            outcome = "refused";
            throw;
        }
        finally
        {
            Meters.Commands.Record(_time.GetElapsedTime(since).TotalSeconds, new KeyValuePair<string, object?>("hub.outcome", outcome));
            span?.SetTag("hub.outcome", outcome).SetStatus(outcome is "failed" ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        }
    }

    /// <summary>Stops taking commands, answers those that wait, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writer;
        await _stop.CancelAsync();
        await _follower;
        _stop.Dispose();
        _look.Dispose();
    }

    private async Task WriteAsync()
    {
        var batch = new List<Waiter>(Batch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            try { Write(batch); }
            catch (Exception e)
            {
                // whether a failed commit reached the disk is not known: the next turn sees the ledger's head and folds what is there
                Fill(batch);
                LogWriteFailed(e, Fair.Id, batch.Count);
                foreach (var waiter in batch) waiter.Answer.TrySetException(Refusal.Unavailable());
            }
            batch.Clear();
        }
    }

    private void Fill(List<Waiter> batch)
    {
        while (batch.Count < Batch && _waiting.Reader.TryRead(out var waiter)) batch.Add(waiter);
    }

    /// <summary>Decides and commits what waits. That a command is repeated is rare: the batch is looked up in the ledger only when the store has met one.</summary>
    private void Write(List<Waiter> batch)
    {
        IReadOnlyDictionary<Guid, Answered> known = new Dictionary<Guid, Answered>();
        Draft? done;
        while ((done = TakeTurn(batch, known, out var reached)) is null)
            if (reached) known = _store.Answered(_fair.Id, batch.ConvertAll(w => w.Id));
            else Look();
        done.Answer(_store.Answered);
    }

    /// <summary>While it is this node's turn nobody else appends: it folds what others have committed, then decides what waits by now.</summary>
    /// <param name="reached">Whether its state was brought to the ledger's head.</param>
    /// <returns>What is durable now; null when nothing was written.</returns>
    private Draft? TakeTurn(List<Waiter> batch, IReadOnlyDictionary<Guid, Answered> known, out bool reached)
    {
        using var turn = _store.Turn(_fair.Id, _fair.Head);
        reached = Reach(turn);
        if (!reached) return null;
        Fill(batch);
        var draft = Decide(batch, known);
        return draft.Rows.Count == 0 || Append(turn, draft, batch) ? draft : null;
    }

    /// <summary>Folds what others have committed up to this turn.</summary>
    /// <returns>False when it does not follow on this node's state, or is too much for a turn.</returns>
    private bool Reach(ITurn turn)
    {
        lock (_folding)
        {
            Seen(turn.Head);
            if (turn.Head.Equals(_fair.Head)) return true;
            Row[] rows = [.. turn.Beyond.SkipWhile(r => r.Offset <= _fair.Offset)];
            if (turn.Head.Epoch != _fair.Epoch || rows.Length == 0 || rows[^1].Offset != turn.Head.Offset || !Follows(_fair, rows[0])) return false;
            Show(Fold(_fair, rows, out var entries), Lacks(turn.Head), entries);
            return true;
        }
    }

    private Draft Decide(List<Waiter> batch, IReadOnlyDictionary<Guid, Answered> known)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(_time.GetUtcNow().ToUnixTimeMilliseconds(), _fair.At.ToUnixTimeMilliseconds()));
        var draft = new Draft(_fair, now, _kinds, known);
        foreach (var waiter in batch)
            if (draft.Decide(waiter) is { } failed) LogRuleFailed(failed, waiter.Command.GetType().Name);
        return draft;
    }

    /// <returns>False when one of the commands is in the ledger already.</returns>
    private bool Append(ITurn turn, Draft draft, List<Waiter> batch)
    {
        // the follower must not fold these facts from the store before they are shown here
        lock (_folding)
        {
            using var commit = Meters.Spans.StartActivity("commit")?.SetTag("hub.fair", _fair.Id).SetTag("hub.commit.commands", batch.Count);
            var since = _time.GetTimestamp();
            if (!turn.Append(draft.Rows, draft.People)) return false;
            Meters.Commits.Record(_time.GetElapsedTime(since).TotalSeconds);
            Meters.Batches.Record(batch.Count);
            if (commit is not null) batch.ForEach(w => w.Span?.AddLink(new ActivityLink(commit.Context)));
            if (draft.People.Count > 0) _people = draft.Fair.Head;
            Swap(draft.Fair);
            Confirm();
            Committed?.Invoke(draft.Fair, draft.Entries);
            Wrote?.Invoke(new Batch(_fair.Id, _fair.Epoch, draft.People.Count > 0, draft.Rows));
            return true;
        }
    }

    /// <summary>Takes what another node has committed. What does not follow on this node's state is looked up in the store instead.</summary>
    public void Take(Batch batch)
    {
        lock (_folding)
        {
            if (batch.Epoch == _fair.Epoch && batch.Rows[^1].Offset <= _fair.Offset) return;
            if (batch.Epoch == _fair.Epoch && Follows(_fair, batch.Rows[0])) Show(Fold(_fair, batch.Rows, out var entries), batch.People, entries);
            else
            {
                Meters.Gaps.Add(1);
                LookSoon();
            }
        }
    }

    /// <summary>Makes the follower look at the store now: something may have been missed.</summary>
    public void LookSoon() => _look.Ring();

    /// <summary>Another process may append to the same ledger, an import at the keyboard or another node: what was not heard of is folded within half
    /// a second.</summary>
    private async Task FollowAsync()
    {
        try
        {
            while (true)
            {
                await _look.WaitAsync(TimeSpan.FromMilliseconds(500), _stop.Token);
                try { Look(); }
                catch (Exception e) when (e is not OperationCanceledException) { LogFollowFailed(e, _fair.Id); }
            }
        }
        catch (OperationCanceledException) { }
    }

    /// <summary>Compares this node's state with the store's head, and folds what is new; all of it, when the ledger was put back to an older state.</summary>
    private void Look(IProgress<long>? progress = null)
    {
        while (!TryLook(progress, out var ended))
            // not under the lock: it waits for the turns of others, and of this node
            _store.NewEpoch(_fair.Id, ended);
    }

    /// <param name="ended">The epoch in which this node's state stands and the ledger does not.</param>
    /// <returns>False when the ledger was put back and nobody has begun a new epoch yet.</returns>
    private bool TryLook(IProgress<long>? progress, out long ended)
    {
        lock (_folding)
        {
            ended = _fair.Epoch;
            var head = _store.Head(_fair.Id);
            Seen(head);
            if (head.Equals(_fair.Head)) return true;
            if (_fair.Offset == 0) _fair = Empty(_fair.Id, head.Epoch);
            if (head.Epoch == _fair.Epoch && head.Offset > _fair.Offset && CatchUp(_fair, head, progress)) return true;
            if (head.Epoch <= _fair.Epoch) return false;

            LogRewound(_fair.Id, _fair.Offset, head.Offset);
            _people = Head.None;
            CatchUp(Empty(_fair.Id, head.Epoch), head, progress);
            Rewound?.Invoke(_fair);
            return true;
        }
    }

    /// <summary>Folds what the store has beyond a state. Reading runs ahead of folding on another core.</summary>
    /// <param name="head">The store's, looked up before its rows are read: they reach it at least, and are folded up to it.</param>
    /// <returns>False when the store's rows do not follow on it.</returns>
    private bool CatchUp(Fair fair, Head head, IProgress<long>? progress)
    {
        var (start, fresh) = (fair, new List<Entry>());
        using var stop = new CancellationTokenSource();
        using var chunks = new BlockingCollection<Row[]>(boundedCapacity: 8);
        var reading = Task.Run(() =>
        {
            try
            {
                foreach (var chunk in _store.Read(start.Id, start.Offset).TakeWhile(r => r.Offset <= head.Offset).Chunk(Chunk)) chunks.Add(chunk, stop.Token);
            }
            finally { chunks.CompleteAdding(); }
        });
        try
        {
            foreach (var chunk in chunks.GetConsumingEnumerable())
            {
                if (fair == start && !Follows(start, chunk[0])) return false;
                fair = Fold(fair, chunk, out var entries);
                // at the start nobody listens yet
                if (start.Offset > 0) fresh.AddRange(entries);
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
            throw new StoreException($"The ledger of {fair.Id} ends at {fair.Offset}, before its head: facts were lost. See `verify`.", null);
        Show(fair, Lacks(head), fresh);
        return true;
    }

    private Fair Fold(Fair fair, IReadOnlyList<Row> rows, out Entry[] entries)
    {
        entries = [.. rows.Select(Decode)];
        return fair.Then(entries, rows[^1].Hash, _kinds);
    }

    /// <param name="people">Whether personal data may have changed too.</param>
    private void Show(Fair fair, bool people, IReadOnlyList<Entry> fresh)
    {
        if (people)
        {
            (_people, var all) = _store.People(fair.Id);
            fair = fair with { People = all };
        }
        Swap(fair);
        Committed?.Invoke(fair, fresh);
    }

    private void Swap(Fair fair)
    {
        _fair = fair;
        // personal data is read apart from the facts: when it is of a later moment already, this is the state of none
        if (_people.Epoch == fair.Epoch && _people.Offset <= fair.Offset) States.Add(fair);
    }

    /// <summary>Whether personal data has changed since it was read.</summary>
    private bool Lacks(Head head) => head.Epoch != _people.Epoch || head.People > _people.Offset;

    private static bool Follows(Fair fair, Row next) => next.Offset == fair.Offset + 1
        && Chain.Next(fair.Hash, next).AsSpan().SequenceEqual(next.Hash);

    private Fair Empty(string id, long epoch) =>
        new(id, 0, DateTimeOffset.UnixEpoch, Chain.Start, _kinds.Empty, ImmutableDictionary<string, Person>.Empty) { Epoch = epoch };

    private void Seen(Head head)
    {
        Confirm();
        Meters.Lag.Record(Math.Max(0, head.Offset - _fair.Offset), new KeyValuePair<string, object?>("hub.fair", _fair.Id));
    }

    private void Confirm() => Volatile.Write(ref _confirmed, _time.GetTimestamp());

    private Entry Decode(Row row) => new(row.Offset, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Actor, row.Command, row.Part, row.Slice,
        (Fact)JsonSerializer.Deserialize(row.Body, _kinds.Named(row.Slice).Kind.Json)!);

    [LoggerMessage(1001, LogLevel.Error, "{Fair}: {Count} commands could not be written and were refused")]
    private partial void LogWriteFailed(Exception e, string fair, int count);

    [LoggerMessage(1002, LogLevel.Error, "The rule of {Command} failed")]
    private partial void LogRuleFailed(Exception e, string command);

    [LoggerMessage(1004, LogLevel.Warning, "{Fair}: the ledger was put back from offset {Had} to {Has}; everything starts anew")]
    private partial void LogRewound(string fair, long had, long has);

    [LoggerMessage(1003, LogLevel.Warning, "{Fair}: the ledger's head cannot be read")]
    private partial void LogFollowFailed(Exception e, string fair);
}
